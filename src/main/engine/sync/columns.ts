import { toInstant } from '../../../shared/kernel/clock';
import { recordEvent } from './local/event-repository';
import { saveSyncState, type SyncState } from './local/state-repository';
import { PullRun } from './pull-run';
import { repairMirror } from './repair';
import type { SyncSession } from './session';
import { syncTables } from './tables';
import { comparing, verifyMirror } from './verify';

export { withoutUnfitTables, type UnfitColumn } from './columns-family';

type Columns = NonNullable<SyncState['columns']>;

/** A table whose columns are others than at the last contact. */
export type ColumnChange = {
  readonly table: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The whole table was not there, or was of no use. */
  readonly isNew: boolean;
};

/**
 * Goes along with what the server's tables have become since the last contact: tables that have
 * come are fetched, and tables with new columns are compared and their rows mended. To be called
 * once the copy of what is in scope is complete. (Operations that write what is not there any more
 * are parted when they are sent, see `parkMissingColumns`.) Answers the tables whose rows may have
 * changed. Interrupted, it is done again.
 */
export async function adoptColumns(session: SyncSession): Promise<readonly string[]> {
  const { workspace, clock } = session.context;
  const { columns: before, phase } = session.state();
  const now = columnsNow(session);
  const changes = before === null ? [] : changesBetween(before, now);
  if (before !== null && changes.length === 0) return [];
  const grown = changes.filter(({ added }) => added.length > 0);
  // A copy that is under way takes what there is; what comes late is fetched after its end.
  if (grown.length > 0 && phase !== 'ready') return [];
  await fetchGrown(session, grown);
  workspace.write((db) => {
    saveSyncState(db, { columns: now });
    for (const { table, added, removed } of changes) {
      const message = session.facts.tables.get(table)?.unfit;
      const names = { table, added: [...added], removed: [...removed] };
      const detail = message === undefined ? names : { ...names, message };
      recordEvent(db, 'columns_changed', detail, toInstant(clock.now()));
    }
  });
  return grown.map(({ table }) => table);
}

/** The columns that both sides have, sorted, by table. */
function columnsNow({ facts }: SyncSession): Columns {
  return Object.fromEntries(
    syncTables.flatMap(({ name, columns }) => {
      const found = facts.tables.get(name);
      if (!found?.exists) return [];
      const both = columns.map((column) => column.name).filter((column) => column in found.columns);
      return [[name, both.sort()]];
    }),
  );
}

function changesBetween(before: Columns, now: Columns): readonly ColumnChange[] {
  return syncTables.flatMap(({ name: table }) => {
    const [was, is] = [before[table] ?? [], now[table] ?? []];
    const added = is.filter((column) => !was.includes(column));
    const removed = was.filter((column) => !is.includes(column));
    if (added.length + removed.length === 0) return [];
    return [{ table, added, removed, isNew: before[table] === undefined }];
  });
}

async function fetchGrown(session: SyncSession, grown: readonly ColumnChange[]): Promise<void> {
  const fresh = grown.filter(({ isNew }) => isNew).map(({ table }) => table);
  const wider = grown.filter(({ isNew }) => !isNew).map(({ table }) => table);
  if (fresh.length > 0) await readWhole(session, fresh);
  if (wider.length === 0) return;
  const { differs } = await verifyMirror(session, { tables: wider });
  if (differs.length > 0) await repairMirror(session, differs);
}

/** The cursor stays: what is logged since comes again with the next pull. */
async function readWhole(session: SyncSession, tables: readonly string[]): Promise<void> {
  const { cursor } = session.state();
  if (cursor === null) return;
  await session.connection.transaction(async (client) => {
    const run = new PullRun(session, client);
    const read = tables.filter((table) => run.reads(table));
    await run.take(read.map((tbl) => ({ tbl, pk: null })));
    await run.finish(cursor, []);
  }, comparing);
}
