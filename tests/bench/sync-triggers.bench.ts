import { existsSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { machineBinaries } from '../support/postgres';
import { syncServer, usualBinaries } from '../support/sync-server';
import { percentile, type Finding } from './finding';
import { timed } from './migration-peers';

/** What a statement costs with the change log's triggers, against the same one without. */
type Statement = {
  readonly label: string;
  readonly table: string;
  readonly sql: string;
  /** Run before each measurement, without triggers. */
  readonly before?: string;
  readonly ceiling?: number;
};

const rows = 100_000;
const rounds = 7;

const insert = `INSERT INTO "UserProgress" ("id", "userId", "chapterId", "updatedAt")
  SELECT gen_random_uuid()::text, 'user_' || n, 'chapter-' || n % 500, now() FROM generate_series(1, ${rows}) n`;
const clear = 'DELETE FROM "UserProgress"';
const submit = `INSERT INTO "AssignmentSubmission" ("id", "userId", "assignmentId", "content")
  SELECT gen_random_uuid()::text, 'user_' || n, 'assignment-' || n % 50, repeat('word ', 40) FROM generate_series(1, ${rows}) n`;

const statements: readonly Statement[] = [
  {
    label: `INSERT of ${rows} UserProgress`,
    table: 'UserProgress',
    before: clear,
    sql: insert,
    ceiling: 1.5,
  },
  {
    label: `UPDATE of ${rows} UserProgress`,
    table: 'UserProgress',
    before: `${clear}; ${insert}`,
    sql: `UPDATE "UserProgress" SET "isCompleted" = true, "updatedAt" = now()`,
  },
  {
    label: `DELETE of ${rows} UserProgress`,
    table: 'UserProgress',
    before: `${clear}; ${insert}`,
    sql: clear,
  },
  {
    label: `INSERT of ${rows} AssignmentSubmission`,
    table: 'AssignmentSubmission',
    before: 'DELETE FROM "AssignmentSubmission"',
    sql: submit,
    ceiling: 1.5,
  },
  {
    label: `UPDATE of ${rows} AssignmentSubmission`,
    table: 'AssignmentSubmission',
    before: `DELETE FROM "AssignmentSubmission"; ${submit}`,
    sql: `UPDATE "AssignmentSubmission" SET "score" = 5`,
  },
];

/** The triggers of a table against none, on a server as it is installed (fsync on). */
export async function measure(): Promise<Finding[]> {
  const binaries = machineBinaries() ?? usualBinaries;
  if (!binaries) return [];
  const server = await syncServer({
    binaries,
    settings: ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'],
  });
  try {
    const { admin } = await server.database();
    await fill(admin);
    const findings: Finding[] = [];
    for (const statement of statements) findings.push(await compare(admin, statement));
    return [...findings, await singleRows(admin), await size(admin)];
  } finally {
    await server.stop();
  }
}

async function fill(admin: Client): Promise<void> {
  await admin.query(`
    INSERT INTO "Course" ("id","createdById","title","updatedAt")
      SELECT 'course-' || n, 'teacher', 'Course ' || n, now() FROM generate_series(0, 49) n;
    INSERT INTO "Chapter" ("id","title","position","courseId","updatedAt")
      SELECT 'chapter-' || n, 'Chapter ' || n, n % 10, 'course-' || n / 10, now() FROM generate_series(0, 499) n;
    INSERT INTO "Assignment" ("id","title","description","chapterId")
      SELECT 'assignment-' || n, 'Essay ' || n, '', 'chapter-' || n * 10 FROM generate_series(0, 49) n`);
  await admin.query('VACUUM ANALYZE');
}

async function switchTriggers(admin: Client, table: string, on: boolean): Promise<void> {
  const events = ['insert', 'update', 'delete', 'truncate'];
  const state = on ? 'ENABLE ALWAYS' : 'DISABLE';
  await admin.query(
    `ALTER TABLE "${table}" ${events.map((event) => `${state} TRIGGER lectern_change_${event}`).join(', ')}`,
  );
}

/** Alternately with and without, each on a log and a table that were just vacuumed. */
async function compare(admin: Client, statement: Statement): Promise<Finding> {
  const spent = { with: [] as number[], without: [] as number[] };
  const worked = { with: [] as number[], without: [] as number[] };
  const pid = await processOf(admin);
  for (let round = 0; round < rounds; round += 1) {
    for (const way of round % 2 === 0
      ? (['with', 'without'] as const)
      : (['without', 'with'] as const)) {
      await switchTriggers(admin, statement.table, false);
      if (statement.before !== undefined) await admin.query(statement.before);
      await admin.query(`TRUNCATE lectern.change_log`);
      await admin.query(`VACUUM ANALYZE "${statement.table}"`);
      await admin.query('CHECKPOINT');
      await switchTriggers(admin, statement.table, way === 'with');
      const before = processorMs(pid);
      spent[way].push(await timed(() => admin.query(statement.sql)));
      worked[way].push(processorMs(pid) - before);
    }
  }
  await switchTriggers(admin, statement.table, true);
  const [ours, plain] = [percentile(spent.with, 0.5), percentile(spent.without, 0.5)];
  const [work, least] = [percentile(worked.with, 0.5), percentile(worked.without, 0.5)];
  return {
    label: statement.label,
    ratio: ours / plain,
    ...(statement.ceiling === undefined ? {} : { ceiling: statement.ceiling }),
    detail: `${ours.toFixed(0)} ms and ${plain.toFixed(0)} ms; of the processor ${work} ms and ${least} ms, ${(work / least).toFixed(2)}x`,
  };
}

async function processOf(admin: Client): Promise<number> {
  const answer = await admin.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return answer.rows[0]?.pid ?? 0;
}

/** The processor's time of a process until now, which other work on the machine does not stretch; 0 where the system does not say. */
function processorMs(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  // After the name in brackets; in hundredths of a second.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** What the web application does all day: one row, one statement, one transaction. */
async function singleRows(admin: Client): Promise<Finding> {
  const spent = { with: [] as number[], without: [] as number[] };
  const times = 2_000;
  await admin.query(`${clear}; ${insert}`);
  await admin.query(
    'VACUUM ANALYZE "UserProgress"; SET synchronous_commit = off'.split(';')[0] ?? '',
  );
  await admin.query('SET synchronous_commit = off');
  for (let at = 0; at < times * 2; at += 1) {
    const way = at % 400 < 200 ? 'with' : 'without';
    if (at % 200 === 0) await switchTriggers(admin, 'UserProgress', way === 'with');
    const sql = `UPDATE "UserProgress" SET "isCompleted" = true WHERE "userId" = 'user_${at + 1}'`;
    spent[way].push(await timed(() => admin.query(sql)));
  }
  await admin.query('RESET synchronous_commit');
  await switchTriggers(admin, 'UserProgress', true);
  const [ours, plain] = [percentile(spent.with, 0.5), percentile(spent.without, 0.5)];
  return {
    label: 'UPDATE of one UserProgress, without the wait for the disk',
    ratio: ours / plain,
    detail: `${(ours * 1000).toFixed(0)} us and ${(plain * 1000).toFixed(0)} us`,
  };
}

/** Bytes of log for a change, its index included. */
async function size(admin: Client): Promise<Finding> {
  await admin.query(`TRUNCATE lectern.change_log; ${clear}`);
  await admin.query(`TRUNCATE lectern.change_log; ${insert}`);
  const answer = await admin.query<{ bytes: string }>(
    `SELECT pg_total_relation_size('lectern.change_log') AS bytes`,
  );
  const bytes = Number(answer.rows[0]?.bytes) / rows;
  return {
    label: 'bytes of log for a change, of 200',
    ratio: bytes / 200,
    detail: bytes.toFixed(0),
  };
}
