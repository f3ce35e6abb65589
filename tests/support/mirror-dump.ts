import type BetterSqlite3 from 'better-sqlite3';
import { escapeLiteral, type Client } from 'pg';
import { selectColumns } from '../../src/main/engine/sync/remote/convert';
import type { SyncTable } from '../../src/main/engine/sync/sync-table';
import { serverName, syncTables } from '../../src/main/engine/sync/tables';

/** Rows by table: every value as text, in the order of keys. */
export type Dump = { readonly [table: string]: readonly string[] };

/** What a workspace has of the server's rows: those of its tables, and those that it cannot show. */
export function dumpOfWorkspace(sql: BetterSqlite3.Database): Dump {
  return Object.fromEntries(
    syncTables.map((table) => [
      table.name,
      [...apartOf(sql, table), ...shownOf(sql, table)].sort(),
    ]),
  );
}

function apartOf(sql: BetterSqlite3.Database, table: SyncTable): readonly string[] {
  const rows = sql
    .prepare(`SELECT "row" FROM "lectern_base" WHERE "table_name" = ? AND "row" IS NOT NULL`)
    .pluck()
    .all(table.name) as string[];
  return rows.map((text) => {
    const row = JSON.parse(text) as Record<string, number | string | null>;
    return lineOf(
      table,
      table.columns.map(({ name }) => row[name] ?? null),
    );
  });
}

/** Rows whose base is kept apart are told by that. */
function shownOf(sql: BetterSqlite3.Database, table: SyncTable): readonly string[] {
  const names = table.columns.map(({ name }) => `t."${name}"`).join(', ');
  const rows = sql
    .prepare(
      `SELECT ${names} FROM "${table.name}" t WHERE NOT EXISTS (SELECT 1 FROM "lectern_base" b
       WHERE b."table_name" = ? AND b."row_key" = t."${table.key}")`,
    )
    .safeIntegers()
    .all(table.name) as Record<string, bigint | number | string | null>[];
  return rows.map((row) => lineOf(table, Object.values(row)));
}

/** What a server has of it in these courses (null: everything). */
export async function dumpOfServer(
  admin: Client,
  courses: readonly string[] | null,
): Promise<Dump> {
  const dump: Record<string, readonly string[]> = {};
  for (const table of syncTables) {
    const types = await admin.query<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
       WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
      [serverName(table.name)],
    );
    if (types.rows.length === 0) continue;
    const available = Object.fromEntries(types.rows.map(({ name, type }) => [name, type]));
    const { sql } = selectColumns(table, available);
    const { rows } = await admin.query<(string | null)[]>({
      text: `SELECT ${sql} FROM ${serverName(table.name)} t ${rowsIn(table, courses)}`,
      rowMode: 'array',
    });
    dump[table.name] = rows.map((row) => lineOf(table, row)).sort();
  }
  return dump;
}

function rowsIn(table: SyncTable, courses: readonly string[] | null): string {
  if (courses === null || table.part === 'all') return '';
  const mine = courses.length > 0 ? courses.map((id) => escapeLiteral(id)).join(', ') : 'NULL';
  if (table.part === 'course') return `WHERE ${table.inCourses?.(mine) ?? 'true'}`;
  const learners = [
    'UserProgress',
    'Purchase',
    'QuizAttempt',
    'AssignmentSubmission',
    'Certificate',
  ]
    .map((name) => {
      const of = syncTables.find((one) => one.name === name);
      return `SELECT t."userId" FROM "${name}" t WHERE ${of?.inCourses?.(mine) ?? 'true'}`;
    })
    .join(' UNION ');
  return `WHERE t."userId" IN (${learners})`;
}

/** Numbers in one spelling; NaN and the infinities are NULL in a workspace. */
function lineOf(table: SyncTable, values: readonly (bigint | number | string | null)[]): string {
  return JSON.stringify(
    table.columns.map(({ kind }, index) => {
      const value = values[index] ?? null;
      if (value === null) return null;
      if (kind !== 'real') return String(value);
      const number = Number(value);
      return Number.isFinite(number) ? String(number) : null;
    }),
  );
}
