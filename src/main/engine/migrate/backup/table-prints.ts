import type { PgClient } from '../../connections/postgres-connection';
import { quoted } from '../sqlite-catalogue';

/** A table by schema and name. */
export type Relation = { readonly schema: string; readonly table: string };

/**
 * How many rows a table has, a checksum over all of them that does not depend on their order, and
 * where it was taken one over its definition.
 */
export type TablePrint = {
  readonly rows: number;
  readonly checksum: string;
  readonly definition?: string | undefined;
};
export type TablePrints = { readonly [object: string]: TablePrint };

/** The name of a table as people and counts know it: `Quiz`, `lectern.grade`. */
export function objectName({ schema, table }: Relation, home: string): string {
  return schema === home ? table : `${schema}.${table}`;
}

/** Quoted for SQL. */
export function sqlName({ schema, table }: Relation): string {
  return `${quoted(schema)}.${quoted(table)}`;
}

/**
 * Counts and sums up each table; one pass over each. 60 bits of every row's MD5 are added up: two
 * different states agree by chance about once in 10^18. Needs `portableText` in the transaction,
 * and takes the search path away from it.
 */
export async function printTables(
  client: PgClient,
  relations: readonly Relation[],
  home: string,
): Promise<TablePrints> {
  const definitions = await definitionPrints(client, relations.map(sqlName));
  const prints: Record<string, TablePrint> = {};
  for (const relation of relations) {
    const name = sqlName(relation);
    const print = await printTable(client, name);
    prints[objectName(relation, home)] = { ...print, definition: definitions.get(name) };
  }
  return prints;
}

/** Columns, keys, checks and indexes of each table; foreign keys only among these tables. */
async function definitionPrints(
  client: PgClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  // Without a search path every name in a definition comes out with its schema.
  await client.query("SET LOCAL search_path = ''");
  const { rows } = await client.query<{ name: string; print: string }>(
    `WITH t AS (SELECT name, to_regclass(name) AS id FROM unnest($1::text[]) AS name),
     parts AS (
       SELECT t.name, concat_ws(' ', 'column', a.attname, format_type(a.atttypid, a.atttypmod),
         a.attnotnull, a.attidentity::text, a.attgenerated::text,
         pg_get_expr(d.adbin, d.adrelid)) AS line
       FROM t JOIN pg_attribute a ON a.attrelid = t.id AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       UNION ALL
       SELECT t.name, concat_ws(' ', 'constraint', k.conname, pg_get_constraintdef(k.oid))
       FROM t JOIN pg_constraint k ON k.conrelid = t.id
       WHERE k.contype IN ('p', 'u', 'c', 'x')
         OR (k.contype = 'f' AND k.confrelid IN (SELECT id FROM t))
       UNION ALL
       SELECT t.name, pg_get_indexdef(i.indexrelid)
       FROM t JOIN pg_index i ON i.indrelid = t.id)
     SELECT name, md5(string_agg(line, E'\n' ORDER BY line COLLATE "C")) AS print
     FROM parts GROUP BY name`,
    [names],
  );
  return new Map(rows.map((row) => [row.name, row.print]));
}

/** As `printTables`, for one table or sub-select by its quoted name. */
export async function printTable(client: PgClient, name: string): Promise<TablePrint> {
  const { rows } = await client.query<{ rows: string; checksum: string }>(
    `SELECT count(*)::text AS rows,
       coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text AS checksum
     FROM ${name} t`,
  );
  return { rows: Number(rows[0]?.rows ?? 0), checksum: rows[0]?.checksum ?? '' };
}

/** The first table whose print differs, said in words; undefined when all agree. */
export function firstDifference(wanted: TablePrints, found: TablePrints): string | undefined {
  for (const [object, print] of Object.entries(wanted)) {
    const other = found[object];
    if (!other) return `${object} is missing`;
    if (other.rows !== print.rows)
      return `${object} has ${other.rows} rows instead of ${print.rows}`;
    if (other.checksum !== print.checksum) return `rows of ${object} differ`;
    const bothDefined = print.definition !== undefined && other.definition !== undefined;
    if (bothDefined && other.definition !== print.definition)
      return `${object} is made differently`;
  }
  return undefined;
}

/** Rows by table: what people are shown of a backup. */
export function countsOf(prints: TablePrints): Record<string, number> {
  return Object.fromEntries(Object.entries(prints).map(([object, { rows }]) => [object, rows]));
}
