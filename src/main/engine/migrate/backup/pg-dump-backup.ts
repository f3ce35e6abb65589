import { open, rename, rm } from 'node:fs/promises';
import { fail, failure, FailureError } from '../../../../shared/kernel/errors';
import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { appliedSteps } from './applied-steps';
import { atOneMoment, type BackupTask, type ProvenBackup } from './backup-task';
import { portableText } from './copy-stream';
import { hashFile } from './hash-file';
import type { PgTools } from './find-pg-tools';
import { homeSchema } from './lms-relations';
import { placeFailure } from './place-failure';
import { placeArguments, runPgTool } from './run-pg-tool';
import { withScratchDatabase } from './scratch-database';
import {
  countsOf,
  firstDifference,
  printTables,
  type Relation,
  type TablePrints,
} from './table-prints';

/** Says that this way is closed, and why; another way may be open. */
export class NotThisWay extends Error {
  override readonly name = 'NotThisWay';
}

/**
 * Backs up the whole database with `pg_dump -Fc` and proves it: `pg_restore` into a scratch
 * database, then rows and checksums of every table are compared with the moment that was dumped.
 * Throws `NotThisWay` when the tools cannot do it; fails with `corrupt` when the copy differs. No
 * file stays after either.
 */
export async function pgDumpBackup(task: BackupTask, tools: PgTools): Promise<ProvenBackup> {
  const temporary = `${task.file}.part`;
  try {
    await (await open(temporary, 'w', 0o600)).close();
  } catch (error) {
    throw placeFailure(error, task.file);
  }
  try {
    const moment = await atOneMoment(task, (client) => dumpMoment(task, tools, client, temporary));
    await proveDump(task, tools, temporary, moment);
    await flush(temporary);
    await rename(temporary, task.file);
    const tables = Object.keys(countsOf(moment.prints)).length;
    return {
      file: task.file,
      ...(await hashFile(task.file)),
      method: 'pg_dump',
      proof: `Made with pg_dump ${tools.version}, restored into a scratch database; rows and checksums of ${tables} tables are equal.`,
      prints: moment.prints,
      steps: moment.steps,
    };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What running the tools takes. */
type ToolTask = Omit<BackupTask, 'file' | 'stamp'>;

type Moment = {
  readonly home: string;
  readonly prints: TablePrints;
  readonly steps: readonly string[];
};

/** Dumps one moment of the database into `file`; the caller holds the moment. */
export async function dumpMoment(
  task: BackupTask,
  tools: PgTools,
  client: PgClient,
  file: string,
): Promise<Moment> {
  const { rows } = await client.query<{ snapshot: string }>(
    'SELECT pg_export_snapshot() AS snapshot',
  );
  task.report(`dumping with pg_dump ${tools.version}`);
  const end = await runPgTool({
    ...call(task),
    program: tools.dump,
    args: [
      '--format=custom',
      `--snapshot=${rows[0]?.snapshot ?? ''}`,
      '--lock-wait-timeout=10000',
      `--file=${file}`,
      ...placeArguments(task.connection.settings),
    ],
  });
  if (end.code !== 0) throw new NotThisWay(`pg_dump ${tools.version} failed: ${end.said}`);
  task.report('counting rows and checksums');
  const home = await homeOf(client);
  const prints = await printTables(client, await allTables(client), home);
  return { home, prints, steps: await appliedSteps(client) };
}

/** The schema whose tables are named without it. */
export async function homeOf(client: PgClient): Promise<string> {
  return (await homeSchema(client)) ?? 'public';
}

/** Every table whose rows pg_dump writes; those of an extension are the extension's. */
async function allTables(client: PgClient): Promise<readonly Relation[]> {
  const { rows } = await client.query<Relation>(
    `SELECT n.nspname AS schema, c.relname AS "table"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND NOT EXISTS (SELECT 1 FROM pg_depend d
         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     ORDER BY 1, 2`,
  );
  return rows;
}

/** Restores a dump and compares; nothing is kept of what was restored. */
async function proveDump(
  task: BackupTask,
  tools: PgTools,
  file: string,
  { home, prints }: Moment,
): Promise<void> {
  task.report('restoring into a scratch database');
  const found = await restoredPrints(task, tools, file, home);
  const difference = firstDifference(prints, found);
  if (difference === undefined) return;
  fail(
    'corrupt',
    `The backup was restored and is not what was backed up: ${difference}. It was not kept. Nothing of the database was changed. Try again; if it stays so, the server's storage needs a look.`,
    { difference },
  );
}

/**
 * What a dump holds, found by restoring it. Throws `NotThisWay` when it cannot be restored (it
 * may be cut off, or the role may lack a right).
 */
export function restoredPrints(
  task: ToolTask,
  tools: PgTools,
  file: string,
  home: string,
): Promise<TablePrints> {
  const { connection, password, random } = task;
  return withScratchDatabase(connection, password, random, async (scratch) => {
    await restoreInto(task, tools, file, scratch);
    return scratch.transaction(
      async (client) => {
        await client.query(portableText);
        return printTables(client, await allTables(client), home);
      },
      { readOnly: true },
    );
  });
}

/** Restores a dump into an empty database; throws `NotThisWay` when it cannot be. */
export async function restoreInto(
  task: ToolTask,
  tools: PgTools,
  file: string,
  scratch: PostgresConnection,
): Promise<void> {
  const end = await runPgTool({
    ...call(task),
    program: tools.restore,
    args: ['--no-owner', '--no-privileges', ...placeArguments(scratch.settings), file],
    settings: scratch.settings,
  });
  const problems = end.said.split('\n').filter((line) => isProblem(line));
  if (end.code === 0 || (end.code === 1 && problems.length === 0)) return;
  throw new NotThisWay(`pg_restore ${tools.version} failed: ${problems.join('; ') || end.said}`);
}

/** A newer tool sets what an older server does not know yet; nothing is lost by that. */
function isProblem(line: string): boolean {
  const isError = /(error|fatal):/.test(line);
  return isError && !/unrecognized configuration parameter "transaction_timeout"/.test(line);
}

function call(
  task: ToolTask,
): Pick<Parameters<typeof runPgTool>[0], 'settings' | 'password' | 'signal'> {
  return { settings: task.connection.settings, password: task.password, signal: task.signal };
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

/** The failure for a backup that cannot be restored. */
export function notRestorable(file: string, why: string): FailureError {
  return new FailureError(
    failure(
      'refused',
      `${file} is no backup that can be restored (${why.replace(/\.? Nothing was changed\.$/, '')}). Nothing was changed. Make a new one (migrate backup --out FILE).`,
      { file },
    ),
  );
}
