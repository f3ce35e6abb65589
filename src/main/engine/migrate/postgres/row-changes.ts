import type { PgClient } from '../../connections/postgres-connection';
import { lmsTables } from '../lms-tables';

/** Rows that one of our transactions inserted, updated or deleted, by table of the LMS. */
export type RowChanges = Readonly<
  Record<string, { readonly inserted: number; readonly updated: number; readonly deleted: number }>
>;

/**
 * What the present transaction itself has done to the eight tables, also through triggers and
 * cascades: the server counts for every session. It tells our own changes from those that others
 * make meanwhile. Empty when nothing was changed (as it should be), or nothing is counted.
 */
export async function readRowChanges(client: PgClient): Promise<RowChanges> {
  const { rows } = await client.query<{
    table: string;
    inserted: number;
    updated: number;
    deleted: number;
  }>(rowChangesSql, [lmsTables.map((table) => table.name)]);
  return Object.fromEntries(
    rows.map(({ table, inserted, updated, deleted }) => [table, { inserted, updated, deleted }]),
  );
}

/** The functions behind pg_stat_xact_user_tables, which would look at every table there is. */
const rowChangesSql = `
SELECT s.* FROM (
  SELECT t."name" AS "table", pg_stat_get_xact_tuples_inserted(t.oid) AS "inserted",
    pg_stat_get_xact_tuples_updated(t.oid) AS "updated",
    pg_stat_get_xact_tuples_deleted(t.oid) AS "deleted"
  FROM (SELECT w."name", to_regclass(quote_ident(w."name"))::oid AS oid
        FROM unnest($1::text[]) w("name")) t
) s
WHERE s."inserted" + s."updated" + s."deleted" > 0`;
