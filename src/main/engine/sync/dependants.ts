import type { RowStore } from '../journal/row-store';
import type { ReadableDb, WritableDb } from '../storage/database';
import {
  changeOutbox,
  listOutbox,
  outboxOfGroup,
  pendingOnRow,
  type OutboxRow,
} from './local/outbox-repository';
import { inSendingOrder, isTelling } from './waiting';
import { waitingHere } from './waiting-here';

/** The operations that wait for this one, directly or not, in the order in which they are sent. */
export function dependants(db: ReadableDb, rows: RowStore, op: OutboxRow): readonly OutboxRow[] {
  const waiting = waitingHere(db, rows);
  waiting.block(op);
  return inSendingOrder(mayDepend(db, op)).filter((one) => {
    const isBefore = one.seq <= op.seq && !isTelling(one);
    if (isBefore || one.opId === op.opId || waiting.blockerOf(one) === undefined) return false;
    waiting.block(one);
    return true;
  });
}

/** A change of a row is waited for on that row and in its action, a new row by anything. */
function mayDepend(db: ReadableDb, op: OutboxRow): readonly OutboxRow[] {
  const group = outboxOfGroup(db, op.groupId);
  const others =
    op.kind === 'update'
      ? pendingOnRow(db, op.table, op.key)
      : listOutbox(db, { states: waitingStates, after: op.seq });
  const all = new Map([...group, ...others].map((one) => [one.seq, one]));
  return [...all.values()]
    .filter(({ state }) => waitingStates.some((known) => known === state))
    .sort((a, b) => a.seq - b.seq);
}

const waitingStates = ['queued', 'parked', 'conflicted'] as const;

/**
 * Later changes of the same fields began from values that the server will never have: from now on
 * they begin from what this one began from.
 */
export function rebaseOnto(db: WritableDb, op: OutboxRow, at: string): void {
  const left = new Set(Object.keys(op.fields));
  for (const later of pendingOnRow(db, op.table, op.key)) {
    if (later.seq <= op.seq || later.base === null) continue;
    const names = Object.keys(later.base).filter((name) => left.has(name));
    if (names.length === 0) continue;
    const from = Object.fromEntries(names.map((name) => [name, op.base?.[name] ?? null]));
    changeOutbox(db, later.opId, { base: { ...later.base, ...from } }, at);
    for (const name of names) left.delete(name);
  }
}
