import type { RowStore } from '../../journal/row-store';
import type { WritableDb } from '../../storage/database';
import { writeOrder } from '../tables';
import { ServerRows } from './server-rows';
import type { RowName } from './settle';
import type { ServerChange } from './server-change';

export type { ServerChange } from './server-change';

/**
 * Makes the rows of the server the base of what is here, in the caller's transaction, and rebuilds
 * what a person sees of rows with pending operations: those named by `changes`, those of `touched`
 * (operations that have just settled), and what was waiting for any of them. What the schema here
 * does not accept is kept apart instead of failing. Returns the tables in which anything may have
 * changed. `at` is ISO-8601.
 */
export function applyServerRows(
  db: WritableDb,
  rows: RowStore,
  changes: readonly ServerChange[],
  at: string,
  touched: readonly RowName[] = [],
): readonly string[] {
  const work = new ServerRows(rows, at);
  const ordered = parentsFirst(changes);
  for (const change of ordered) if (change.row !== null) work.put(db, change, change.row);
  for (const { table, key, row } of [...ordered].reverse()) {
    if (row === null) work.remove(db, table, key);
  }
  work.finish(db, touched);
  return [...work.changed];
}

/** In the order in which rows can come in; the reverse is that in which they can go. */
export function parentsFirst<T extends { readonly table: string }>(named: readonly T[]): T[] {
  return named
    .map((one) => ({ one, order: writeOrder(one.table) }))
    .sort((a, b) => a.order - b.order)
    .map(({ one }) => one);
}
