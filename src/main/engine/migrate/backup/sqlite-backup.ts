import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import BetterSqlite3 from 'better-sqlite3';
import { fail } from '../../../../shared/kernel/errors';
import { breathe } from '../../jobs/breathe';
import { quoted, readCatalogue } from '../sqlite-catalogue';
import { readHistory } from '../sqlite-history';
import type { ProvenBackup } from './backup-task';
import { hashFile } from './hash-file';
import { placeFailure } from './place-failure';
import { firstDifference, type TablePrint, type TablePrints } from './table-prints';

/**
 * Copies an SQLite database while it is in use (online backup), opens the copy, and compares rows
 * and checksums of every table with the moment that was copied. Fails with `corrupt` when the copy
 * differs; no file stays then.
 */
export async function sqliteBackup(source: string, file: string): Promise<ProvenBackup> {
  const temporary = `${file}.part`;
  // A session of its own: its snapshot is what is copied, whatever others write meanwhile.
  const reader = new BetterSqlite3(source, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    await (await open(temporary, 'w', 0o600)).close();
    reader.exec('BEGIN');
    const wanted = await printsOf(reader);
    const steps = readHistory(reader).map((entry) => entry.step);
    await reader.backup(temporary);
    const difference = firstDifference(wanted, await provenCopy(temporary));
    if (difference !== undefined) {
      fail(
        'corrupt',
        `The backup is not what was backed up: ${difference}. It was not kept, and the database is unchanged. Try again.`,
        { difference },
      );
    }
    await flush(temporary);
    await rename(temporary, file);
    const proof = `Copied while in use, opened again; rows and checksums of ${Object.keys(wanted).length} tables are equal.`;
    return { file, ...(await hashFile(file)), method: 'sqlite', proof, prints: wanted, steps };
  } catch (error) {
    throw placeFailure(error, file);
  } finally {
    reader.close();
    for (const suffix of ['', '-wal', '-shm', '-journal']) {
      await rm(temporary + suffix, { force: true });
    }
  }
}

/** Rows and checksums of a database that may be in use, at one moment. */
export async function filePrints(source: string): Promise<TablePrints> {
  const reader = new BetterSqlite3(source, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    reader.exec('BEGIN');
    return await printsOf(reader);
  } finally {
    reader.close();
  }
}

/** Opens a copy and sums it up; fails with `refused` when it is not a sound SQLite database. */
export async function provenCopy(file: string): Promise<TablePrints> {
  if (!existsSync(file)) fail('not_found', `There is no file ${file}.`, { file });
  let copy: BetterSqlite3.Database | undefined;
  try {
    copy = new BetterSqlite3(file, { fileMustExist: true });
    // The copy stands alone: without this it would ask for a WAL file beside it.
    copy.pragma('journal_mode = DELETE');
    const answer = copy.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok') fail('refused', notSound(file, String(answer)), { file });
    return await printsOf(copy);
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error;
    return fail('refused', notSound(file, error.message), { file });
  } finally {
    copy?.close();
  }
}

function notSound(file: string, why: string): string {
  return `${file} is not a whole SQLite database (${why}). Nothing was changed. Make a new backup.`;
}

/** Rows and a checksum of each table, in the order of the file, which a copy of pages keeps. */
async function printsOf(connection: BetterSqlite3.Database): Promise<TablePrints> {
  const prints: Record<string, TablePrint> = {};
  for (const name of [...readCatalogue(connection).keys()].sort()) {
    prints[name] = await printOf(connection, name);
  }
  return prints;
}

/** After this many rows others get their turn. */
const rowsAtOnce = 10_000;

async function printOf(connection: BetterSqlite3.Database, name: string): Promise<TablePrint> {
  const hash = createHash('sha256');
  let rows = 0;
  const statement = connection
    .prepare(`SELECT * FROM ${quoted(name)}`)
    .raw()
    .safeIntegers();
  for (const row of statement.iterate()) {
    hash.update(JSON.stringify(row, asText));
    rows += 1;
    if (rows % rowsAtOnce === 0) await breathe();
  }
  return { rows, checksum: hash.digest('hex') };
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}
