/** The keys between two rows, both included, in the order they are shown. */
export function keysBetween(keys: readonly string[], from: string, to: string): readonly string[] {
  const a = keys.indexOf(from);
  const b = keys.indexOf(to);
  if (b < 0) return [];
  if (a < 0) return [to];
  return keys.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** The selection after one row is ticked or unticked. */
export function toggleKey(selected: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Keeps only rows that still exist, so that a bulk action never names a row nobody sees. */
export function keepVisible(
  selected: ReadonlySet<string>,
  keys: readonly string[],
): ReadonlySet<string> {
  const kept = keys.filter((key) => selected.has(key));
  return kept.length === selected.size ? selected : new Set(kept);
}
