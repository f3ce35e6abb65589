import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { testEngine } from '../support/engine';
import { startEngineProcess } from '../support/engine-process';
import { syncServer, usualBinaries, type SyncDatabase } from '../support/sync-server';
import { freePort } from '../support/tcp';
import { percentile, type Finding } from './finding';
import { fillProgress, progressRows, progressValues } from './sync-lms';

const rounds = 2;

/** The first copy of a large LMS against the plainest ways of getting the same rows into SQLite. */
export async function measure(): Promise<Finding[]> {
  if (!usualBinaries) return [];
  const port = await freePort();
  const server = await syncServer({ port });
  try {
    const database = await server.database();
    await fillProgress(database.admin, progressRows);
    const values = progressValues(progressRows);
    const spent = { ours: 0, rows: 0, raw: 0, rawIndexes: 0, naive: 0 };
    let calls: readonly number[] = [];
    let rss = 0;
    for (let round = 0; round < rounds; round += 1) {
      const raw = await insertRaw(values);
      spent.raw += raw.rows;
      spent.rawIndexes += raw.indexes;
      const mine = await firstCopy(database, port);
      spent.ours += mine.ms;
      spent.rows += mine.rowsMs;
      rss = Math.max(rss, mine.rss);
      calls = [...calls, ...mine.calls];
      spent.naive += await copyNaively(database);
    }
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
        label: 'first copy against select, objects, insert',
        ratio: spent.ours / spent.naive,
        ceiling: 1 / 1.8,
        detail: `naive ${rate(spent.naive)}: ours ${(spent.naive / spent.ours).toFixed(2)} times as fast`,
      },
      {
        label: 'calls of the window during the first copy, p99 of 50 ms',
        ratio: percentile(calls, 0.99) / 50,
        ceiling: 1,
        detail: `${calls.length} calls, p50 ${percentile(calls, 0.5).toFixed(1)} ms, p99 ${percentile(calls, 0.99).toFixed(1)} ms, worst ${Math.max(...calls).toFixed(0)} ms`,
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

/** The product's way, in the engine's own process; calls of the window go on all the time. */
async function firstCopy(database: SyncDatabase, port: number) {
  const { file, close } = await emptyFile();
  const engine = await startEngineProcess(file);
  const look = new BetterSqlite3(file, { readonly: true });
  try {
    const calls: number[] = [];
    const isCopied = look
      .prepare(
        `SELECT 1 FROM "lectern_sync_part" WHERE "table_name" = 'UserProgress' AND "done" = 1`,
      )
      .pluck();
    let copiedAt: number | undefined;
    let isOver = false;
    const start = performance.now();
    const calling = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const begun = performance.now();
        await (n % 2 === 0 ? engine.client.courses.list({}) : engine.client.home.summary({}));
        calls.push(performance.now() - begun);
        if (copiedAt === undefined && isCopied.get() === 1) copiedAt = performance.now();
        await sleep(10);
      }
    })();
    const server = `postgres://postgres@127.0.0.1:${port}/${database.name}`;
    const answer = await engine.client.sync.init({ server });
    const end = performance.now();
    isOver = true;
    await calling;
    if (!answer.ok) throw new Error(answer.error.message);
    if (answer.value.rows.UserProgress !== progressRows) throw new Error('rows are missing');
    return {
      ms: end - start,
      rowsMs: (copiedAt ?? end) - start,
      calls,
      rss: peakMegabytes(engine.pid),
    };
  } finally {
    look.close();
    await engine.kill();
    close();
  }
}

/** The most memory that the process ever had; 0 where the system does not say. */
function peakMegabytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return 0;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1024;
}

const insertSql = 'INSERT INTO "UserProgress" VALUES (?, ?, ?, ?, ?, ?)';

/** As fast as one prepared statement takes the same values, in transactions of 10,000. */
async function insertRaw(values: readonly (readonly string[])[]) {
  const target = await emptyWorkspace();
  try {
    const start = performance.now();
    const insert = target.sql.prepare(insertSql);
    for (let from = 0; from < values.length; from += 10_000) {
      target.sql.exec('BEGIN');
      for (const row of values.slice(from, from + 10_000)) insert.run(row);
      target.sql.exec('COMMIT');
    }
    const rows = performance.now() - start;
    for (const sql of target.indexes) target.sql.exec(sql);
    return { rows, indexes: performance.now() - start - rows };
  } finally {
    target.close();
  }
}

/** What one writes first: pages of objects, a statement with names. */
async function copyNaively(database: SyncDatabase): Promise<number> {
  const target = await emptyWorkspace();
  try {
    const start = performance.now();
    const insert = target.sql.prepare(
      'INSERT INTO "UserProgress" VALUES (@id, @userId, @chapterId, @isCompleted, @createdAt, @updatedAt)',
    );
    for (let last = ''; ;) {
      const { rows } = await database.admin.query<Record<string, unknown>>(
        'SELECT * FROM "UserProgress" WHERE "id" > $1 ORDER BY "id" LIMIT 50000',
        [last],
      );
      target.sql.exec('BEGIN');
      for (const row of rows) {
        insert.run({
          ...row,
          isCompleted: row.isCompleted === true ? 1 : 0,
          createdAt: (row.createdAt as Date).toISOString(),
          updatedAt: (row.updatedAt as Date).toISOString(),
        });
      }
      target.sql.exec('COMMIT');
      if (rows.length < 50_000) break;
      last = String(rows.at(-1)?.id);
    }
    return performance.now() - start;
  } finally {
    target.close();
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

/** A workspace with the courses' chapters, and UserProgress without its indexes. */
async function emptyWorkspace() {
  const { file, close } = await emptyFile();
  const sql = new BetterSqlite3(file);
  sql.pragma('journal_mode = WAL');
  sql.pragma('synchronous = NORMAL');
  sql.pragma('foreign_keys = ON');
  sql.pragma('cache_size = -32000');
  sql.exec(
    `INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('c','t','C','2025-01-01T00:00:00.000Z')`,
  );
  const chapter = sql.prepare(
    `INSERT INTO "Chapter" ("id","title","position","courseId","updatedAt") VALUES (?, 'C', 1, 'c', '2025-01-01T00:00:00.000Z')`,
  );
  for (let n = 0; n < 500; n += 1) chapter.run(`chapter-${String(n).padStart(4, '0')}`);
  const indexes = sql
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE tbl_name = 'UserProgress' AND type = 'index' AND sql IS NOT NULL`,
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) sql.exec(`DROP INDEX "${name}"`);
  return {
    sql,
    indexes: indexes.map((index) => index.sql),
    close: () => {
      sql.close();
      close();
    },
  };
}
