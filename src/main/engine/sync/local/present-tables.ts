import type { Workspace } from '../../storage/workspace';

/** The tables of a workspace: steps of the plan may not have been applied yet. */
export function presentTables({ connection }: Pick<Workspace, 'connection'>): ReadonlySet<string> {
  const names = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck();
  return new Set(names.all().map(String));
}
