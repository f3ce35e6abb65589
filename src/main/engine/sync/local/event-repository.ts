import type { JsonValue } from '../../../../shared/kernel/errors';
import type { ReadableDb, WritableDb } from '../../storage/database';

/** What sync writes down about itself; `service/event-text.ts` has the sentence of each. */
export const syncEventKinds = [
  /** The workspace got its server. */
  'initialised',
  /** The first copy is complete. */
  'seeded',
  /** Contact again after `offline`. */
  'connected',
  'offline',
  'paused',
  'resumed',
  /** Another address or login of the same server. */
  'server_changed',
  /** Another server stands at the address, or an older state of it. */
  'epoch_changed',
  'recovered',
  'scope_changed',
  'columns_changed',
  /** Columns of the server that hold something else than this program knows. */
  'columns_unfit',
  /** Tables whose changes the server does not write down. */
  'triggers_missing',
  'triggers_back',
  'verified',
  'repaired',
  'parked',
  'conflicted',
  'resolved',
  'retried',
  'recreated',
  'discarded',
  /** The server forgot changes that everybody has. */
  'pruned',
] as const;
export type SyncEventKind = (typeof syncEventKinds)[number];

export type SyncEventDetail = { readonly [fact: string]: JsonValue };

export type SyncEvent = {
  readonly id: number;
  readonly at: string;
  /** One of `syncEventKinds`; a newer program may have written others. */
  readonly kind: string;
  readonly detail: SyncEventDetail;
};

/** Writes down what sync did; `at` is an instant. The detail holds facts and never a password. */
export function recordEvent(
  db: WritableDb,
  kind: SyncEventKind,
  detail: SyncEventDetail,
  at: string,
): void {
  db.run(
    db.from.insertInto('lectern_sync_event').values({ at, kind, detail: JSON.stringify(detail) }),
  );
}

/** Events, newest first; only those before the id `before` when it is given. */
export function listEvents(
  db: ReadableDb,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): readonly SyncEvent[] {
  const newest = db.from
    .selectFrom('lectern_sync_event')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit);
  const rows = db.all(before === undefined ? newest : newest.where('id', '<', before));
  return rows.map(toEvent);
}

/** The newest event of one of these kinds. */
export function lastEvent(db: ReadableDb, kinds: readonly SyncEventKind[]): SyncEvent | undefined {
  const row = db.first(
    db.from
      .selectFrom('lectern_sync_event')
      .selectAll()
      .where('kind', 'in', [...kinds])
      .orderBy('id', 'desc')
      .limit(1),
  );
  return row && toEvent(row);
}

/** All events of a kind, oldest first. */
export function eventsOf(db: ReadableDb, kind: SyncEventKind): readonly SyncEvent[] {
  return db
    .all(
      db.from.selectFrom('lectern_sync_event').selectAll().where('kind', '=', kind).orderBy('id'),
    )
    .map(toEvent);
}

function toEvent(row: {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly detail: string;
}): SyncEvent {
  // A CHECK keeps `detail` to JSON, and `recordEvent` alone writes it.
  return { ...row, detail: JSON.parse(row.detail) as SyncEventDetail };
}
