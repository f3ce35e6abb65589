/** A row that has a place among its siblings, counted from 1. */
export type Placed = { readonly id: string; readonly place: number };

/**
 * Puts the row `id` at the zero-based index `to` of its siblings; beyond the end means the end.
 * Rows that are not there leave the order as it is.
 */
export function moveWithin<T extends { readonly id: string }>(
  rows: readonly T[],
  id: string,
  to: number,
): readonly T[] {
  const moved = rows.find((row) => row.id === id);
  if (!moved) return rows;
  const rest = rows.filter((row) => row.id !== id);
  return insertAt(rest, moved, to);
}

/** Puts a new row at the zero-based index `to`; beyond the end means the end. */
export function insertAt<T>(rows: readonly T[], row: T, to: number): readonly T[] {
  return [...rows.slice(0, to), row, ...rows.slice(to)];
}

/**
 * The rows whose place differs from the dense numbering 1..n of this order, with the place they
 * get. Nothing else needs writing, so undo and sync see only what really moved.
 */
export function renumbered(rows: readonly Placed[]): readonly Placed[] {
  return rows.flatMap((row, index) =>
    row.place === index + 1 ? [] : [{ id: row.id, place: index + 1 }],
  );
}
