import type { Fields } from '../../../shared/domain/sync/values';
import { toInstant } from '../../../shared/kernel/clock';
import type { ReadableDb, WritableDb } from '../storage/database';
import { findBase, putBase } from './local/base-repository';
import { changeOutbox, type OutboxDetail } from './local/outbox-repository';
import { lastWritten, stillOurs, type LastWritten } from './epoch-still-ours';
import type { SyncSession } from './session';
import { inSlices } from './slices';

/** Settled operations are kept so long for the case that the server loses them. */
export const keptMs = 30 * 24 * 60 * 60 * 1000;

/** Among so many of the last in the queue the newest delivery is looked for. */
const lookedAt = 100;
/** Operations asked about at a time. */
const pageSize = 2_000;

/**
 * The push ids that the server must know if it is the one that acknowledged them: the newest of
 * the last 30 days, by the queue and by the clock.
 */
export function newestDeliveries(db: ReadableDb, now: number): readonly string[] {
  const since = toInstant(now - keptMs);
  const last = (state: 'acknowledged' | 'settled') =>
    db.all(
      db.from
        .selectFrom('lectern_outbox')
        .select(['push_id', 'changed_at'])
        .where('state', '=', state)
        .orderBy('seq', 'desc')
        .limit(lookedAt),
    );
  const named = [last('acknowledged'), last('settled')].flatMap((found) => {
    const latest = found.toSorted((a, b) => (a.changed_at < b.changed_at ? 1 : -1));
    return [found[0], latest[0]];
  });
  const known = named.filter((one) => one !== undefined && one.changed_at >= since);
  return [...new Set(known.flatMap((one) => (one ? [one.push_id] : [])))];
}

/**
 * Puts every operation of the last 30 days that the server had acknowledged and does not know any
 * more into the queue again, at its old place and under its old push id; but nothing that was seen to
 * be removed or changed by somebody else since (see `stillOurs`). What the server does know
 * settles with the next rows that come from it. Answers how many are sent again. Interrupted, it
 * can be done once more.
 */
export async function requeueForgotten(session: SyncSession): Promise<number> {
  const { read } = session.context.workspace;
  const last = lastWritten(read);
  let again = 0;
  for (let after = 0; ;) {
    const page = deliveriesAfter(read, after);
    const end = page.at(-1);
    if (!end) return again;
    after = end.seq;
    again += await markAll(session, page, { known: await knownOf(session, page), last });
  }
}

type Delivery = ReturnType<typeof deliveriesAfter>[number];

/** What was delivered, whole or (a conflict) in part, in the order of the queue. */
function deliveriesAfter(db: ReadableDb, seq: number) {
  return db.all(
    db.from
      .selectFrom('lectern_outbox')
      .select(['seq', 'op_id', 'push_id', 'table_name', 'row_key', 'state', 'detail', 'changed_at'])
      .where((e) =>
        e.or([
          e('state', 'in', ['acknowledged', 'settled']),
          e.and([e('state', '=', 'conflicted'), e('acknowledged_xid', 'is not', null)]),
        ]),
      )
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(pageSize),
  );
}

async function knownOf(
  { connection }: SyncSession,
  deliveries: readonly Delivery[],
): Promise<ReadonlySet<string>> {
  const { rows } = await connection.transaction(
    (client) =>
      client.query<{ push_id: string }>(
        'SELECT push_id FROM lectern.sync_op WHERE push_id = ANY($1::text[])',
        [deliveries.map((one) => one.push_id)],
      ),
    { readOnly: true, statementTimeoutMs: 60_000 },
  );
  return new Set(rows.map((row) => row.push_id));
}

async function markAll(
  session: SyncSession,
  deliveries: readonly Delivery[],
  { known, last }: { readonly known: ReadonlySet<string>; readonly last: LastWritten },
): Promise<number> {
  const now = session.context.clock.now();
  const [at, since] = [toInstant(now), toInstant(now - keptMs)];
  let again = 0;
  await inSlices(session, deliveries, (db, one) => {
    if (known.has(one.push_id)) return markKnown(db, one, at);
    if (one.state === 'settled' && one.changed_at < since) return;
    if (one.state === 'conflicted') return forgetPart(db, one, at);
    if (one.state !== 'settled') {
      again += 1;
      return requeue(session, db, one, null, at);
    }
    const ours = stillOurs(db, session.rows, one.op_id, last);
    if (!ours) return;
    again += 1;
    requeue(session, db, one, ours.fields, at);
  });
  return again;
}

/** Its effect is in any snapshot of this server, whose transactions have other numbers. */
function markKnown(db: WritableDb, { state, op_id: opId }: Delivery, at: string): void {
  if (state !== 'settled') changeOutbox(db, opId, { acknowledgedXid: '0' }, at);
}

/** The fields that the server had taken are to be delivered with the others. */
function forgetPart(db: WritableDb, { op_id: opId, detail: stored }: Delivery, at: string): void {
  // Written by `changeOutbox` alone.
  const { delivered: _delivered, ...detail } = JSON.parse(stored ?? '{}') as OutboxDetail;
  changeOutbox(db, opId, { acknowledgedXid: null, detail }, at);
}

function requeue(
  { rows }: SyncSession,
  db: WritableDb,
  delivery: Delivery,
  fields: Fields | null,
  at: string,
): void {
  const { op_id: opId, table_name: table, row_key: key } = delivery;
  // A settled operation is part of the row here; from now on it lies on top of the server's.
  if (!findBase(db, table, key)) putBase(db, table, key, rows.read(table, key) ?? null);
  const again = { state: 'queued', acknowledgedXid: null, attempts: 0 } as const;
  changeOutbox(db, opId, { ...again, ...(fields ? { fields } : {}) }, at);
}
