import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { reserveBallast } from './ballast';
import { sqliteFailure } from './sqlite-errors';
import { createWorkspace, type Workspace } from './workspace';
import { claimWriter, type WriterName } from './writer-lock';

/** `LECT` in ASCII: marks a SQLite file as a Lectern workspace (PRAGMA application_id). */
export const applicationId = 0x4c454354;

/** Above this a quick_check would keep the window waiting; `workspace check` runs it in full. */
const quickCheckLimit = 64 * 1024 * 1024;

export type OpenOptions = {
  readonly file: string;
  readonly mode: 'read' | 'write';
  readonly writer: WriterName;
  /** True while a new file is being made, when the checks of an existing one do not apply. */
  readonly creating?: boolean;
};

/**
 * Opens a workspace file with the pragmas everything relies on (WAL, synchronous=FULL, foreign
 * keys on). Fails with `not_found`, `corrupt`, `busy` or `read_only`; nothing is changed then.
 */
export function openWorkspaceFile(options: OpenOptions): Result<Workspace, Failure> {
  const { file, creating = false } = options;
  const blocked = creating ? undefined : whyNotAWorkspace(file);
  if (blocked) return err(blocked);
  const writable = options.mode === 'write' && canWrite(file, creating);
  try {
    if (!writable) return openConnection(file, undefined);
    const lock = claimWriter(file, options.writer);
    if (!lock.ok) return lock;
    const opened = openConnection(file, lock.value);
    if (!opened.ok) lock.value.release();
    return opened;
  } catch (error) {
    const known = sqliteFailure(error, file);
    if (!known) throw error;
    return err(known);
  }
}

function openConnection(
  file: string,
  lock: Parameters<typeof createWorkspace>[2],
): Result<Workspace, Failure> {
  const connection = new BetterSqlite3(file, { readonly: !lock, timeout: 5000 });
  try {
    if (lock) {
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = FULL');
    }
    connection.pragma('foreign_keys = ON');
    connection.pragma('cache_size = -32000');
    const complaint = quickCheck(connection, file);
    if (complaint) {
      connection.close();
      return err(complaint);
    }
    return ok(createWorkspace(connection, file, lock, lock && reserveBallast(file)));
  } catch (error) {
    connection.close();
    const known = sqliteFailure(error, file);
    if (!known) throw error;
    return err(known);
  }
}

function quickCheck(connection: BetterSqlite3.Database, file: string): Failure | undefined {
  if (statSync(file).size > quickCheckLimit) return undefined;
  const answer = connection.pragma('quick_check(1)', { simple: true });
  if (answer === 'ok') return undefined;
  return failure(
    'corrupt',
    `The workspace ${file} is damaged (${String(answer)}). It was left as it is. Restore a backup, or open another workspace.`,
    { file },
  );
}

function whyNotAWorkspace(file: string): Failure | undefined {
  if (!existsSync(file)) {
    return failure(
      'not_found',
      `There is no workspace at ${file}. Make one (npm start, or: workspace create FILE --sample), or name another.`,
      {
        file,
      },
    );
  }
  if (statSync(file).isDirectory()) {
    return failure('bad_input', `${file} is a folder. Name the workspace file in it.`, { file });
  }
  const header = Buffer.alloc(72);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, header, 0, 72, 0);
  closeSync(descriptor);
  const isSqlite = length === 72 && header.toString('latin1', 0, 15) === 'SQLite format 3';
  if (isSqlite && header.readUInt32BE(68) === applicationId) return undefined;
  const what = isSqlite ? 'is a database of another program' : 'is not a Lectern workspace';
  return failure(
    'corrupt',
    `The file ${file} ${length === 0 ? 'is empty' : what}. It was left as it is. Restore a backup, or open another workspace.`,
    { file },
  );
}

function canWrite(file: string, creating: boolean): boolean {
  try {
    if (!creating) accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    // Not an error: the workspace opens for reading and says so.
    return creating;
  }
}
