import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import { RowStore } from '../journal/row-store';
import type { WritableDb } from '../storage/database';
import { discardOperations } from './discard';
import { findBase, putBase } from './local/base-repository';
import { recordEvent } from './local/event-repository';
import { moveToEnd } from './local/outbox-many-repository';
import {
  changeOutbox,
  enqueue,
  findOutbox,
  lastingDetail,
  type OutboxRow,
} from './local/outbox-repository';
import { rebuildHidden } from './local/hidden-rows';
import { rebuildRow } from './local/rebuild-row';
import { dependants, rebaseOnto } from './dependants';
import { actionsFor, type OutboxAction } from './possible-actions';
import { foldLater } from './fold-later';
import { tellServer } from './note-resolved';
import type { Acted } from './resolving';
import { takeBacksOf, tellingOfTakeBacks } from './take-backs';

/**
 * Does with a parked operation what a person decides: `retry` sends it again, as it is or as what
 * was refused of it has been put right since, `recreate` brings back the row that is gone (or the
 * ones it refers to), `discard` gives it up and keeps a whole copy in the events. Fails with
 * `not_found` or `refused`.
 */
export function actOnOperation(
  context: EngineContext,
  { op: opId, action }: { readonly op: string; readonly action: OutboxAction },
): Acted {
  const { workspace, clock } = context;
  const op = findOutbox(workspace.read, opId);
  if (!op) return fail('not_found', `There is no operation ${opId} in the queue.`, { op: opId });
  const possible = actionsFor(op);
  if (!possible.includes(action) && !(action === 'discard' && op.state === 'conflicted')) {
    return fail(
      'refused',
      `This cannot be done with it: ${action}. Possible: ${possible.join(', ') || 'nothing, it is on its way'}.`,
      { op: opId },
    );
  }
  const acting = {
    context,
    rows: new RowStore(workspace.connection),
    op,
    at: toInstant(clock.now()),
  };
  workspace.write((db) => {
    if (action === 'retry') retry(db, acting);
    else if (action === 'recreate') recreate(db, acting);
    else discard(db, acting);
  });
  return { op: opId, state: findOutbox(workspace.read, opId)?.state ?? 'discarded' };
}

type Acting = {
  readonly context: EngineContext;
  readonly rows: RowStore;
  readonly op: OutboxRow;
  readonly at: string;
};

/**
 * Under its old push id: the server keeps nothing of what it refuses, and of what was parked here
 * without its answer (a course that was lost) nobody knows whether it has been done already.
 */
function requeue(db: WritableDb, { op, at }: Acting): void {
  const again = { state: 'queued', reason: null, attempts: 0 } as const;
  changeOutbox(db, op.opId, { ...again, detail: lastingDetail(op.detail) }, at);
}

function note(db: WritableDb, kind: 'retried' | 'recreated', { op, at }: Acting): void {
  const { opId, table, key, reason } = op;
  recordEvent(db, kind, { op: opId, table, id: key, reason }, at);
}

function retry(db: WritableDb, acting: Acting): void {
  note(db, 'retried', acting);
  foldLater(db, acting.op, acting.at);
  requeue(db, acting);
}

function recreate(db: WritableDb, acting: Acting): void {
  const { op, rows, at } = acting;
  note(db, 'recreated', acting);
  requeue(db, acting);
  if (op.reason === 'row_deleted') {
    const fields = { ...op.detail.lastRow, ...op.fields };
    changeOutbox(db, op.opId, { kind: 'insert', fields }, at);
    rebuildRow(db, rows, op.table, op.key);
    // What was put under it, and could not be shown without it, is there again.
    rebuildHidden(db, rows, new Set([op.table]));
    return;
  }
  for (const parent of op.detail.missing ?? []) if (parent.row) bringBack(db, acting, parent);
  // What could not be shown without them is there again.
  rebuildHidden(db, rows, new Set((op.detail.missing ?? []).map(({ table }) => table)));
  // What it refers to has to be there before it.
  const behind = dependants(db, rows, op);
  moveToEnd(
    db,
    [op, ...behind].map(({ opId }) => opId),
  );
}

function bringBack(
  db: WritableDb,
  { context, rows, op, at }: Acting,
  { table, key, row }: NonNullable<OutboxRow['detail']['missing']>[number],
): void {
  if (!findBase(db, table, key)) putBase(db, table, key, rows.read(table, key) ?? null);
  const next = { opId: context.newId(), groupId: op.groupId, table, key, base: null, at };
  enqueue(db, { ...next, kind: 'insert', fields: row });
  rebuildRow(db, rows, table, key);
}

function discard(db: WritableDb, acting: Acting): void {
  const { rows, op, at } = acting;
  const isLost = op.kind === 'insert' || op.reason === 'row_deleted';
  const takeBacks = isLost ? [] : takeBacksOf(db, op);
  // A later change of the same row can go without this one, from what the server has.
  if (!isLost) rebaseOnto(db, op, at);
  const behind = dependants(db, rows, op).filter((one) => isLost || !isOnRow(one, op));
  discardOperations(db, rows, [op, ...behind], at);
  discardOperations(db, rows, tellingOfTakeBacks(db, rows, takeBacks), at);
  for (const one of [op, ...behind])
    if (isAnnounced(one)) tellServer(db, { ...acting, op: one, word: 'theirs' });
}

/** Whether others were shown it as a conflict, also where its course has been lost since. */
function isAnnounced({ state, reason, detail }: OutboxRow): boolean {
  return state === 'conflicted' || (reason === 'out_of_scope' && detail.fields !== undefined);
}

function isOnRow(one: OutboxRow, op: OutboxRow): boolean {
  return one.table === op.table && one.key === op.key;
}
