import type { Workspace } from './workspace';

const touched = new WeakMap<Workspace['connection'], Map<string, number>>();

/** To be told after each action of a person: what is remembered of these tables is old from now on. */
export function noteTouched({ connection }: Workspace, tables: readonly string[]): void {
  const times = touched.get(connection) ?? new Map<string, number>();
  touched.set(connection, times);
  for (const table of tables) times.set(table, (times.get(table) ?? 0) + 1);
}

/** How often a person's actions have changed these tables since the workspace was opened; only grows. */
export function timesTouched({ connection }: Workspace, tables: readonly string[]): number {
  const times = touched.get(connection);
  return tables.reduce((sum, table) => sum + (times?.get(table) ?? 0), 0);
}
