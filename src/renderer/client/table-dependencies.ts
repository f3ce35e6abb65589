type Lookup = (method: string) => readonly string[];

let lookup: Lookup | undefined;

/**
 * Loads which tables each query depends on. Done after the first paint, because the contract
 * brings its schemas along; until then every change counts as concerning every query.
 */
export async function loadTableDependencies(): Promise<void> {
  const { findMethod } = await import('../../shared/contract/index');
  lookup = (method) => findMethod(method)?.tables ?? [];
}

/** Whether a change of these tables makes the answer of `method` stale. */
export function isStaleAfter(method: string, changedTables: readonly string[]): boolean {
  if (!lookup) return true;
  const needed = lookup(method);
  return needed.includes('*') || needed.some((table) => changedTables.includes(table));
}
