import type { Client } from 'pg';
import type { TestDatabase } from './postgres';

/** Databases that a proof has made and should have dropped again. */
export async function scratchDatabases(database: TestDatabase): Promise<readonly unknown[]> {
  const answer = await database.client.query(
    `SELECT datname FROM pg_database WHERE datname LIKE 'lectern%'`,
  );
  return answer.rows;
}

/** Every row of the public tables (or of those named) as text. */
export async function rowsOf(
  client: Client,
  only?: readonly string[],
): Promise<Record<string, unknown>> {
  const tables = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  const all: Record<string, unknown> = {};
  for (const { name } of tables.rows.filter((row) => only?.includes(row.name) ?? true)) {
    const answer = await client.query(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    all[name] = answer.rows;
  }
  return all;
}

/** Columns, indexes and constraints of the public tables, one line each. */
export async function definitionsOf(client: Client): Promise<readonly string[]> {
  const answer = await client.query<{ line: string }>(`
    SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || a.attnotnull || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || a.attgenerated::text AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) || convalidated
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    ORDER BY 1`);
  return answer.rows.map((row) => row.line);
}
