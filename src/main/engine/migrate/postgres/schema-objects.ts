import { z } from 'zod';
import type { PgClient } from '../../connections/postgres-connection';

/** A column as the catalogue has it. `fallback` is the default as an SQL expression. */
const column = z.strictObject({
  table: z.string(),
  name: z.string(),
  type: z.string(),
  required: z.boolean(),
  fallback: z.string().nullable(),
});

/** An index or a constraint; the definition is what the server prints for it. */
const definition = z.strictObject({ table: z.string(), name: z.string(), definition: z.string() });

/** Objects of a database, or of one step. Tables of Lectern's own schema have it in front. */
export const schemaObjects = z.strictObject({
  tables: z.array(z.string()),
  columns: z.array(column),
  indexes: z.array(definition),
  constraints: z.array(definition),
});
export type SchemaObjects = z.output<typeof schemaObjects>;
export type SchemaColumn = z.output<typeof column>;
export type SchemaDefinition = z.output<typeof definition>;

/** What each step adds, by name; kept in `bookkeeping/postgres.catalogue.json`. */
export const stepObjects = z.record(z.string(), schemaObjects);
export type StepObjects = z.output<typeof stepObjects>;

/** A step of which nothing is known adds nothing. */
export const noObjects: SchemaObjects = { tables: [], columns: [], indexes: [], constraints: [] };

/** Reads the tables on the search path and those of Lectern's own schema. */
export async function readSchemaObjects(client: PgClient): Promise<SchemaObjects> {
  const { rows: tables } = await client.query<{ name: string }>(
    `${relations} SELECT "name" FROM "relation" ORDER BY "name" COLLATE "C"`,
  );
  return {
    tables: tables.map((table) => table.name),
    columns: (await client.query<SchemaColumn>(`${relations} ${columnsSql}`)).rows,
    indexes: (await client.query<SchemaDefinition>(`${relations} ${indexesSql}`)).rows,
    constraints: (await client.query<SchemaDefinition>(`${relations} ${constraintsSql}`)).rows,
  };
}

const relations = `WITH "relation" AS (
  SELECT c.oid, CASE n.nspname WHEN 'lectern' THEN 'lectern.' ELSE '' END || c.relname AS "name"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p')
    AND (n.nspname = 'lectern'
         OR (pg_table_is_visible(c.oid) AND n.nspname NOT IN ('pg_catalog', 'information_schema')))
)`;

const columnsSql = `
SELECT r."name" AS "table", a.attname AS "name", format_type(a.atttypid, a.atttypmod) AS "type",
  a.attnotnull AS "required", pg_get_expr(d.adbin, d.adrelid) AS "fallback"
FROM "relation" r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
ORDER BY r."name" COLLATE "C", a.attnum`;

const indexesSql = `
SELECT r."name" AS "table", i.relname AS "name",
  pg_get_indexdef(i.oid, 0, true) || CASE WHEN x.indisvalid THEN '' ELSE ' INVALID' END
    AS "definition"
FROM "relation" r
JOIN pg_index x ON x.indrelid = r.oid
JOIN pg_class i ON i.oid = x.indexrelid
WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k
                  WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x'))
ORDER BY r."name" COLLATE "C", i.relname COLLATE "C"`;

/** Since version 18 NOT NULL has constraints of its own; the columns say it already. */
const constraintsSql = `
SELECT r."name" AS "table", k.conname AS "name", pg_get_constraintdef(k.oid, true) AS "definition"
FROM "relation" r
JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype IN ('p', 'u', 'x', 'c', 'f')
ORDER BY r."name" COLLATE "C", k.conname COLLATE "C"`;

/** The same objects without those of `earlier`. */
export function addedSince(earlier: SchemaObjects, later: SchemaObjects): SchemaObjects {
  const key = (one: { readonly table: string; readonly name: string }): string =>
    `${one.table} ${one.name}`;
  const fresh = <T extends { readonly table: string; readonly name: string }>(
    before: readonly T[],
    after: readonly T[],
  ): T[] => {
    const known = new Set(before.map(key));
    return after.filter((one) => !known.has(key(one)));
  };
  const known = new Set(earlier.tables);
  return {
    tables: later.tables.filter((table) => !known.has(table)),
    columns: fresh(earlier.columns, later.columns),
    indexes: fresh(earlier.indexes, later.indexes),
    constraints: fresh(earlier.constraints, later.constraints),
  };
}
