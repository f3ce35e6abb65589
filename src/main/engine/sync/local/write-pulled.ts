import type BetterSqlite3 from 'better-sqlite3';
import type { WritableDb } from '../../storage/database';
import { sqliteCode } from '../../storage/sqlite-errors';
import type { Workspace } from '../../storage/workspace';

/** Fewer rows than this are no wait for the disk that anybody notices. */
const fewRows = 100;

/**
 * Writes so many pulled rows as `Workspace.write` does, but leaves it to the next transaction to
 * move what is in the write-ahead log into the file. Rows from all over a large table are a page
 * each: committing them and moving them are two waits for the disk, and other calls are let through
 * between the two. What an earlier call has left is moved first, so that the log does not grow
 * without end.
 */
export function writePulled<T>(
  { connection, write }: Pick<Workspace, 'connection' | 'write'>,
  rows: number,
  work: (db: WritableDb) => T,
): T {
  if (rows < fewRows) return write(work);
  moveLog(connection);
  const usual = Number(connection.pragma('wal_autocheckpoint', { simple: true }));
  connection.pragma('wal_autocheckpoint = 0');
  try {
    return write(work);
  } finally {
    connection.pragma(`wal_autocheckpoint = ${usual}`);
  }
}

/** Where that does not go (a full disk), all is safe in the log: SQLite itself tells nobody then. */
function moveLog(connection: BetterSqlite3.Database): void {
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
  } catch (error) {
    if (sqliteCode(error) === '') throw error;
  }
}
