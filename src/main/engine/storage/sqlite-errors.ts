import { failure, type Failure } from '../../../shared/kernel/errors';

/** The extended result code of an error thrown by better-sqlite3, or '' for anything else. */
export function sqliteCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : '';
}

/**
 * Turns what SQLite can throw on a bad day into a failure a person understands.
 * Undefined means that it was not SQLite's doing, or that it is a bug of ours (a constraint).
 */
export function sqliteFailure(error: unknown, file: string): Failure | undefined {
  const code = sqliteCode(error);
  if (code === 'SQLITE_FULL') {
    return failure(
      'disk_full',
      `The disk that holds ${file} is full. Nothing of this change was stored; everything stored before is kept. Free some space and try again.`,
      { file },
    );
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || code === 'SQLITE_PERM') {
    return failure(
      'read_only',
      `The workspace ${file} cannot be written. Nothing was changed. Check the permissions of the file and its folder, or save a copy elsewhere.`,
      { file },
    );
  }
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT_')) {
    return failure(
      'corrupt',
      `The file ${file} is damaged or is not a Lectern workspace. It was left as it is. Restore a backup, or open another workspace.`,
      { file },
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') {
    return failure(
      'busy',
      `Another program holds ${file}. Nothing was changed. Close that program or wait, then try again.`,
      { file },
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return failure(
      'unavailable',
      `Reading or writing ${file} failed (${code}). Nothing of this change was stored. Check the disk or the network drive.`,
      { file },
    );
  }
  return undefined;
}
