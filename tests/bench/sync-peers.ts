import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { testEngine } from '../support/engine';
import type { SyncDatabase } from '../support/sync-server';
import { progressRows } from './sync-lms';

const insertSql = 'INSERT INTO "UserProgress" VALUES (?, ?, ?, ?, ?, ?)';

/** As fast as one prepared statement takes the same values, in transactions of 10,000. */
export async function insertRaw(values: readonly (readonly string[])[]) {
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
export async function copyNaively(database: SyncDatabase): Promise<number> {
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

export async function emptyFile() {
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
    file,
    sql,
    indexes: indexes.map((index) => index.sql),
    close: () => {
      sql.close();
      close();
    },
  };
}

/** The dump of one table, its rows as statements, straight into SQLite; NaN without the programs. */
export async function copyThroughPipe(database: SyncDatabase): Promise<number> {
  const { host, port, database: name } = database.settings();
  const target = await emptyWorkspace();
  try {
    const start = performance.now();
    execFileSync(
      'sh',
      [
        '-c',
        `(echo 'BEGIN;'; pg_dump --inserts --data-only --table='"UserProgress"' -U postgres -h "$1" -p "$2" "$3" |
          sed -n 's/^INSERT INTO public\\./INSERT INTO /p'; echo 'COMMIT;') | sqlite3 "$4"`,
        'sh',
        host,
        String(port),
        name,
        target.file,
      ],
      { stdio: 'pipe' },
    );
    const ms = performance.now() - start;
    const arrived = target.sql.prepare('SELECT count(*) FROM "UserProgress"').pluck().get();
    if (arrived === progressRows) return ms;
    console.log(
      `  skipped: pg_dump | sqlite3 brought ${String(arrived)} rows (are both installed?)`,
    );
    return Number.NaN;
  } finally {
    target.close();
  }
}
