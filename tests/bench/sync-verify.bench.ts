import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { testEngine } from '../support/engine';
import { startEngineProcess } from '../support/engine-process';
import { syncServer, usualBinaries, type SyncDatabase } from '../support/sync-server';
import { freePort } from '../support/tcp';
import { percentile, type Finding } from './finding';
import { fillProgress, progressRows } from './sync-lms';

const rounds = 3;
/** One course of fifty. */
const courseRows = progressRows / 50;

/** Comparing a mirror with its server by hashes, against fetching every row and looking at it. */
export async function measure(): Promise<Finding[]> {
  if (!usualBinaries) return [];
  const port = await freePort();
  const server = await syncServer({ port });
  try {
    const database = await server.database();
    await fillProgress(database.admin, progressRows);
    await database.admin.query(`INSERT INTO lectern.course_access VALUES ('solo', 'course-007')`);
    const all = await compareAs(database, port, undefined);
    const one = await compareAs(database, port, 'solo');
    return [
      { ...finding(`comparing ${progressRows} rows`, all), ceiling: 0.8 },
      // Some thirty questions to the server, whatever the number of rows.
      finding(`comparing one course of ${courseRows} rows`, one),
      {
        label: 'calls of the window while comparing, p99 of 50 ms',
        ratio: percentile(all.calls, 0.99) / 50,
        ceiling: 1,
        detail: `${all.calls.length} calls, p50 ${percentile(all.calls, 0.5).toFixed(1)} ms, p99 ${percentile(all.calls, 0.99).toFixed(1)} ms, worst ${Math.max(...all.calls).toFixed(0)} ms; with nothing compared p99 ${percentile(all.idleCalls, 0.99).toFixed(1)} ms`,
      },
    ];
  } finally {
    await server.stop();
  }
}

type Compared = {
  readonly ours: number;
  readonly naive: number;
  readonly repairMs: number;
  readonly calls: readonly number[];
  /** Before anything was compared: what the machine itself keeps them waiting. */
  readonly idleCalls: readonly number[];
};

function finding(what: string, { ours, naive, repairMs }: Compared): Finding {
  return {
    label: `${what}, against fetching and comparing each`,
    ratio: ours / naive,
    detail: `${ours.toFixed(0)} ms, naive ${naive.toFixed(0)} ms; finding and mending 100 changed rows ${repairMs.toFixed(0)} ms`,
  };
}

async function compareAs(
  database: SyncDatabase,
  port: number,
  user: string | undefined,
): Promise<Compared> {
  const { file, close } = await emptyFile();
  const engine = await startEngineProcess(file);
  try {
    const server = `postgres://postgres@127.0.0.1:${port}/${database.name}`;
    const copied = await engine.client.sync.init(
      user === undefined ? { server } : { server, user },
    );
    if (!copied.ok) throw new Error(copied.error.message);
    const [calls, idleCalls]: [number[], number[]] = [[], []];
    await callWhile(engine, () => idleCalls.length < 200, idleCalls);
    const times = { ours: [] as number[], naive: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      times.ours.push(await verifyOnce(engine, calls));
      times.naive.push(await compareNaively(database, file));
    }
    const repairMs = await mendSome(engine, file);
    const median = (values: readonly number[]): number => percentile(values, 0.5);
    return { ours: median(times.ours), naive: median(times.naive), repairMs, calls, idleCalls };
  } finally {
    await engine.kill();
    close();
  }
}

type EngineProcess = Awaited<ReturnType<typeof startEngineProcess>>;

async function verifyOnce(engine: EngineProcess, calls: number[]): Promise<number> {
  let isOver = false;
  const calling = callWhile(engine, () => !isOver, calls);
  const start = performance.now();
  const answer = await engine.client.sync.verify({});
  const spent = performance.now() - start;
  isOver = true;
  await calling;
  if (!answer.ok) throw new Error(answer.error.message);
  if (!answer.value.ok) throw new Error('a fresh copy differs');
  return spent;
}

/** What a window asks for all the time, every ten milliseconds. */
async function callWhile(
  { client }: EngineProcess,
  goesOn: () => boolean,
  times: number[],
): Promise<void> {
  const kinds = [
    () => client.assignments.list({}),
    () => client.quizzes.list({}),
    () => client.history.list({}),
    () => client.sync.outbox({}),
  ];
  for (let n = 0; goesOn(); n += 1) {
    const begun = performance.now();
    await kinds[n % kinds.length]?.();
    times.push(performance.now() - begun);
    await sleep(10);
  }
}

async function mendSome({ client }: EngineProcess, file: string): Promise<number> {
  const sql = new BetterSqlite3(file);
  const changed = sql
    .prepare(
      `UPDATE "UserProgress" SET "updatedAt" = '2020-01-01T00:00:00.000Z'
        WHERE rowid IN (SELECT rowid FROM "UserProgress" ORDER BY "userId", "id" LIMIT 100)`,
    )
    .run().changes;
  sql.close();
  const start = performance.now();
  const answer = await client.sync.repair({});
  const spent = performance.now() - start;
  if (!answer.ok) throw new Error(answer.error.message);
  if (answer.value.repaired !== changed) throw new Error(`${answer.value.repaired} mended`);
  return spent;
}

/** What one writes first: every row as an object, every field looked at. */
async function compareNaively(database: SyncDatabase, file: string): Promise<number> {
  const sql = new BetterSqlite3(file, { readonly: true });
  try {
    const start = performance.now();
    const find = sql.prepare('SELECT * FROM "UserProgress" WHERE "id" = ?');
    const held = Number(sql.prepare('SELECT count(*) FROM "UserProgress"').pluck().get());
    const scope =
      held === progressRows
        ? ''
        : `AND "chapterId" IN (SELECT "id" FROM "Chapter" WHERE "courseId" = 'course-007')`;
    let found = 0;
    for (let last = ''; ;) {
      const { rows } = await database.admin.query<Record<string, unknown>>(
        `SELECT * FROM "UserProgress" WHERE "id" > $1 ${scope} ORDER BY "id" LIMIT 50000`,
        [last],
      );
      for (const row of rows) {
        const here = find.get(row.id) as Record<string, unknown>;
        const isAlike =
          here.userId === row.userId &&
          here.chapterId === row.chapterId &&
          here.isCompleted === (row.isCompleted === true ? 1 : 0) &&
          here.createdAt === (row.createdAt as Date).toISOString() &&
          here.updatedAt === (row.updatedAt as Date).toISOString();
        if (isAlike) found += 1;
      }
      if (rows.length < 50_000) break;
      last = String(rows.at(-1)?.id);
    }
    if (found !== held) throw new Error(`${found} of ${held} rows are alike`);
    return performance.now() - start;
  } finally {
    sql.close();
  }
}

async function emptyFile() {
  const engine = await testEngine();
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  const file = join(folder, 'bench.lectern');
  engine.sql.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(engine.file, file);
  await engine.close();
  return { file, close: () => rmSync(folder, { recursive: true, force: true }) };
}
