import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../../../../shared/kernel/errors';
import type { PostgresConnection } from '../../connections/postgres-connection';
import type { CallContext } from '../../context';
import type { JobHandle } from '../../jobs/jobs';
import { copyTables, loadAll } from '../backup/archive-backup';
import { atOneMoment, type BackupTask } from '../backup/backup-task';
import { portableText } from '../backup/copy-stream';
import { findPgTools, toolsFor } from '../backup/find-pg-tools';
import { findLmsRelations, planTables } from '../backup/lms-relations';
import { backupTask } from '../backup/make-backup';
import { dumpMoment, NotThisWay, restoreInto } from '../backup/pg-dump-backup';
import { checkArchive } from '../backup/postgres-archive';
import { mayCreateDatabases, withScratchDatabase } from '../backup/scratch-database';
import { printTables, type TablePrints } from '../backup/table-prints';
import { addEvent } from './audit-store';
import { lastPlanStep } from './checklist';
import { tryOnCopy, type Trial } from './try-on-copy';
import type { ServerSubject, Subject } from './subject';

/**
 * Tries the pending steps and the way back on a copy of the database as it is now, in a scratch
 * database of the same server, and writes the outcome into the history, where it settles two items
 * of the checklist. Fails with `refused` where no copy can be made.
 */
export async function rehearse(
  context: CallContext,
  subject: Subject,
  job: JobHandle,
): Promise<Trial> {
  if (subject.kind === 'sqlite') {
    return fail(
      'refused',
      'A rehearsal copies a database on its server; this is a file. Nothing was changed. Copy the file (migrate backup --out FILE) and try the steps on the copy.',
    );
  }
  if (!(await subject.connection.withClient(mayCreateDatabases))) {
    return fail(
      'refused',
      'The role may not create the scratch database that a rehearsal needs. Nothing was changed. Let an administrator run ALTER ROLE … CREATEDB, or try the steps on a staging server and tick the item.',
    );
  }
  const trial = await onCopy(context, subject, job);
  const lastStep = lastPlanStep(context.folders.migrations);
  const { applied, ...rest } = trial;
  const steps = applied.map((step) => step.name);
  await addEvent(context, subject, {
    kind: 'rehearse',
    detail: { ...rest, reverted: [...rest.reverted], applied: steps, lastStep },
  });
  return trial;
}

async function onCopy(
  context: CallContext,
  subject: ServerSubject,
  job: JobHandle,
): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-rehearsal-'));
  const task = backupTask(context, subject, join(folder, 'copy'), { ...job, lockHeld: false });
  try {
    const restore = await copyOut(task);
    return await withScratchDatabase(
      task.connection,
      task.password,
      task.random,
      async (scratch) => {
        job.report(0, 'restoring into a scratch database');
        await restore(scratch);
        return tryOnCopy(context, scratch, (connection) => lmsPrints(task, connection), job);
      },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Restore = (scratch: PostgresConnection) => Promise<unknown>;

/** Takes the copy, and says how it is restored: all of the database where `pg_dump` can. */
async function copyOut(task: BackupTask): Promise<Restore> {
  const tools = toolsFor(await findPgTools(task.tools), task.connection.serverVersionNumber);
  if (tools) {
    try {
      await atOneMoment(task, (client) => dumpMoment(task, tools, client, task.file));
      return (scratch) => restoreInto(task, tools, task.file, scratch);
    } catch (error) {
      if (!(error instanceof NotThisWay)) throw error;
      await rm(task.file, { force: true });
    }
  }
  task.report('copying the tables of the LMS');
  await atOneMoment(task, (client) => copyTables(task, client));
  return async (scratch) => loadAll(scratch, await checkArchive(task.file));
}

/** The LMS's tables; what Lectern keeps about its own work may differ. */
function lmsPrints(task: BackupTask, connection: PostgresConnection): Promise<TablePrints> {
  return connection.transaction(
    async (client) => {
      await client.query(portableText);
      const names = planTables(task.migrationsFolder);
      const { home, relations } = await findLmsRelations(client, names);
      const lms = relations.filter(({ schema }) => schema !== 'lectern');
      return printTables(client, lms, home);
    },
    { readOnly: true },
  );
}
