import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, failure, FailureError, type Failure } from '../../../shared/kernel/errors';
import type { Workers } from '../jobs/workers';
import { backupTo } from '../storage/backup';
import { openWorkspaceFile } from '../storage/open';
import { sqliteCode } from '../storage/sqlite-errors';
import type { Workspace } from '../storage/workspace';

/**
 * Copies the workspace to `file`, over an older backup there if need be; returns its bytes. Fails
 * with `refused` when another kind of file, or the workspace itself, has that name, and with
 * `disk_full` or `read_only` for the place it should go to. Nothing half-written stays.
 */
export async function makeBackup(
  workspace: Workspace,
  file: string,
  workers: Workers,
): Promise<number> {
  const target = resolve(file);
  refuseOtherFiles(workspace, target);
  try {
    return await backupTo(workspace, target, workers);
  } catch (error) {
    const known = placeFailure(error, target);
    throw known ? new FailureError(known) : error;
  }
}

function refuseOtherFiles(workspace: Workspace, target: string): void {
  if (!existsSync(target)) return;
  if (realpathSync(target) === realpathSync(workspace.file)) {
    fail('refused', `${target} is the workspace itself. Name another file for the backup.`, {
      file: target,
    });
  }
  const writer = { program: 'backup', pid: process.pid };
  const present = openWorkspaceFile({ file: target, mode: 'read', writer });
  if (present.ok) return present.value.close();
  fail(
    'refused',
    `There is a file ${target} that is no backup of Lectern. It was left as it is. Choose another name.`,
    { file: target },
  );
}

function placeFailure(error: unknown, file: string): Failure | undefined {
  const own = error instanceof Error && 'code' in error ? String(error.code) : '';
  const code = sqliteCode(error) || own;
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') {
    return failure('disk_full', `The disk that ${file} would be on is full. No backup was made.`, {
      file,
    });
  }
  if (
    /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|EISDIR|SQLITE_CANTOPEN.*|SQLITE_READONLY.*)$/.test(
      code,
    )
  ) {
    return failure(
      'read_only',
      `The backup ${file} cannot be written (${code}). The workspace is unchanged. Choose another place.`,
      { file },
    );
  }
  return undefined;
}
