import type { Fields } from './values';

/** A pending change of one row. */
export type PendingChange =
  | { readonly kind: 'insert'; readonly fields: Fields }
  | { readonly kind: 'update'; readonly fields: Fields }
  | { readonly kind: 'delete' };

/**
 * The row a person sees: the server's (null: it has none) with what is still to be delivered on
 * top, oldest first. A change of a row that is not there cannot be shown and leaves it absent; an
 * insert of a row that is there already adds nothing, because the server's row stands.
 */
export function overlay(base: Fields | null, pending: readonly PendingChange[]): Fields | null {
  let row = base;
  for (const change of pending) {
    if (change.kind === 'delete') row = null;
    else if (change.kind === 'insert') row ??= change.fields;
    else if (row !== null) row = { ...row, ...change.fields };
  }
  return row;
}
