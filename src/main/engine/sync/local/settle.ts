import type { WritableDb } from '../../storage/database';
import { parseCursor, sees } from '../cursor';

/** A row of a synced table. */
export type RowName = { readonly table: string; readonly key: string };

/**
 * Ends the delivery of operations whose effect is in the snapshot of `cursor`: from now on the
 * server's rows hold it. Returns their rows, which are to be rebuilt. `at` is ISO-8601.
 */
export function settleAcknowledged(db: WritableDb, cursor: string, at: string): readonly RowName[] {
  const snapshot = parseCursor(cursor);
  const settled = db
    .all(
      db.from
        .selectFrom('lectern_outbox')
        .select(['seq', 'table_name', 'row_key', 'acknowledged_xid'])
        .where('state', '=', 'acknowledged'),
    )
    .filter(({ acknowledged_xid: xid }) => xid !== null && sees(snapshot, xid));
  for (const { seq } of settled) {
    db.run(
      db.from
        .updateTable('lectern_outbox')
        .set({ state: 'settled', changed_at: at })
        .where('seq', '=', seq),
    );
  }
  return settled.map(({ table_name: table, row_key: key }) => ({ table, key }));
}
