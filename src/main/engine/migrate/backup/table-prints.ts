import type { PgClient } from '../../connections/postgres-connection';
import { quoted } from '../sqlite-catalogue';

/** A table by schema and name. */
export type Relation = { readonly schema: string; readonly table: string };

/** How many rows a table has, and a checksum over all of them that does not depend on their order. */
export type TablePrint = { readonly rows: number; readonly checksum: string };
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
 * different states agree by chance about once in 10^18. Needs `portableText` in the transaction.
 */
export async function printTables(
  client: PgClient,
  relations: readonly Relation[],
  home: string,
): Promise<TablePrints> {
  const prints: Record<string, TablePrint> = {};
  for (const relation of relations) {
    prints[objectName(relation, home)] = await printTable(client, sqlName(relation));
  }
  return prints;
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
  }
  return undefined;
}

/** Rows by table: what people are shown of a backup. */
export function countsOf(prints: TablePrints): Record<string, number> {
  return Object.fromEntries(Object.entries(prints).map(([object, { rows }]) => [object, rows]));
}
