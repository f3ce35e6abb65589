import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { hiddenBeside } from './hidden-beside';
import { giveToOwnerOf } from './same-owner';
import { sqliteCode } from './sqlite-errors';

/** Who writes a workspace, for the message another program shows. */
export type WriterName = { readonly program: string; readonly pid: number };

/** Held for as long as this process is the only writer of a workspace. */
export type WriterLock = { readonly release: () => void };

/**
 * Claims the right to write a workspace. The claim is an exclusive transaction on a small file
 * beside it: the operating system lets go of it when the process dies, so a killed program
 * never leaves a lock behind, which a file with a process number in it would.
 */
export function claimWriter(file: string, name: WriterName): Result<WriterLock, Failure> {
  const lockFile = hiddenBeside(file, 'writer');
  const nameFile = hiddenBeside(file, 'writer.json');
  const connection = new BetterSqlite3(lockFile, { timeout: 300 });
  try {
    connection.pragma('journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (!sqliteCode(error).startsWith('SQLITE_BUSY')) throw error;
    return err(busy(file, readName(nameFile)));
  }
  writeFileSync(nameFile, JSON.stringify(name));
  for (const left of [lockFile, nameFile]) giveToOwnerOf(file, left);
  return ok({
    release: () => {
      rmSync(nameFile, { force: true });
      // The lock file itself stays: deleting it could split two claimants over two files.
      connection.close();
    },
  });
}

function busy(file: string, holder: WriterName | undefined): Failure {
  const who = holder ? `${holder.program} (process ${holder.pid})` : 'another program';
  return failure(
    'busy',
    `The workspace ${file} is open for writing in ${who}. Nothing was changed. Close it there, then try again; reading is possible meanwhile.`,
    { file, ...(holder ? { program: holder.program, pid: holder.pid } : {}) },
  );
}

function readName(nameFile: string): WriterName | undefined {
  if (!existsSync(nameFile)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(nameFile, 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { program, pid } = value as Partial<WriterName>; // checked on the next line
    return typeof program === 'string' && typeof pid === 'number' ? { program, pid } : undefined;
  } catch {
    // Being written at this very moment: the lock itself already said all that matters.
    return undefined;
  }
}
