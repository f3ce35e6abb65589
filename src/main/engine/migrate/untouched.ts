import { createHash } from 'node:crypto';
import type BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';
import { lmsTables, missingLmsTables, type LmsTable } from './lms-tables';
import { quoted } from './sqlite-catalogue';

/** Whether the LMS's own rows are as they were before the run. */
export const untouchedSchema = z.strictObject({
  ok: z.boolean(),
  /** Up to ten rows that changed or went, as `table id: what`. */
  samples: z.array(z.string()),
  /** Rows looked at, by table. */
  rows: z.record(z.string(), z.number()),
});
export type Untouched = z.output<typeof untouchedSchema>;

/** Without `updatedAt` nobody can tell another person's change from ours: only reported. */
const unjudged: ReadonlySet<string> = new Set(['Category', 'MuxData']);

const samplesKept = 10;

/**
 * Keeps a fingerprint of every row's original columns in a temporary table. False when there is
 * nothing to compare: the database is empty, or is none of the LMS, which the baseline refuses.
 */
export function rememberLmsRows(connection: BetterSqlite3.Database): boolean {
  if (missingLmsTables(connection).length > 0 || lacksColumns(connection)) return false;
  defineFingerprint(connection);
  connection.exec('DROP TABLE IF EXISTS temp."lectern_untouched"');
  connection.exec(
    `CREATE TEMP TABLE "lectern_untouched" ("table" TEXT, "id" TEXT, "print" TEXT, "stamp" TEXT,
       PRIMARY KEY ("table", "id")) WITHOUT ROWID`,
  );
  for (const table of lmsTables) {
    connection
      .prepare(
        `INSERT INTO temp."lectern_untouched" SELECT ?, "id", ${fingerprintOf(table)}, ${stampOf(table)} FROM ${quoted(table.name)}`,
      )
      .run(table.name);
  }
  return true;
}

/** Compares with what `rememberLmsRows` kept, and forgets it. */
export function compareLmsRows(connection: BetterSqlite3.Database): Untouched {
  defineFingerprint(connection);
  const rows: Record<string, number> = {};
  const samples: string[] = [];
  let ok = true;
  for (const table of lmsTables) {
    rows[table.name] = countRemembered(connection, table);
    for (const found of changedRows(connection, table)) {
      if (!unjudged.has(table.name)) ok = false;
      if (samples.length < samplesKept) samples.push(`${table.name} ${found.id}: ${found.what}`);
    }
  }
  connection.exec('DROP TABLE temp."lectern_untouched"');
  return { ok, samples, rows };
}

function lacksColumns(connection: BetterSqlite3.Database): boolean {
  const count = connection
    .prepare('SELECT count(*) FROM pragma_table_info(?) WHERE lower("name") = lower(?)')
    .pluck();
  return lmsTables.some((table) =>
    table.columns.some((column) => count.get(table.name, column) === 0),
  );
}

function countRemembered(connection: BetterSqlite3.Database, table: LmsTable): number {
  const sql = 'SELECT count(*) FROM temp."lectern_untouched" WHERE "table" = ?';
  return Number(connection.prepare(sql).pluck().get(table.name));
}

/** A row whose `updatedAt` moved meanwhile is somebody else's work. */
function changedRows(
  connection: BetterSqlite3.Database,
  table: LmsTable,
): readonly { readonly id: string; readonly what: string }[] {
  const sql = `
    SELECT b."id" AS id, CASE WHEN r."id" IS NULL THEN 'is gone' ELSE 'has changed' END AS what
    FROM temp."lectern_untouched" b
    LEFT JOIN ${quoted(table.name)} r ON r."id" = b."id"
    WHERE b."table" = ?
      AND (r."id" IS NULL
           OR (b."stamp" IS ${stampOf(table, 'r.')} AND b."print" <> ${fingerprintOf(table, 'r.')}))`;
  return connection.prepare(sql).all(table.name) as { id: string; what: string }[]; // as selected
}

function fingerprintOf(table: LmsTable, prefix = ''): string {
  const columns = table.columns.map((column) => `quote(${prefix}${quoted(column)})`);
  return `lectern_fingerprint(${columns.join(` || ',' || `)})`;
}

function stampOf(table: LmsTable, prefix = ''): string {
  return table.columns.includes('updatedAt') ? `${prefix}"updatedAt"` : 'NULL';
}

function defineFingerprint(connection: BetterSqlite3.Database): void {
  connection.function('lectern_fingerprint', { deterministic: true }, (text: unknown) =>
    createHash('md5').update(String(text)).digest('base64'),
  );
}
