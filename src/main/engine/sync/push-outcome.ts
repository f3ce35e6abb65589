import { toInstant } from '../../../shared/kernel/clock';
import type { WritableDb } from '../storage/database';
import { supersedeCertificate } from './certificate-twice';
import { findBase } from './local/base-repository';
import { recordEvent } from './local/event-repository';
import { acknowledge } from './local/outbox-many-repository';
import {
  changeOutbox,
  lastingDetail,
  type OutboxDetail,
  type OutboxPatch,
  type OutboxRow,
} from './local/outbox-repository';
import type { Delivery } from './remote/deliver';
import type { SyncSession } from './session';
import type { ParkReason } from './sqlstate';
import { withTaken } from './taken';

/** How often an operation is tried that the server refuses in words nobody here understands. */
const mostTries = 5;

/** Writes down what became of operations on the server, in one transaction here. */
export function storeOutcome(session: SyncSession, delivered: readonly Delivery[]): void {
  const { context } = session;
  const at = toInstant(context.clock.now());
  context.workspace.write((db) => {
    acknowledgeAll(db, delivered, at);
    for (const delivery of delivered) {
      const patch = patchOf(session, db, delivery);
      if (patch) changeOutbox(db, delivery.op.opId, patch, at);
    }
    tellOfTrouble(db, delivered, at);
    for (const delivery of delivered) supersedeCertificate(session, db, delivery, at);
  });
  context.emit('changed', { tables: ['lectern_outbox'] });
}

/** Counts one more try of operations that stay in the queue. */
export function countAttempt(session: SyncSession, ops: readonly OutboxRow[]): void {
  const { context } = session;
  const at = toInstant(context.clock.now());
  context.workspace.write((db) => {
    for (const { opId, attempts } of ops) changeOutbox(db, opId, { attempts: attempts + 1 }, at);
  });
}

/** All at once: an import has thousands, and the window waits meanwhile. */
function acknowledgeAll(db: WritableDb, delivered: readonly Delivery[], at: string): void {
  const byXid = new Map<string, string[]>();
  for (const delivery of delivered) {
    if (delivery.outcome !== 'acknowledged') continue;
    const opIds = byXid.get(delivery.xid) ?? [];
    opIds.push(delivery.op.opId);
    byXid.set(delivery.xid, opIds);
  }
  for (const [xid, opIds] of byXid) acknowledge(db, opIds, xid, at);
}

function patchOf(
  session: SyncSession,
  db: WritableDb,
  delivery: Delivery,
): OutboxPatch | undefined {
  const { op } = delivery;
  const attempts = op.attempts + 1;
  switch (delivery.outcome) {
    case 'conflicted': {
      const { xid } = delivery;
      // A row that is not here any more: what waits with this one is still found by it.
      const detail = { ...lastingDetail(withTaken(op, delivery.detail)), ...delivery.detail };
      const acknowledgedXid = detail.delivered ? xid : null;
      return { state: 'conflicted', reason: 'conflict', attempts, detail, acknowledgedXid };
    }
    case 'parked':
      return park(session, db, op, delivery.reason, delivery.detail);
    case 'tried': {
      const tries = (op.detail.tries ?? 0) + 1;
      if (tries >= mostTries) return park(session, db, op, 'unknown', delivery.detail);
      return { attempts, detail: { ...lastingDetail(op.detail), ...delivery.detail, tries } };
    }
    case 'acknowledged':
    case 'waits':
      return undefined;
  }
}

function park(
  { rows }: SyncSession,
  db: WritableDb,
  op: OutboxRow,
  reason: ParkReason,
  found: OutboxDetail,
): OutboxPatch {
  const base = reason === 'row_deleted' ? findBase(db, op.table, op.key)?.row : null;
  const missing = found.missing?.map((parent) => ({
    ...parent,
    // A pull may take it away here too; whoever wants it back needs it.
    row: rows.read(parent.table, parent.key) ?? null,
  }));
  const detail = {
    ...found,
    ...lastingDetail(op.detail),
    ...(base ? { lastRow: base } : {}),
    ...(missing ? { missing } : {}),
  };
  return { state: 'parked', reason, detail, attempts: op.attempts + 1 };
}

/** One note for each reason: an import that is refused whole is one piece of news. */
function tellOfTrouble(db: WritableDb, delivered: readonly Delivery[], at: string): void {
  const conflicts = delivered.filter(({ outcome }) => outcome === 'conflicted');
  for (const { op } of conflicts)
    recordEvent(db, 'conflicted', { op: op.opId, table: op.table, id: op.key }, at);
  const byReason = new Map<ParkReason, OutboxRow[]>();
  for (const delivery of delivered) {
    if (delivery.outcome !== 'parked') continue;
    const { reason, op } = delivery;
    const ops = byReason.get(reason) ?? [];
    ops.push(op);
    byReason.set(reason, ops);
  }
  for (const [reason, ops] of byReason) {
    const [first] = ops;
    if (!first) continue;
    const { opId: op, table, key: id } = first;
    recordEvent(db, 'parked', { reason, count: ops.length, op, table, id }, at);
  }
}
