import type { WritableDb } from '../storage/database';
import { discardOperations } from './discard';
import { findBase, putBase } from './local/base-repository';
import {
  changeOutbox,
  enqueue,
  pendingOnRow,
  type OutboxDetail,
  type OutboxRow,
} from './local/outbox-repository';
import { rebuildRow } from './local/rebuild-row';
import type { Delivery } from './remote/deliver';
import type { SyncSession } from './session';

const details = 'lectern_certificate_detail';
const superseded = {
  status: 'superseded',
  reason: 'Another certificate for this learner and course had been issued before',
} as const;

/**
 * Two certificates were issued offline for one learner and course: the server's first stands. Ours
 * is given up, and each version of it goes to the server as superseded, under the certificate that
 * stands, so that its code goes on verifying as that. Decided without asking anybody.
 */
export function supersedeCertificate(
  { context, rows }: SyncSession,
  db: WritableDb,
  delivery: Delivery,
  at: string,
): void {
  const standing = standingCertificate(delivery);
  if (standing === undefined) return;
  const { op } = delivery;
  // A reissue has changed it again: there is nothing of ours to change either.
  const later = pendingOnRow(db, op.table, op.key).filter(({ seq }) => seq > op.seq);
  discardOperations(db, rows, [op, ...later], at);
  for (const { id } of versionsOf(db, op.key)) {
    supersede(db, { id, from: op.key, to: standing, op, newId: context.newId, at });
    rebuildRow(db, rows, details, id);
  }
  context.emit('changed', { tables: ['Certificate', details] });
}

/** The key of the certificate that was there first; undefined where nothing of the kind happened. */
function standingCertificate(delivery: Delivery): string | undefined {
  if (delivery.outcome !== 'parked' || delivery.reason !== 'duplicate') return undefined;
  const { op } = delivery;
  const { theirs, theirKey }: OutboxDetail = delivery.detail;
  if (op.table !== 'Certificate' || op.kind !== 'insert' || theirKey === op.key) return undefined;
  const isTheSame = theirs?.userId === op.fields.userId && theirs?.courseId === op.fields.courseId;
  return isTheSame ? theirKey : undefined;
}

function versionsOf(db: WritableDb, certificate: string) {
  return db.all(
    db.from
      .selectFrom(details)
      .select(['id', 'status', 'reason'])
      .where('certificate_id', '=', certificate),
  );
}

type Superseding = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly op: OutboxRow;
  readonly newId: () => string;
  readonly at: string;
};

function supersede(db: WritableDb, { id, from, to, op, newId, at }: Superseding): void {
  const change = { ...superseded, certificate_id: to };
  const last = pendingOnRow(db, details, id)
    .filter(({ state }) => state === 'queued')
    .at(-1);
  if (last && last.kind !== 'delete') {
    // It has not left yet: the server never sees that this version stood.
    const before = { reason: null, certificate_id: from, ...last.base };
    const base = last.kind === 'insert' ? null : before;
    changeOutbox(db, last.opId, { fields: { ...last.fields, ...change }, base }, at);
    return;
  }
  const row = db.first(db.from.selectFrom(details).selectAll().where('id', '=', id));
  if (!row) return;
  if (!findBase(db, details, id)) putBase(db, details, id, row);
  const { status, reason, certificate_id } = row;
  const { groupId } = op;
  const base = { status, reason, certificate_id };
  const next = { opId: newId(), groupId, table: details, key: id, kind: 'update' as const };
  enqueue(db, { ...next, fields: change, base, at });
}
