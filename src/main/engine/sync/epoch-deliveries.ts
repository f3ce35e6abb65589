import { toInstant } from '../../../shared/kernel/clock';
import type { ReadableDb, WritableDb } from '../storage/database';
import { findBase, putBase } from './local/base-repository';
import {
  changeOutbox,
  findOutbox,
  lastingDetail,
  type OutboxDetail,
  type OutboxRow,
} from './local/outbox-repository';
import { findDeliveries } from './remote/book';
import { giveUp } from './discard';
import { lastWritten, stillOurs, type LastWritten } from './epoch-still-ours';
import type { SyncSession } from './session';
import { inSlices } from './slices';
import { withLost } from './taken';

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
 * be removed or changed by somebody else since (see `stillOurs`). So does it with what waits for a
 * person because of the server's answer, unless this one has answered the same: it is asked anew.
 * What the server does know settles with the next rows that come from it. Answers how many are sent
 * again. Interrupted, it can be done once more.
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

/** What this server knows of deliveries, by push id. */
type Known = ReadonlyMap<string, 'applied' | 'conflict'>;

/** What was delivered, or answered, in the order of the queue. */
function deliveriesAfter(db: ReadableDb, seq: number) {
  return db.all(
    db.from
      .selectFrom('lectern_outbox')
      .select(['seq', 'op_id', 'push_id', 'state', 'acknowledged_xid', 'detail', 'changed_at'])
      .where('state', 'in', ['acknowledged', 'settled', 'conflicted', 'parked'])
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(pageSize),
  );
}

async function knownOf(
  { connection }: SyncSession,
  deliveries: readonly Delivery[],
): Promise<Known> {
  const ids = deliveries.flatMap((one) => [one.push_id, ...takenIds(one)]);
  const found = await connection.transaction((client) => findDeliveries(client, ids), {
    readOnly: true,
    statementTimeoutMs: 60_000,
  });
  return new Map([...found].map(([id, { result }]) => [id, result.outcome]));
}

function takenIds({ detail }: Delivery): readonly string[] {
  if (detail === null) return [];
  // Written by `changeOutbox` alone.
  const { taken = [] } = JSON.parse(detail) as OutboxDetail;
  return taken.map(({ pushId }) => pushId);
}

type Knowledge = { readonly known: Known; readonly last: LastWritten };

async function markAll(
  session: SyncSession,
  deliveries: readonly Delivery[],
  knowledge: Knowledge,
): Promise<number> {
  const now = session.context.clock.now();
  const [at, since] = [toInstant(now), toInstant(now - keptMs)];
  let again = 0;
  await inSlices(session, deliveries, (db, one) => {
    const answer = knowledge.known.get(one.push_id);
    // A server put forward may know as done what another one had refused.
    const isDone = one.state === 'acknowledged' || one.state === 'settled';
    const isSame = isDone || (one.state === 'conflicted' && answer === 'conflict');
    if (answer && isSame) return markKnown(db, one, at);
    if (one.state === 'settled' && one.changed_at < since) return;
    if (requeue(session, db, one.op_id, knowledge, at)) again += 1;
  });
  return again;
}

/** Its effect is in any snapshot of this server, whose transactions have other numbers. */
function markKnown(db: WritableDb, delivery: Delivery, at: string): void {
  const { state, op_id: opId, acknowledged_xid: xid } = delivery;
  if (state !== 'settled' && xid !== null) changeOutbox(db, opId, { acknowledgedXid: '0' }, at);
}

/** False when it is not sent: it waits for something else, or nothing of it is wanted any more. */
function requeue(
  { rows }: SyncSession,
  db: WritableDb,
  opId: string,
  { known, last }: Knowledge,
  at: string,
): boolean {
  const found = findOutbox(db, opId);
  if (!found) return false;
  const lost = withLost(found, known);
  const op = { ...found, ...lost };
  if (isHeld(op)) {
    if (lost) changeOutbox(db, opId, lost, at);
    return false;
  }
  const ours = op.state === 'settled' ? stillOurs(db, rows, op, last) : {};
  if (!ours) {
    giveUp(db, op, at);
    return false;
  }
  const { table, key } = op;
  // A settled operation is part of the row here; from now on it lies on top of the server's.
  if (!findBase(db, table, key)) putBase(db, table, key, rows.read(table, key) ?? null);
  const again = { state: 'queued', reason: null, acknowledgedXid: null, attempts: 0 } as const;
  const detail = lastingDetail(op.detail);
  changeOutbox(db, opId, { ...again, ...lost, ...ours, detail }, at);
  return true;
}

/** What waits for a course or for an update was not answered by a server. */
function isHeld({ state, reason }: OutboxRow): boolean {
  return state === 'parked' && (reason === 'out_of_scope' || reason === 'update_needed');
}
