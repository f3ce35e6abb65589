import type BetterSqlite3 from 'better-sqlite3';
import { fail, FailureError } from '../../../shared/kernel/errors';
import type { Ballast } from './ballast';
import { handleFor, type ReadableDb, type WritableDb } from './database';
import { fileIdentity } from './same-file';
import { sqliteCode, sqliteFailure } from './sqlite-errors';
import type { WriterLock } from './writer-lock';

/** One open SQLite file: the local cache of everything, with or without a server. */
export type Workspace = {
  readonly file: string;
  /** Which file it is, also after it has got another name; undefined when it is in no file. */
  readonly identity: string | undefined;
  readonly readOnly: boolean;
  readonly read: ReadableDb;
  /**
   * Runs `work` in one immediate transaction and commits it to the disk before it returns.
   * Anything thrown rolls all of it back. For rows a person does not undo (drafts, settings,
   * state of rendering); what a person changes goes through `edit` of the journal.
   */
  readonly write: <T>(work: (db: WritableDb) => T) => T;
  /** For the rooms whose trade is SQL itself: storage, journal, migrate, sync. */
  readonly connection: BetterSqlite3.Database;
  readonly close: () => void;
};

/** Fails with `read_only` for a workspace that cannot be written. */
export function refuseReading({ file, readOnly }: Pick<Workspace, 'file' | 'readOnly'>): void {
  if (!readOnly) return;
  fail('read_only', `The workspace ${file} is open for reading only. Nothing was changed.`, {
    file,
  });
}

/** Wraps an opened connection; `lock` is absent on a read-only workspace. */
export function createWorkspace(
  connection: BetterSqlite3.Database,
  file: string,
  lock: WriterLock | undefined,
  ballast: Ballast | undefined,
): Workspace {
  const handle = handleFor(connection);
  return {
    file,
    identity: fileIdentity(file),
    readOnly: lock === undefined,
    read: handle,
    connection,
    write: (work) => {
      refuseReading({ file, readOnly: lock === undefined });
      try {
        return inTransaction(connection, handle, work);
      } catch (error) {
        const isFull = sqliteCode(error) === 'SQLITE_FULL';
        if (isFull && ballast?.release()) return inTransaction(connection, handle, work);
        const known = sqliteFailure(error, file);
        throw known ? new FailureError(known) : error;
      }
    },
    close: () => {
      if (!connection.open) return;
      connection.close();
      lock?.release();
    },
  };
}

function inTransaction<T>(
  connection: BetterSqlite3.Database,
  handle: WritableDb,
  work: (db: WritableDb) => T,
): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const value = work(handle);
    if (value instanceof Promise) throw new Error('A transaction must be synchronous');
    connection.exec('COMMIT');
    return value;
  } catch (error) {
    // SQLite may have rolled back by itself (a full disk); asking again would hide the cause.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
