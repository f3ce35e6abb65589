import { existsSync } from 'node:fs';
import { fail, FailureError } from '../../../../shared/kernel/errors';
import type { CallContext } from '../../context';
import type { JobHandle } from '../../jobs/jobs';
import { addEvent } from '../runbook/audit-store';
import type { ServerSubject, Subject } from '../runbook/subject';
import { archiveBackup } from './archive-backup';
import type { BackupTask, ProvenBackup } from './backup-task';
import { findPgTools, toolsFor } from './find-pg-tools';
import { NotThisWay, pgDumpBackup } from './pg-dump-backup';
import { mayCreateDatabases } from './scratch-database';
import { sqliteBackup } from './sqlite-backup';
import { countsOf } from './table-prints';

/** The job that a backup is part of. */
export type BackupJob = Pick<JobHandle, 'signal' | 'report'> & { readonly lockHeld: boolean };

/**
 * Makes a backup of a database in `file`, which must not be there yet, proves it, and writes it
 * into the history. Fails with `bad_input`, `disk_full`, `busy` while steps run, or `corrupt`.
 */
export async function makeBackup(
  context: CallContext,
  subject: Subject,
  file: string,
  job: BackupJob,
): Promise<ProvenBackup> {
  if (existsSync(file)) {
    fail('bad_input', `${file} exists already. It was left as it is. Name another file.`, { file });
  }
  const made =
    subject.kind === 'sqlite'
      ? await sqliteBackup(subject.file, file)
      : await serverBackup(backupTask(context, subject, file, job));
  await recordBackup(context, subject, made);
  return made;
}

/** What is written down of a backup, so that it counts. */
export async function recordBackup(
  context: CallContext,
  subject: Subject,
  { prints, steps, ends, ...made }: ProvenBackup,
): Promise<void> {
  const detail = { ...made, counts: countsOf(prints), steps: [...steps], ends: [...ends] };
  await addEvent(context, subject, { kind: 'backup', detail });
}

/** All that backing up a server takes. */
export function backupTask(
  context: CallContext,
  { connection, password }: ServerSubject,
  file: string,
  job: BackupJob,
): BackupTask {
  const { clock, who, version, folders, random } = context;
  return {
    connection,
    password,
    file,
    stamp: { who: who(), now: clock.now, version },
    migrationsFolder: folders.migrations,
    tools: { platform: process.platform, env: process.env },
    random,
    signal: job.signal,
    lockHeld: job.lockHeld,
    report: (detail) => job.report(0, detail),
  };
}

/** The best way that is open: `pg_dump`, or an archive of our own. */
export async function serverBackup(task: BackupTask): Promise<ProvenBackup> {
  const tools = await findPgTools(task.tools);
  const suitable = toolsFor(tools, task.connection.serverVersionNumber);
  if (!suitable) return archiveBackup(task, withoutTools(tools, task.connection.serverVersion));
  if (!(await task.connection.withClient(mayCreateDatabases))) {
    return archiveBackup(
      task,
      'a dump of pg_dump could not be proved, because the role may not create databases',
    );
  }
  try {
    return await pgDumpBackup(task, suitable);
  } catch (error) {
    if (error instanceof NotThisWay) return archiveBackup(task, error.message);
    if (error instanceof FailureError && error.failure.code === 'unavailable') {
      return archiveBackup(task, error.message);
    }
    throw error;
  }
}

function withoutTools(
  tools: readonly { readonly version: string }[],
  serverVersion: string,
): string {
  const major = Number.parseInt(serverVersion, 10);
  const found = [...new Set(tools.map((one) => one.version))];
  const known =
    found.length === 0
      ? 'pg_dump was not found on this computer'
      : `pg_dump ${found.join(', ')} of this computer is older than the server ${serverVersion}`;
  return `${known}; install the PostgreSQL ${major} client programs to back up the whole database`;
}
