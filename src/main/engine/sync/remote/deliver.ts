import type { Fields } from '../../../../shared/domain/sync/values';
import type { PgClient } from '../../connections/postgres-connection';
import type { OutboxDetail, OutboxRow } from '../local/outbox-repository';
import type { ParkReason } from '../sqlstate';
import type { SyncTable } from '../sync-table';
import { findSyncTable } from '../tables';
import { rowId, type Waiting } from '../waiting';
import { findDeliveries, recordConflicts, recordDeliveries, type Recorded } from './book';
import { decide, rowAfter, type Decision, type Write } from './decide';
import { perform } from './perform';
import { byTable, lookAtServer, type Scene, type Sights } from './scene';

/** What became of an operation on the server. */
export type Delivery = { readonly op: OutboxRow } & (
  | { readonly outcome: 'acknowledged'; readonly xid: string }
  | { readonly outcome: 'conflicted'; readonly xid: string; readonly detail: OutboxDetail }
  | { readonly outcome: 'parked'; readonly reason: ParkReason; readonly detail: OutboxDetail }
  /** The server said something that nobody here understands. */
  | { readonly outcome: 'tried'; readonly detail: OutboxDetail }
  /** Left out, because of an earlier one that could not go. */
  | { readonly outcome: 'waits' }
);

/** Some of it was delivered before, or may be: to be done again with `lookFirst`, in a new transaction. */
export class DeliveredBefore extends Error {
  override readonly name = 'DeliveredBefore';
}

/**
 * Delivers operations in the transaction that is open on `client`: reads and locks their rows,
 * decides each, writes the results into the server's book and then the rows. What had been
 * delivered before answers as it did then. Throws a `StatementError` when the server refuses.
 */
export async function deliver(
  client: PgClient,
  scene: Scene,
  ops: readonly OutboxRow[],
  options: { readonly waiting: Waiting; readonly lookFirst: boolean },
): Promise<readonly Delivery[]> {
  const ids = ops.map(({ pushId }) => pushId);
  const before = options.lookFirst
    ? await findDeliveries(client, ids)
    : new Map<string, Recorded>();
  const waiting = options.waiting.fork();
  const sights = await lookAtServer(
    client,
    scene,
    ops.filter(({ pushId }) => !before.has(pushId)),
  );
  const decided = decideAll(ops, { scene, sights, before }, waiting);
  // What is parked is not written down, and so not found to be done: it may be, with the answer lost.
  if (!options.lookFirst && decided.some(isParked))
    throw new DeliveredBefore('Some of it may have been delivered before');
  const going = decided.filter(isGoing);
  const xid = going.length === 0 ? '' : await record(client, scene, going);
  // Whoever delivers the same at this moment has been waited for and has committed.
  if (xid === undefined) throw new DeliveredBefore('Some of it had been delivered before');
  await perform(client, scene, writesOf(going));
  await announce(client, scene, going);
  options.waiting.adopt(waiting);
  return decided.map((one) => deliveryOf(one, xid));
}

type Decided = { readonly op: OutboxRow } & (
  | { readonly kind: 'stored'; readonly recorded: Recorded }
  | { readonly kind: 'waits' }
  | { readonly kind: 'decided'; readonly decision: Decision }
);
type Going = {
  readonly op: OutboxRow;
  readonly kind: 'decided';
  readonly decision: Exclude<Decision, { readonly kind: 'park' }>;
};

function isGoing(one: Decided): one is Going {
  return one.kind === 'decided' && one.decision.kind !== 'park';
}

function isParked(one: Decided): boolean {
  return one.kind === 'decided' && one.decision.kind === 'park';
}

type Deciding = {
  readonly scene: Scene;
  readonly sights: Sights;
  readonly before: ReadonlyMap<string, Recorded>;
};

/**
 * Decides all of them. Rows that go together stay together: a removal that conflicts holds back
 * those that were decided before it, hence another round.
 */
function decideAll(
  ops: readonly OutboxRow[],
  deciding: Deciding,
  waiting: Waiting,
): readonly Decided[] {
  const kept = new Set<OutboxRow>();
  for (;;) {
    const fork = waiting.fork();
    for (const op of kept) fork.block(op);
    const decided = decideRound(ops, deciding, { waiting: fork, kept });
    const more = decided.filter((one) => holdsBack(one) && !kept.has(one.op));
    if (more.length === 0) {
      waiting.adopt(fork);
      return decided;
    }
    for (const { op } of more) kept.add(op);
  }
}

/** True for a removal that a person has to decide about, also when it was so at an earlier delivery. */
function holdsBack(one: Decided): boolean {
  if (one.op.kind !== 'delete') return false;
  if (one.kind === 'stored') return one.recorded.result.outcome === 'conflict';
  return one.kind === 'decided' && one.decision.kind !== 'apply';
}

/** Decides one after the other; what an earlier one writes is what a later one finds. */
function decideRound(
  ops: readonly OutboxRow[],
  { scene, sights, before }: Deciding,
  { waiting, kept }: { readonly waiting: Waiting; readonly kept: ReadonlySet<OutboxRow> },
): readonly Decided[] {
  const rows = new Map<string, Fields | undefined>(sights.rows);
  return ops.map((op): Decided => {
    const recorded = before.get(op.pushId);
    if (recorded) {
      if (recorded.result.outcome === 'conflict') waiting.block(op);
      return { op, kind: 'stored', recorded };
    }
    if (!kept.has(op) && waiting.blockerOf(op) !== undefined) {
      waiting.block(op);
      return { op, kind: 'waits' };
    }
    const decision = decideOne(op, scene, sights, rows);
    if (decision.kind !== 'apply') waiting.block(op);
    return { op, kind: 'decided', decision };
  });
}

function decideOne(
  op: OutboxRow,
  scene: Scene,
  sights: Sights,
  rows: Map<string, Fields | undefined>,
): Decision {
  const table = findSyncTable(op.table);
  if (!table) throw new Error(`${op.table} is queued and is not synced`);
  const id = rowId(op.table, op.key);
  const row = rows.get(id);
  const decision = decide(op, {
    table,
    row,
    columns: scene.columnsOf(table.name),
    unfit: mayBeUnfit(op, table) ? scene.unfitOf(op.table, op.key) : {},
    children: sights.children.get(id) ?? [],
  });
  rows.set(id, rowAfter(decision, row));
  return decision;
}

/** Whether numbers that do not fit here decide anything; an import would ask for each of its rows. */
function mayBeUnfit({ kind }: OutboxRow, { columns }: SyncTable): boolean {
  return kind !== 'insert' && columns.some((column) => column.kind === 'real');
}

function record(
  client: PgClient,
  { author }: Scene,
  going: readonly Going[],
): Promise<string | undefined> {
  return recordDeliveries(
    client,
    author.clientId,
    going.map(({ op, decision }) => ({
      pushId: op.pushId,
      result:
        decision.kind === 'apply'
          ? { outcome: 'applied' }
          : { outcome: 'conflict', detail: decision.detail },
    })),
  );
}

function writesOf(going: readonly Going[]): readonly Write[] {
  return going.flatMap(({ decision }) => decision.write ?? []);
}

/** Shows conflicts to all who work on the same courses. */
async function announce(client: PgClient, scene: Scene, going: readonly Going[]): Promise<void> {
  const found = new Map(
    going.flatMap(({ op, decision }) =>
      decision.kind === 'conflict' ? [[op, decision.detail.fields] as const] : [],
    ),
  );
  for (const { table, ops } of byTable([...found.keys()])) {
    const conflicts = ops.map((op) => ({ op, fields: found.get(op) ?? [] }));
    await recordConflicts(client, table, conflicts, scene.author);
  }
}

function deliveryOf(one: Decided, xid: string): Delivery {
  const { op } = one;
  if (one.kind === 'waits') return { op, outcome: 'waits' };
  if (one.kind === 'stored') {
    const { result, xid: then } = one.recorded;
    return result.outcome === 'applied'
      ? { op, outcome: 'acknowledged', xid: then }
      : { op, outcome: 'conflicted', xid: then, detail: result.detail };
  }
  const { decision } = one;
  if (decision.kind === 'apply') return { op, outcome: 'acknowledged', xid };
  if (decision.kind === 'conflict')
    return { op, outcome: 'conflicted', xid, detail: decision.detail };
  return { op, outcome: 'parked', reason: decision.reason, detail: decision.detail };
}
