import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import {
  connectPostgres,
  type PostgresConnection,
} from '../../src/main/engine/connections/postgres-connection';
import { loadSteps, type StepSet } from '../../src/main/engine/migrate/load-steps';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { createPostgresTarget } from '../../src/main/engine/migrate/postgres/postgres-target';
import { splitStatements } from '../../src/main/engine/migrate/statements';
import type { Step } from '../../src/main/engine/migrate/step';
import type { MigrationTarget } from '../../src/main/engine/migrate/target';
import {
  embeddedBinaries,
  machineBinaries,
  startServer,
  type TestDatabase,
  type TestServer,
} from '../support/postgres';
import { percentile, type Finding } from './finding';
import { connectClient, longestOf, planAsWritten, timed, withKysely } from './migration-peers';

/** 100000 learners have 2,000,000 progress rows and about 1.5M awards. */
const learners = Number(process.env.LECTERN_BENCH_LEARNERS ?? 10_000);
const readerSeconds = 8;
const folder = resolve(import.meta.dirname, '../../migrations');
const stamp = { who: 'Bench', now: () => Date.now(), version: '0' };
const plan = { group: 'plan' } as const;

/** Applying, back-filling and verifying on a server as it is installed (fsync on). */
export async function measure(): Promise<Finding[]> {
  const binaries = machineBinaries() ?? (await embeddedBinaries());
  if (!binaries) return [];
  const server = await startServer(binaries, {
    settings: ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'],
  });
  try {
    const set = loadSteps(folder, 'postgres');
    const small = await fill(server, set, 100);
    const legacy = await fill(server, set, learners);
    return [
      await schemaSteps(server, small, set),
      ...(await backfill(server, legacy, set)),
      ...(await waits(server, legacy, set)),
    ];
  } finally {
    await server.stop();
  }
}

/** 50 courses of 10 chapters; each learner has opened 20 chapters and completed three of four. */
async function fill(server: TestServer, set: StepSet, count: number): Promise<string> {
  const database = await server.createDatabase();
  const { client, name } = database;
  await client.query(set.steps[0]?.sql.up ?? '');
  await client.query(`
    INSERT INTO "Course" ("id","createdById","title","isPublished","updatedAt")
      SELECT 'course-' || n, 'teacher', 'Course ' || n, true, '2025-01-01' FROM generate_series(0, 49) n;
    INSERT INTO "Chapter" ("id","title","position","isPublished","courseId","updatedAt")
      SELECT 'chapter-' || n, 'Chapter ' || n, n % 10, n % 11 <> 7, 'course-' || n / 10, '2025-01-01'
      FROM generate_series(0, 499) n;
    INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","createdAt","updatedAt")
      SELECT gen_random_uuid()::text, 'user_' || md5(u::text), 'chapter-' || (u * 7 + c) % 500, (u + c) % 6 <> 0,
        '2025-01-01', '2025-01-01'::timestamp + (u % 1000) * interval '1 hour'
      FROM generate_series(1, ${count}) u, generate_series(0, 19) c`);
  // As autovacuum has left it on a database that is in use.
  await client.query('VACUUM ANALYZE');
  await database.close();
  return name;
}

type Opened = {
  readonly database: TestDatabase;
  readonly connection: PostgresConnection;
  readonly target: MigrationTarget;
  readonly close: () => Promise<void>;
};

async function open(server: TestServer, template: string, set: StepSet): Promise<Opened> {
  const database = await server.createDatabase(template);
  await database.client.query('CHECKPOINT');
  const settings = {
    host: database.host,
    port: 5432,
    database: database.name,
    user: 'postgres',
    tls: { mode: 'disable' },
  } as const;
  const connected = await connectPostgres(settings, undefined);
  if (!connected.ok) throw new Error(connected.error.message);
  const connection = connected.value;
  return {
    database,
    connection,
    target: createPostgresTarget(connection, set, { now: stamp.now, chance: () => 0.5 }),
    close: async () => {
      await connection.close();
      await database.close();
    },
  };
}

/** A file as by hand, in one batch. */
function byHand(text: string | null): string {
  return (text ?? '').replace(/(?<!:):after\b/g, "''").replace(/(?<!:):until\b/g, 'NULL');
}

/** As psql runs a step's files: statement by statement, in one transaction. */
async function plainly(client: Client, step: Step): Promise<void> {
  await client.query('BEGIN');
  for (const text of [step.sql.prepare, step.sql.up]) {
    for (const statement of splitStatements(byHand(text))) await client.query(statement);
  }
  await client.query('COMMIT');
  for (const statement of splitStatements(step.sql.validate ?? '')) await client.query(statement);
}

/**
 * Steps 001 to 012 on an idle server against a plain client with the same SQL, a few times. They
 * do not depend on the rows that are there, only the fingerprints do, which are not counted.
 */
async function schemaSteps(server: TestServer, legacy: string, set: StepSet): Promise<Finding> {
  const spent = { ours: [] as number[], plain: [] as number[] };
  for (let round = 0; round < 9; round += 1) {
    const ours = await open(server, legacy, set);
    await migrateUp(ours.target, stamp, { to: '000', ...plan });
    const result = await migrateUp(ours.target, stamp, { to: '012', ...plan });
    if (result.failed) throw new Error(result.failed.message);
    spent.ours.push(result.applied.reduce((sum, step) => sum + step.durationMs, 0));
    await ours.close();
    const other = await open(server, legacy, set);
    const steps = set.steps.filter(({ number }) => number > 0 && number < 13);
    spent.plain.push(
      await timed(async () => {
        for (const step of steps) await plainly(other.database.client, step);
      }),
    );
    await other.close();
  }
  const [ours, plain] = [percentile(spent.ours, 0.5), percentile(spent.plain, 0.5)];
  return {
    label: 'steps 001 to 012, verified and recorded, against the plain SQL',
    ratio: ours / plain,
    ceiling: 1.5,
    detail: `${ours.toFixed(0)} ms and ${plain.toFixed(0)} ms`,
  };
}

/** The back-fill in batches against one statement, UserXP writers beside it, and verify. */
async function backfill(server: TestServer, legacy: string, set: StepSet): Promise<Finding[]> {
  const steps = set.steps.filter(({ number }) => number === 13 || number === 14);
  const single = await open(server, legacy, set);
  await migrateUp(single.target, stamp, { to: '012', ...plan });
  const plain = await timed(async () => {
    for (const step of steps) await plainly(single.database.client, step);
  });
  await single.close();
  const ours = await open(server, legacy, set);
  await migrateUp(ours.target, stamp, { to: '012', ...plan });
  const writer = startWriter(
    ours.database,
    `"userId" = (SELECT "userId" FROM "UserXP" OFFSET $1 LIMIT 1)`,
  );
  const memory = startMemory();
  const result = await migrateUp(ours.target, stamp, plan);
  const megabytes = memory();
  const waits = await writer();
  if (result.failed) throw new Error(result.failed.message);
  const batches = result.applied.reduce((sum, step) => sum + step.durationMs, 0);
  const rows = await ours.database.client.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM "XPTransaction"',
  );
  const verify = await timed(() => ours.target.verify());
  await ours.close();
  const awards = rows.rows[0]?.n ?? 0;
  return [
    {
      label: `back-fill of ${awards} awards in batches, with catch-up and verify, against one statement`,
      ratio: batches / plain,
      // The catalogue and the verification weigh more where there is little to write.
      ceiling: learners >= 100_000 ? 1.3 : 1.6,
      detail: `${(batches / 1000).toFixed(1)} s and ${(plain / 1000).toFixed(1)} s`,
    },
    {
      label: 'longest wait of a UserXP writer beside it, of 200 ms',
      ratio: Math.max(...waits) / 200,
      ceiling: 1,
      detail: `${Math.max(...waits).toFixed(0)} ms, 99% within ${percentile(waits, 0.99).toFixed(0)} ms of ${waits.length}`,
    },
    {
      label: 'verify of everything, of 30 s',
      ratio: verify / 30_000,
      ceiling: 1,
      detail: `${(verify / 1000).toFixed(1)} s`,
    },
    {
      label: 'memory of the engine, of 300 MB',
      ratio: megabytes / 300,
      ceiling: 1,
      detail: `${megabytes.toFixed(0)} MB at most`,
    },
  ];
}

/** The most memory that this process has while something runs, in megabytes. */
function startMemory(): () => number {
  let most = 0;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage().rss / 1024 / 1024);
  };
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}

/** Somebody who writes learners' standings all the time; the times of their statements. */
function startWriter(database: TestDatabase, where: string): () => Promise<readonly number[]> {
  const times: number[] = [];
  let stop = false;
  const running = (async () => {
    const client = await connectClient(database);
    for (let at = 0; !stop; at += 97) {
      times.push(
        await timed(() =>
          client.query(`UPDATE "UserXP" SET "updatedAt" = now() WHERE ${where}`, [at % 1000]),
        ),
      );
      await sleep(3);
    }
    await client.end();
  })();
  return async () => {
    stop = true;
    await running;
    return times;
  };
}

/** The longest wait of others while an eight-second reader is open, three ways. */
async function waits(server: TestServer, legacy: string, set: StepSet): Promise<Finding[]> {
  const ours = await longestWaits(server, legacy, set, async ({ target }) => {
    const result = await migrateUp(target, stamp, { to: '012', ...plan });
    if (result.failed) throw new Error(result.failed.message);
  });
  const written = await longestWaits(server, legacy, set, async ({ database }) => {
    for (const statement of planAsWritten()) await database.client.query(statement);
  });
  const migrator = await longestWaits(server, legacy, set, ({ database }) =>
    withKysely(database, set),
  );
  const detail = `${ours.toFixed(0)} ms; plan as written ${written.toFixed(0)} ms; Kysely's Migrator ${migrator.toFixed(0)} ms`;
  return [
    {
      label: 'longest wait of others beside a reader of 8 s, of 150 ms',
      ratio: ours / 150,
      ceiling: 1,
      detail,
    },
    { label: 'the same against the plan as written', ratio: ours / written, ceiling: 0.1 },
    { label: "the same against Kysely's Migrator", ratio: ours / migrator, ceiling: 0.1 },
  ];
}

async function longestWaits(
  server: TestServer,
  legacy: string,
  set: StepSet,
  migrate: (opened: Opened) => Promise<void>,
): Promise<number> {
  const opened = await open(server, legacy, set);
  const { database } = opened;
  await sleep(1000);
  const reader = await connectClient(database);
  const reading = reader.query(
    `SELECT pg_sleep(${readerSeconds}), (SELECT count(*) FROM "Course"), (SELECT count(*) FROM "Chapter"), (SELECT count(*) FROM "UserProgress")`,
  );
  await sleep(200);
  const done = { value: false };
  const others = [
    `SELECT count(*) FROM "Course"`,
    `SELECT count(*) FROM "Chapter"`,
    `SELECT 1 FROM "UserProgress" LIMIT 1`,
    `UPDATE "Course" SET "updatedAt" = now() WHERE "id" = 'course-1'`,
    `UPDATE "Chapter" SET "updatedAt" = now() WHERE "id" = 'chapter-1'`,
    `UPDATE "UserProgress" SET "updatedAt" = now() WHERE "id" = (SELECT "id" FROM "UserProgress" LIMIT 1)`,
  ].map((statement) => longestOf(database, statement, done));
  await migrate(opened);
  done.value = true;
  const longest = Math.max(...(await Promise.all(others)));
  await reading;
  await reader.end();
  await opened.close();
  return longest;
}
