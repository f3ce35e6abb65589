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
  }>(
    `SELECT relname AS "table", n_tup_ins AS "inserted", n_tup_upd AS "updated", n_tup_del AS "deleted"
     FROM pg_stat_xact_user_tables
     WHERE relname = ANY ($1) AND pg_table_is_visible(relid)
       AND n_tup_ins + n_tup_upd + n_tup_del > 0`,
    [lmsTables.map((table) => table.name)],
  );
  return Object.fromEntries(
    rows.map(({ table, inserted, updated, deleted }) => [table, { inserted, updated, deleted }]),
  );
}
