import type { OutputOf } from '../../../shared/contract/define';
import type { OutboxItem, sync, SyncConflict } from '../../../shared/contract/sync';
import type { FieldConflict } from '../../../shared/domain/sync/merge';
import { RowStore } from '../journal/row-store';
import type { ReadableDb } from '../storage/database';
import type { Workspace } from '../storage/workspace';
import { describeRow } from './describe-row';
import { actionLabel, othersConflicts } from './local/outbox-words-repository';
import { countOutbox, listOutbox, pendingStates, type OutboxRow } from './local/outbox-repository';
import { messageFor } from './outbox-message';
import { actionsFor } from './possible-actions';
import { holdsNobody, inSendingOrder } from './waiting';
import { waitingHere } from './waiting-here';

const statesOf = {
  all: pendingStates,
  yours: ['conflicted', 'parked'],
  queued: ['queued', 'acknowledged'],
} as const;

/** The queue as a person sees it, a page at a time; `only` picks those that wait for somebody. */
export function readOutbox(
  workspace: Workspace,
  {
    limit,
    after,
    only = 'all',
  }: {
    readonly limit: number;
    readonly after?: number | undefined;
    readonly only?: keyof typeof statesOf | undefined;
  },
): OutputOf<typeof sync.outbox> {
  const db = workspace.read;
  const states = statesOf[only];
  const page = listOutbox(db, { states, limit, ...(after ? { after } : {}) });
  const blockers = blockersOf(workspace, page);
  return {
    items: page.map((op) => toItem(db, op, blockers.get(op.opId) ?? null)),
    total: countOutbox(db, states),
    next: page.length < limit ? null : (page.at(-1)?.seq ?? null),
  };
}

/** What waits for the person, and the conflicts that others have on rows of the same courses. */
export function readConflicts(workspace: Workspace): OutputOf<typeof sync.conflicts> {
  const db = workspace.read;
  const own = listOutbox(db, { states: ['conflicted', 'parked'] });
  return {
    conflicts: own.map((op) => toConflict(db, op)),
    others: othersConflicts(db).map((one) => ({
      ...one,
      title: describeRow(db, one.table, one.row, {}),
    })),
  };
}

/** Whom the operations of a page wait for, which may stand before it. */
function blockersOf(
  { read, connection }: Workspace,
  page: readonly OutboxRow[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (countOutbox(read, ['conflicted', 'parked']) === 0) return found;
  const rows = new RowStore(connection);
  const waiting = waitingHere(read, rows);
  const last = page.at(-1)?.seq ?? 0;
  // What is behind the page is not read: an import has tens of thousands.
  const queue = listOutbox(read, { states: ['queued', 'parked', 'conflicted'], through: last });
  for (const op of inSendingOrder(queue)) {
    if (holdsNobody(op)) continue;
    const blocker = waiting.blockerOf(op);
    if (blocker !== undefined) found.set(op.opId, blocker);
    if (blocker !== undefined || op.state !== 'queued') waiting.block(op);
  }
  return found;
}

function toItem(db: ReadableDb, op: OutboxRow, waitsFor: string | null): OutboxItem {
  const { opId, groupId, table, key, kind, reason, attempts, at } = op;
  return {
    op: opId,
    action: groupId,
    label: actionLabel(db, groupId) ?? titleOf(db, op),
    table,
    id: key,
    title: titleOf(db, op),
    kind,
    // Only pending operations are listed.
    state: op.state as OutboxItem['state'],
    reason: op.state === 'queued' ? null : reason,
    message: messageFor(op, waitsFor !== null),
    fields: fieldsOf(op),
    actions: [...actionsFor(op)],
    attempts,
    at,
    waitsFor,
  };
}

function toConflict(db: ReadableDb, op: OutboxRow): SyncConflict {
  return {
    op: op.opId,
    kind: op.kind,
    table: op.table,
    id: op.key,
    title: titleOf(db, op),
    fields: fieldsOf(op),
    reason: op.reason ?? 'unknown',
    message: messageFor(op, false),
    actions: [...actionsFor(op)],
    at: op.at,
  };
}

function titleOf(db: ReadableDb, op: OutboxRow): string {
  return describeRow(db, op.table, op.key, { ...op.detail.lastRow, ...op.base, ...op.fields });
}

/** What is in conflict; for anything else what it changes. */
function fieldsOf(op: OutboxRow): FieldConflict[] {
  if (op.detail.fields) return [...op.detail.fields];
  const names = Object.keys(op.kind === 'delete' ? (op.base ?? {}) : op.fields);
  return names.map((field) => {
    const base = op.base?.[field] ?? null;
    const mine = op.kind === 'delete' ? null : (op.fields[field] ?? null);
    const theirs = op.reason === 'row_deleted' ? null : base;
    return { field, base, mine, theirs };
  });
}
