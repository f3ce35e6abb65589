import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import type { Clock } from '../../../shared/kernel/clock';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { openWorkspaceFile } from './open';
import { claimWriter } from './writer-lock';

/**
 * Puts a backup in the place of a workspace. The present file, damaged or not, is set aside with
 * its time in the name and never deleted. Fails with `corrupt` when the backup itself is not a
 * sound workspace, and with `busy` while another program writes; nothing is changed then.
 */
export function restoreWorkspaceFile(options: {
  readonly file: string;
  readonly backup: string;
  readonly program: string;
  readonly pid: number;
  readonly clock: Clock;
}): Result<{ readonly file: string; readonly setAside: string | null }, Failure> {
  const { file, backup } = options;
  if (!existsSync(backup))
    return err(
      failure('not_found', `There is no backup at ${backup}. Nothing was changed.`, {
        file: backup,
      }),
    );
  const writer = { program: options.program, pid: options.pid };
  const copy = `${file}.restoring`;
  copyFileSync(backup, copy);
  const sound = openWorkspaceFile({ file: copy, mode: 'read', writer });
  if (!sound.ok) {
    rmSync(copy, { force: true });
    return err(
      failure(sound.error.code, `The backup ${backup} cannot be restored: ${sound.error.message}`, {
        file: backup,
      }),
    );
  }
  sound.value.close();
  const lock = claimWriter(file, writer);
  if (!lock.ok) {
    rmSync(copy, { force: true });
    return lock;
  }
  const setAside = existsSync(file) ? setFileAside(file, options.clock) : null;
  renameSync(copy, file);
  lock.value.release();
  return ok({ file, setAside });
}

function setFileAside(file: string, clock: Clock): string {
  const stamp = new Date(clock.now()).toISOString().replaceAll(':', '-');
  const target = `${file}.set-aside-${stamp}`;
  renameSync(file, target);
  for (const suffix of ['-wal', '-shm']) {
    // The log of the old file belongs to it: left behind it would be replayed into the new one.
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  return target;
}
