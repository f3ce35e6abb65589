import { toInstant } from '../../../shared/kernel/clock';
import { inBatches } from '../../../shared/kernel/in-batches';
import type { PgClient } from '../connections/postgres-connection';
import { recoverEpoch } from './epoch';
import { recordEvent } from './local/event-repository';
import { saveSyncState } from './local/state-repository';
import { PullRun } from './pull-run';
import { loggedKeys } from './remote/changes';
import { countKeys } from './remote/hashes';
import type { SyncSession } from './session';
import { requireMostStays } from './verify-safety';
import { comparedTables, type ComparedTable } from './verify-scope';
import { comparing, verifyMirror, type Difference } from './verify';

/** What a repair came to. */
export type Repair = {
  /** Rows fetched again or removed. */
  readonly repaired: number;
  readonly differs: readonly Difference[];
};

export type RepairOptions = {
  /** A person has asked for it: also when more than half of what is here would go. */
  readonly confirmed?: boolean;
};

/** Rows fetched at a time. */
const pageKeys = 2_000;

/**
 * Makes the rows that differ (those that `verifyMirror` finds now, unless they are given) what the
 * server has, and no others. Pending changes stay on top of them. A row that the server has logged
 * since the cursor is left to the next pull. Refuses (`refused`, problem `mirror_would_empty`) when
 * most of what is here would go, unless it is confirmed. A server that is being taken over is
 * taken over to the end instead.
 */
export async function repairMirror(
  session: SyncSession,
  differs?: readonly Difference[],
  { confirmed = false }: RepairOptions = {},
): Promise<Repair> {
  const { phase, cursor } = session.state();
  if (cursor === null || phase === 'seeding') return { repaired: 0, differs: [] };
  if (phase === 'repairing') {
    const { rows: repaired } = await recoverEpoch(session, { confirmed });
    return { repaired, differs: [] };
  }
  const found = differs ?? (await verifyMirror(session)).differs;
  const repaired = await session.connection.transaction(
    (client) => fetchDiffering(session, client, found, { cursor, confirmed }),
    comparing,
  );
  noteRepaired(session, repaired, found);
  return { repaired, differs: found };
}

async function fetchDiffering(
  session: SyncSession,
  client: PgClient,
  differs: readonly Difference[],
  { cursor, confirmed }: { readonly cursor: string; readonly confirmed: boolean },
): Promise<number> {
  const pages = await unloggedPages(session, client, differs, cursor);
  let removed = 0;
  for (const { table, keys } of pages)
    removed += keys.length - (await countKeys(client, table, keys));
  if (!confirmed) requireMostStays(session, removed);
  const run = new PullRun(session, client);
  for (const { table, keys } of pages) {
    const tbl = table.comparison.table.name;
    await run.take(keys.map((pk) => ({ tbl, pk })));
  }
  // The rows are of one moment and the cursor stays: what changes from now on comes with a pull.
  await run.finish(cursor, []);
  return pages.reduce((sum, { keys }) => sum + keys.length, 0);
}

type Page = { readonly table: ComparedTable; readonly keys: readonly string[] };

/** The keys in portions, without those that a pull will bring. */
async function unloggedPages(
  session: SyncSession,
  client: PgClient,
  differs: readonly Difference[],
  cursor: string,
): Promise<readonly Page[]> {
  const { facts, state, context } = session;
  const pages: Page[] = [];
  for (const { table, ids } of inOrder(
    comparedTables(context.workspace.read, facts, state()),
    differs,
  )) {
    for (const some of inBatches(ids, pageKeys)) {
      const logged = await loggedKeys(client, table.comparison.table.name, some, cursor);
      const keys = logged.has(null) ? [] : some.filter((key) => !logged.has(key));
      if (keys.length > 0) pages.push({ table, keys });
    }
  }
  return pages;
}

/** Parents first. */
function inOrder(
  tables: readonly ComparedTable[],
  differs: readonly Difference[],
): readonly { readonly table: ComparedTable; readonly ids: readonly string[] }[] {
  return tables.flatMap((table) => {
    const found = differs.filter((one) => one.table === table.comparison.table.name);
    return found.length > 0 ? [{ table, ids: found.flatMap(({ ids }) => ids) }] : [];
  });
}

function noteRepaired(
  { context }: SyncSession,
  rows: number,
  differs: readonly Difference[],
): void {
  const { workspace, clock } = context;
  const at = toInstant(clock.now());
  const tables = differs.map(({ table }) => table);
  workspace.write((db) => {
    saveSyncState(db, { lastVerifiedAt: at });
    if (rows > 0) recordEvent(db, 'repaired', { rows, tables }, at);
  });
}
