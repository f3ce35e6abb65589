/** The list with the item at `from` moved by `step` places; beyond an end nothing changes. */
export function moveItem<T>(items: readonly T[], from: number, step: 1 | -1): readonly T[] {
  const to = from + step;
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return items;
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(to, 0, item);
}
