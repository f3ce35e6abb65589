import { failure, FailureError } from '../../../../shared/kernel/errors';

/**
 * What an error of the file system means for a backup or archive that was to be written: a
 * failure for what a person can mend (`disk_full`, `bad_input`), the error itself otherwise.
 */
export function placeFailure(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ENOSPC|EDQUOT|EFBIG)$/.test(code)) {
    return new FailureError(
      failure(
        'disk_full',
        `The disk that ${file} would be on is full. Nothing was changed, and no half-written file was kept. Free some space, or name another place.`,
        { file },
      ),
    );
  }
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|ENOENT|EISDIR|ENAMETOOLONG)$/.test(code)) {
    return new FailureError(
      failure(
        'bad_input',
        `${file} cannot be written (${code}). Nothing was changed. Name a file in a folder that can be written.`,
        { file },
      ),
    );
  }
  return error;
}
