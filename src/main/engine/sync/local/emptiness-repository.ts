import type { Workspace } from '../../storage/workspace';
import type { WritableDb } from '../../storage/database';
import { syncTables } from '../tables';
import { presentTables } from './present-tables';

/** What stands in the way of a first copy: rows of synced tables, and actions of the journal. */
export function whatIsThere(workspace: Pick<Workspace, 'connection'>): {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly actions: number;
} {
  const present = presentTables(workspace);
  const count = (name: string): number =>
    // The name stands in our own catalogue.
    Number(workspace.connection.prepare(`SELECT count(*) FROM "${name}"`).pluck().get());
  return {
    tables: syncTables
      .filter(({ name }) => present.has(name))
      .map(({ name }) => ({ name, rows: count(name) }))
      .filter(({ rows }) => rows > 0),
    actions: count('lectern_action'),
  };
}

/** Takes the server away again from a workspace into which nothing was copied yet. */
export function forgetServer(db: WritableDb): void {
  const tables = [
    'lectern_sync_state',
    'lectern_sync_part',
    'lectern_sync_scope',
    'lectern_sync_learner',
    'lectern_sync_index',
    'lectern_sync_event',
  ] as const;
  for (const table of tables) db.run(db.from.deleteFrom(table));
}
