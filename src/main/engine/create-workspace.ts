import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../shared/kernel/clock';
import { failure, FailureError, type Failure } from '../../shared/kernel/errors';
import type { RandomBytes } from '../../shared/kernel/ids';
import { err, ok, type Result } from '../../shared/kernel/result';
import { applyAll } from './migrate/apply-all';
import { generateSample } from './sample/generate-sample';
import { writeFlag } from './settings/flags';
import { hiddenBeside } from './storage/hidden-beside';
import { applicationId, openWorkspaceFile } from './storage/open';
import { sqliteFailure } from './storage/sqlite-errors';
import type { Workspace } from './storage/workspace';

export type CreateOptions = {
  readonly file: string;
  readonly sample: boolean;
  readonly program: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly migrations: string;
  readonly version: string;
  readonly userName: string;
};

/** The sample is the same on every machine; only its dates follow the day it was made. */
const sampleSeed = 2026;

/**
 * Makes a workspace file with all steps applied, with the sample or empty. It gets its name only
 * when it is whole: a killed or failed creation leaves nothing behind that looks like a workspace.
 * Fails with `refused` when the file is there already.
 */
export function createWorkspaceFile(
  options: CreateOptions,
): Result<{ readonly file: string }, Failure> {
  const { file } = options;
  if (existsSync(file)) {
    return err(
      failure(
        'refused',
        `There is a file at ${file} already. It was left as it is. Choose another name.`,
        { file },
      ),
    );
  }
  const unfinished = `${file}.unfinished`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    removeAll(unfinished);
    const writer = { program: options.program, pid: process.pid };
    const opened = openWorkspaceFile({ file: unfinished, mode: 'write', writer, creating: true });
    if (!opened.ok) return opened;
    fill(opened.value, options);
    renameSync(unfinished, file);
    return ok({ file });
  } catch (error) {
    const known =
      error instanceof FailureError
        ? error.failure
        : (sqliteFailure(error, file) ?? folderFailure(error, file));
    if (!known) throw error;
    return err(known);
  } finally {
    removeAll(unfinished);
  }
}

function fill(workspace: Workspace, options: CreateOptions): void {
  const { connection } = workspace;
  try {
    connection.pragma(`application_id = ${applicationId}`);
    // The file is thrown away on any failure, so waiting for the disk at each step gains nothing.
    connection.pragma('synchronous = OFF');
    const stamp = { who: options.userName, now: options.clock.now, version: options.version };
    applyAll(connection, options.migrations, stamp);
    if (options.sample) {
      workspace.write((db) => {
        generateSample(db, { seed: sampleSeed, now: options.clock.now() });
        writeFlag(db, 'sample', true, options.clock.now());
      });
    }
    connection.pragma('synchronous = FULL');
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    workspace.close();
  }
}

function removeAll(unfinished: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  for (const name of ['ballast', 'writer', 'writer.json']) {
    rmSync(hiddenBeside(unfinished, name), { force: true });
  }
}

function folderFailure(error: unknown, file: string): Failure | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') {
    return failure(
      'disk_full',
      `The disk is full: ${file} could not be made. Nothing was left behind.`,
      { file },
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return failure(
      'read_only',
      `The folder of ${file} cannot be written (${code}). Choose another place.`,
      { file },
    );
  }
  return undefined;
}
