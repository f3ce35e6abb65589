import { copyFile, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, FailureError } from '../../../../shared/kernel/errors';
import type { CallContext } from '../../context';
import type { AuditEvent } from '../runbook/audit-event';
import { readEvents } from '../runbook/audit-store';
import { newestBackup } from '../runbook/judge-items';
import type { ServerSubject, Subject } from '../runbook/subject';
import { proveArchive } from './archive-backup';
import { atOneMoment, type BackupTask, type ProvenBackup } from './backup-task';
import { findPgTools, toolsFor } from './find-pg-tools';
import { hashFile, type FilePrint } from './hash-file';
import { findLmsRelations, planTables } from './lms-relations';
import { backupTask, recordBackup, type BackupJob } from './make-backup';
import { homeOf, NotThisWay, notRestorable, restoredPrints } from './pg-dump-backup';
import { checkArchive } from './postgres-archive';
import { filePrints, provenCopy } from './sqlite-backup';
import { firstDifference, printTables, type TablePrints } from './table-prints';

const recorded = z.object({
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  ends: z.tuple([z.string(), z.string()]).optional(),
});

/**
 * Proves that a file is a backup of this database: one that was proved when it was made and has not
 * changed since, or one that can be restored and holds what the database holds now. Fails with
 * `refused`, saying why, when it is neither; apply nothing then.
 */
export async function verifyBackup(
  context: CallContext,
  subject: Subject,
  file: string,
  job: BackupJob,
): Promise<void> {
  const print = await hashFile(file);
  const { sha256 } = print;
  const events = await readEvents(context, subject, { kinds: ['backup'], limit: 1_000 });
  const known = events.filter((event) => recorded.safeParse(event.detail).data?.sha256 === sha256);
  if (newestBackup(known, context.clock.now())) return;
  if (known.length > 0) return tooOld(file, known);
  refuseAltered(file, print, events);
  const proof = 'Restored again; it holds what the database holds now.';
  const base = { file, ...print, proof, steps: [] };
  if (subject.kind === 'sqlite') {
    const prints = await verifyFile(subject.file, file);
    return recordBackup(context, subject, { ...base, method: 'sqlite', prints });
  }
  const found = await verifyForServer(context, subject, file, job);
  await recordBackup(context, subject, { ...base, ...found });
}

function tooOld(file: string, events: readonly AuditEvent[]): never {
  return fail(
    'refused',
    `The backup ${file} was made ${events[0]?.at ?? ''}; one counts for 24 hours. Nothing was changed. Make a new one (migrate backup --out FILE).`,
    { file },
  );
}

/**
 * A backup of ours that was cut off keeps its beginning, one that was edited its size or an end. It
 * might still be restored, and hold something else than what was proved.
 */
function refuseAltered(file: string, found: FilePrint, events: readonly AuditEvent[]): void {
  const altered = events.find((event) => {
    const made = recorded.safeParse(event.detail).data;
    if (!made) return false;
    const isAlike = made.ends?.some((end, at) => end === found.ends[at]) ?? false;
    return made.file === file || made.bytes === found.bytes || isAlike;
  });
  if (!altered) return;
  fail(
    'refused',
    `${file} is the backup of ${altered.at}, but it was cut off or changed since. Nothing was changed. Use the file as it was made, or make a new one (migrate backup --out FILE).`,
    { file },
  );
}

/** A copy is opened in place of the file: opening alone may change an SQLite file. */
async function verifyFile(source: string, file: string): Promise<TablePrints> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-proof-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    await copyFile(file, copy);
    const found = await provenCopy(copy).catch((error: unknown) => {
      throw error instanceof FailureError ? notRestorable(file, error.message) : error;
    });
    return requireSame(file, withoutHistory(await filePrints(source)), found);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the runner writes about itself goes on after any backup. */
function withoutHistory(prints: TablePrints): TablePrints {
  return Object.fromEntries(
    Object.entries(prints).filter(([name]) => !name.startsWith('lectern_migration')),
  );
}

type Found = Pick<ProvenBackup, 'method' | 'prints'>;

async function verifyForServer(
  context: CallContext,
  subject: ServerSubject,
  file: string,
  job: BackupJob,
): Promise<Found> {
  const task = backupTask(context, subject, file, job);
  const start = await firstBytes(file, 5);
  if (start === 'PGDMP') return { method: 'pg_dump', prints: await verifyDump(task) };
  return { method: 'archive', prints: await verifyArchive(task) };
}

async function verifyDump(task: BackupTask): Promise<TablePrints> {
  const tools = toolsFor(await findPgTools(task.tools), task.connection.serverVersionNumber);
  if (!tools) {
    throw notRestorable(task.file, 'there is no pg_restore on this computer that fits the server');
  }
  try {
    const home = await task.connection.withClient(homeOf);
    const found = await restoredPrints(task, tools, task.file, home);
    return requireSame(task.file, await livePrints(task), found);
  } catch (error) {
    if (error instanceof NotThisWay) throw notRestorable(task.file, error.message);
    throw error;
  }
}

async function verifyArchive(task: BackupTask): Promise<TablePrints> {
  const archive = await checkArchive(task.file).catch((error: unknown) => {
    if (!(error instanceof FailureError)) throw error;
    throw notRestorable(task.file, error.message);
  });
  if (archive.manifest.kind !== 'backup') {
    throw notRestorable(task.file, 'it is the archive of a rollback, not a backup');
  }
  const { found } = await proveArchive(task, archive);
  return requireSame(task.file, await livePrints(task), found);
}

/** The LMS's tables as they are now; others are somebody else's and may move. */
function livePrints(task: BackupTask): Promise<TablePrints> {
  return atOneMoment(task, async (client) => {
    const names = planTables(task.migrationsFolder);
    const { home, relations } = await findLmsRelations(client, names);
    const lms = relations.filter(({ schema }) => schema !== 'lectern');
    return printTables(client, lms, home);
  });
}

function requireSame(file: string, wanted: TablePrints, found: TablePrints): TablePrints {
  const difference = firstDifference(wanted, found);
  if (difference === undefined) return found;
  return fail(
    'refused',
    `${file} is not a backup of this database as it is now: ${difference}. Lectern has no record of having proved it. Nothing was changed. Make a new one (migrate backup --out FILE).`,
    { file, difference },
  );
}

async function firstBytes(file: string, count: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(count);
    await handle.read(bytes, 0, count, 0);
    return bytes.toString('latin1');
  } finally {
    await handle.close();
  }
}
