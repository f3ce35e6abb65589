import {
  hasIndex,
  isEmpty,
  missingIndexes,
  noteIndex,
  takeIndexesAway,
} from './local/index-repository';
import { listParts } from './local/part-repository';
import { estimateRows } from './remote/estimate-rows';
import type { SyncSession } from './session';
import { findSyncTable } from './tables';

/** From so many rows on it is quicker to make the indexes of a table after its rows. */
const large = 100_000;

/** Takes the indexes of large tables away before their first rows come. */
export async function takeLargeIndexes(session: SyncSession): Promise<void> {
  const { workspace } = session.context;
  const names = new Set(listParts(workspace.read).map(({ table }) => table));
  const empty = [...names].filter((name) => isEmpty(workspace.read, name));
  const expected = await estimateRows(
    session,
    empty.map((table) => ({ table, of: null })),
  );
  for (const [at, name] of empty.entries()) {
    if ((expected[at] ?? 0) < large) continue;
    workspace.write((db) => takeIndexesAway(db, name, reliesOnUnique(session, name)));
  }
}

/**
 * Whether unique values must stay unique during the copy: rows refer to them (a foreign key to a
 * column that is not unique is an error of the schema), or a person may add rows meanwhile, of which
 * one too many would keep the index from ever being made again.
 */
function reliesOnUnique({ rows }: SyncSession, table: string): boolean {
  return findSyncTable(table)?.mode !== 'mirror' || rows.referencesTo(table).length > 0;
}

/**
 * Makes the indexes again that were taken away, also those of a copy that was killed. On a thread
 * with a connection of its own: a million rows take about a second, and calls that read go on.
 */
export async function makeIndexes({ context, signal }: SyncSession): Promise<void> {
  const { workspace, workers } = context;
  for (const { name, sql } of missingIndexes(workspace.read)) {
    if (!hasIndex(workspace.read, name)) {
      await workers.run('index', { file: workspace.file, sql }, { signal });
    }
    workspace.write((db) => noteIndex(db, name));
  }
}
