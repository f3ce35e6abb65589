import type { ReadableDb } from '../../storage/database';

/** Keys of the rows of a table that an action has removed, rows of read-only tables included. */
export function removedBy(db: ReadableDb, actionId: string, table: string): ReadonlySet<string> {
  const rows = db.all(
    db.from
      .selectFrom('lectern_operation')
      .select('row_key')
      .where('action_id', '=', actionId)
      .where('table_name', '=', table)
      .where('kind', '=', 'delete'),
  );
  return new Set(rows.map((row) => row.row_key));
}
