/** What the statements of a batched step may ask for. */
export type BatchValues = {
  readonly after?: string;
  /** NULL: to the end. */
  readonly until?: string | null;
  readonly limit?: number;
};

/** A statement of a `migrations` file as the server takes it: `:after` and the like become `$1`. */
export function withParameters(
  sql: string,
  values: BatchValues,
): { readonly text: string; readonly values: readonly (string | number | null)[] } {
  const used: (keyof BatchValues)[] = [];
  const text = sql.replace(/(?<!:):(after|until|limit)\b/g, (_whole, name: keyof BatchValues) => {
    if (!used.includes(name)) used.push(name);
    return `$${used.indexOf(name) + 1}`;
  });
  return { text, values: used.map((name) => values[name] ?? null) };
}

/** True for a statement that belongs to every batch, false for one that runs once. */
export function isPerBatch(statement: string): boolean {
  return /(?<!:):(after|until)\b/.test(statement);
}
