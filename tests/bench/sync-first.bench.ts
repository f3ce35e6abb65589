import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import type { EngineClient } from '../../src/shared/contract';
import { startEngineProcess } from '../support/engine-process';
import { machineBinaries } from '../support/postgres';
import { syncServer, usualBinaries, type SyncDatabase } from '../support/sync-server';
import { freePort } from '../support/tcp';
import { percentile, type Finding } from './finding';
import { fillProgress, progressRows, progressValues } from './sync-lms';
import { copyNaively, copyThroughPipe, emptyFile, insertRaw } from './sync-peers';

const rounds = 2;

/** The first copy of a large LMS against the plainest ways of getting the same rows into SQLite. */
export async function measure(): Promise<Finding[]> {
  // Of the machine first: its pg_dump fits only its own server.
  const binaries = machineBinaries() ?? usualBinaries;
  if (!binaries) return [];
  const port = await freePort();
  const server = await syncServer({ binaries, port });
  try {
    const database = await server.database();
    await fillProgress(database.admin, progressRows);
    const values = progressValues(progressRows);
    const spent = { ours: 0, rows: 0, raw: 0, rawIndexes: 0, naive: 0, piped: 0 };
    let rss = 0;
    for (let round = 0; round < rounds; round += 1) {
      const raw = await insertRaw(values);
      spent.raw += raw.rows;
      spent.rawIndexes += raw.indexes;
      const mine = await firstCopy(database, port, false);
      spent.ours += mine.ms;
      spent.rows += mine.rowsMs;
      rss = Math.max(rss, mine.rss);
      spent.naive += await copyNaively(database);
      spent.piped += await copyThroughPipe(database);
    }
    const { calls, pullCalls, walks } = await firstCopy(database, port, true);
    const rate = (ms: number): string => `${((progressRows * rounds) / ms).toFixed(0)}k rows/s`;
    return [
      {
        label: 'first copy, rows only, against prepared raw inserts',
        ratio: spent.rows / spent.raw,
        ceiling: 1 / 0.6,
        detail: `${rate(spent.rows)}, raw ${rate(spent.raw)}: ${(spent.raw / spent.rows).toFixed(2)} of raw`,
      },
      {
        label: 'first copy with its indexes, against raw with the same',
        ratio: spent.ours / (spent.raw + spent.rawIndexes),
        ceiling: 1 / 0.8,
        detail: `${rate(spent.ours)}, raw ${rate(spent.raw + spent.rawIndexes)}: ${((spent.raw + spent.rawIndexes) / spent.ours).toFixed(2)} of raw`,
      },
      {
        label: 'first copy, rows only, against select, objects, insert',
        ratio: spent.rows / spent.naive,
        ceiling: 1 / 1.8,
        detail: `naive ${rate(spent.naive)}: ours ${(spent.naive / spent.rows).toFixed(2)} times as fast`,
      },
      ...(Number.isNaN(spent.piped)
        ? []
        : [
            {
              label: 'first copy, rows only, against pg_dump --inserts | sqlite3',
              ratio: spent.rows / spent.piped,
              ceiling: 1 / 1.1,
              detail: `piped ${rate(spent.piped)}: ours ${(spent.piped / spent.rows).toFixed(2)} times as fast`,
            },
          ]),
      callsOf('calls of the window during the first copy', calls),
      callsOf('calls of the window during a pull of 100,000 rows', pullCalls),
      {
        ...callsOf('numbers over all rows meanwhile, courses and home', walks),
        ceiling: undefined,
      },
      {
        label: 'memory of the engine in the first copy, of 300 MB',
        ratio: rss / 300,
        ceiling: 1,
        detail: rss === 0 ? 'not known on this system' : `${rss.toFixed(0)} MB at most`,
      },
    ];
  } finally {
    await server.stop();
  }
}

function callsOf(label: string, times: readonly number[]): Finding {
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
  return {
    label: `${label}, p99 of 50 ms`,
    ratio: p99 / 50,
    ceiling: 1,
    detail: `${times.length} calls, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, worst ${Math.max(...times).toFixed(0)} ms`,
  };
}

/** The product's way, in the engine's own process; with or without calls of the window all the time. */
async function firstCopy(database: SyncDatabase, port: number, withCalls: boolean) {
  const { file, close } = await emptyFile();
  const engine = await startEngineProcess(file);
  const looking = new BetterSqlite3(file, { readonly: true });
  const isCopied = looking
    .prepare(`SELECT 1 FROM "lectern_sync_part" WHERE "table_name" = 'UserProgress' AND "done" = 1`)
    .pluck();
  try {
    let copiedAt: number | undefined;
    const start = performance.now();
    const server = `postgres://postgres@127.0.0.1:${port}/${database.name}`;
    const look = (): void => {
      if (copiedAt === undefined && isCopied.get() === 1) copiedAt = performance.now();
    };
    const init = () => engine.client.sync.init({ server });
    const copy = await (withCalls
      ? whileCalling(engine.client, init)
      : { answer: await whileLooking(init, look), times: [], walks: [] });
    const end = performance.now();
    if (!copy.answer.ok) throw new Error(copy.answer.error.message);
    if (copy.answer.value.rows.UserProgress !== progressRows) throw new Error('rows are missing');
    const rss = peakMegabytes(engine.pid);
    await database.admin.query(
      `UPDATE "UserProgress" SET "isCompleted" = "isCompleted" WHERE "id" < 'progress-000100000'`,
    );
    const delta = await whileCalling(engine.client, () => engine.client.sync.pull({}));
    if (!delta.answer.ok) throw new Error(delta.answer.error.message);
    return {
      ms: end - start,
      rowsMs: (copiedAt ?? end) - start,
      calls: copy.times,
      pullCalls: delta.times,
      walks: [...copy.walks, ...delta.walks],
      rss,
    };
  } finally {
    looking.close();
    await engine.kill();
    close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Looks every few milliseconds while `work` goes on. */
async function whileLooking<T>(work: () => Promise<T>, look: () => void): Promise<T> {
  const timer = setInterval(look, 5);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** How long calls of the window take while `work` goes on. */
async function whileCalling<T>(
  client: EngineClient,
  work: () => Promise<T>,
): Promise<{
  readonly answer: T;
  readonly times: readonly number[];
  readonly walks: readonly number[];
}> {
  const [times, walks]: [number[], number[]] = [[], []];
  const kinds = [
    () => client.assignments.list({}),
    () => client.quizzes.list({}),
    () => client.history.list({}),
    () => client.sync.outbox({}),
  ];
  let isOver = false;
  const calling = (async () => {
    for (let n = 0; !isOver; n += 1) {
      times.push(await timed(kinds[n % kinds.length] ?? (() => sleep(0))));
      // Numbers over the whole table are worked out on a thread, beside the calls that are timed.
      if (n % 10 === 0) void timed(() => client.courses.list({})).then((ms) => walks.push(ms));
      if (n % 10 === 5) void timed(() => client.home.summary({})).then((ms) => walks.push(ms));
      await sleep(10);
    }
  })();
  const answer = await work();
  isOver = true;
  await calling;
  return { answer, times, walks };
}

/** The most memory that the process ever had; 0 where the system does not say. */
function peakMegabytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return 0;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1024;
}
