/** A domain value as a column holds it: booleans are 0 or 1, lists and objects are JSON text. */
export type Stored<V> = V extends boolean
  ? number
  : V extends string | number | null | undefined
    ? V
    : string;

/** Turns domain fields into column values; a field that is undefined stays undefined. */
export function toStored<T extends object>(fields: T): { [K in keyof T]: Stored<T[K]> } {
  const entries = Object.entries(fields).map(([name, value]) => [name, storedValue(value)]);
  // Built from the very keys of `fields`.
  return Object.fromEntries(entries) as { [K in keyof T]: Stored<T[K]> };
}

function storedValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
