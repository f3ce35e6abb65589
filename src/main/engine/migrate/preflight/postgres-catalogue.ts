import type { PgClient } from '../../connections/postgres-connection';
import type { FoundColumn } from './column-complaints';
import { expectedColumns, type TypeFamily } from './expected-columns';

/** One of the eight names, as this database has it. */
export type FoundTable = {
  readonly name: string;
  /** Where the search path leads for this name; null: nowhere. */
  readonly schema: string | null;
  /** `r` table, `p` partitioned table, `v` view, `f` foreign table ... */
  readonly kind: string | null;
  /** Other schemas that have a table of this name. */
  readonly elsewhere: readonly string[];
  readonly readable: boolean;
};

export async function readTables(
  client: PgClient,
  names: readonly string[],
): Promise<readonly FoundTable[]> {
  const answer = await client.query<FoundTable>(
    `SELECT w.name AS "name", n.nspname AS "schema", c.relkind AS "kind",
       coalesce(has_table_privilege(c.oid, 'SELECT'), false) AS "readable",
       ARRAY(SELECT CAST(on_.nspname AS text) FROM pg_class oc JOIN pg_namespace on_ ON on_.oid = oc.relnamespace
             WHERE oc.relname = w.name AND oc.relkind IN ('r', 'p') AND oc.oid IS DISTINCT FROM c.oid
             ORDER BY 1) AS "elsewhere"
     FROM unnest($1::text[]) WITH ORDINALITY AS w(name, place)
     LEFT JOIN pg_class c ON c.oid = to_regclass(quote_ident(w.name))
     LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
     ORDER BY w.place`,
    [[...names]],
  );
  return answer.rows;
}

type ColumnRow = Omit<FoundColumn, 'family' | 'nulls'>;

/** The columns of tables that are there, with how often a value is missing where none may be. */
export async function readColumns(
  client: PgClient,
  tables: readonly FoundTable[],
): Promise<readonly FoundColumn[]> {
  const { rows } = await client.query<ColumnRow>(
    `SELECT w.name AS "table", a.attname AS "column", a.attnotnull AS "required",
       format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL) AS "type"
     FROM unnest($1::text[]) AS w(name)
     JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(w.name))
       AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_type t ON t.oid = a.atttypid
     ORDER BY w.name, a.attnum`,
    [tables.map((table) => table.name)],
  );
  const readable = new Set(tables.filter((table) => table.readable).map((table) => table.name));
  const columns: FoundColumn[] = [];
  for (const row of rows) {
    const asked = !row.required && isRequired(row) && readable.has(row.table);
    const nulls = asked ? await countNulls(client, row) : null;
    columns.push({ ...row, family: familyOf(row.type), nulls });
  }
  return columns;
}

function isRequired({ table, column }: ColumnRow): boolean {
  const name = column.toLowerCase();
  return expectedColumns.some(
    (one) => one.table === table && one.column.toLowerCase() === name && one.required,
  );
}

async function countNulls(client: PgClient, { table, column }: ColumnRow): Promise<number> {
  const { rows } = await client.query<{ nulls: number }>(
    `SELECT count(*) AS "nulls" FROM ${quoted(table)} WHERE ${quoted(column)} IS NULL`,
  );
  return rows[0]?.nulls ?? 0;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const familyPatterns: readonly (readonly [RegExp, TypeFamily])[] = [
  [/^(text|character varying|character|citext)$/, 'text'],
  [/^timestamp/, 'time'],
  [/^boolean$/, 'truth'],
  [/^(integer|smallint|bigint)$/, 'whole'],
  [/^(double precision|real|numeric)$/, 'number'],
];

function familyOf(type: string): TypeFamily | undefined {
  return familyPatterns.find(([pattern]) => pattern.test(type))?.[1];
}
