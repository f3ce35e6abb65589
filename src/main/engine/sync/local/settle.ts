import type { ReadableDb, WritableDb } from '../../storage/database';
import { parseCursor, sees } from '../cursor';

/** A row of a synced table. */
export type RowName = { readonly table: string; readonly key: string };

/** A delivery whose effect a snapshot holds. */
export type SeenDelivery = RowName & { readonly seq: number };

/** Deliveries read at a time: an import has tens of thousands. */
const pageSize = 2_000;

/**
 * Ends the delivery of operations whose effect is in the snapshot of `cursor`: from now on the
 * server's rows hold it. Returns their rows, which are to be rebuilt. `at` is ISO-8601.
 */
export function settleAcknowledged(db: WritableDb, cursor: string, at: string): readonly RowName[] {
  const settled = [...seenDeliveries(db, cursor)].flat();
  for (const delivery of settled) settle(db, delivery, at);
  return settled;
}

/** The acknowledged operations whose effect is in the snapshot of `cursor`, in pages. */
export function* seenDeliveries(
  db: ReadableDb,
  cursor: string,
): Generator<readonly SeenDelivery[]> {
  const snapshot = parseCursor(cursor);
  for (let after = 0; ;) {
    const page = db.all(
      db.from
        .selectFrom('lectern_outbox')
        .select(['seq', 'table_name', 'row_key', 'acknowledged_xid'])
        .where('state', '=', 'acknowledged')
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(pageSize),
    );
    const last = page.at(-1);
    if (!last) return;
    after = last.seq;
    yield page
      .filter(({ acknowledged_xid: xid }) => xid !== null && sees(snapshot, xid))
      .map(({ seq, table_name: table, row_key: key }) => ({ seq, table, key }));
  }
}

/** Ends one delivery; its row is to be rebuilt. */
export function settle(db: WritableDb, { seq }: SeenDelivery, at: string): void {
  db.run(
    db.from
      .updateTable('lectern_outbox')
      .set({ state: 'settled', changed_at: at })
      .where('seq', '=', seq),
  );
}
