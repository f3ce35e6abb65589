import { sql } from 'kysely';
import type { FieldConflict } from '../../../../shared/domain/sync/merge';
import type { PendingChange } from '../../../../shared/domain/sync/overlay';
import type { Fields } from '../../../../shared/domain/sync/values';
import type { ReadableDb, WritableDb } from '../../storage/database';
import type { ParkReason } from '../sqlstate';

/** States in which an operation is part of what a person sees on top of the server's row. */
export const pendingStates = ['queued', 'parked', 'conflicted', 'acknowledged'] as const;

export type OutboxState = (typeof pendingStates)[number] | 'settled' | 'discarded';

/** Fields that one delivery had brought to the server while others of the operation conflicted. */
export type Taken = { readonly pushId: string; readonly fields: Fields; readonly base: Fields };

/** What is known about an operation that waits for a person. */
export type OutboxDetail = {
  /** Of the server, when it complained. */
  readonly sqlstate?: string;
  readonly constraint?: string | null;
  readonly message?: string;
  /** How often the server has said what nobody here understands. */
  readonly tries?: number;
  /** What a person has to decide, or would have to. */
  readonly fields?: readonly FieldConflict[];
  /** Fields that the server has taken although others of the operation conflict. */
  readonly delivered?: readonly string[];
  /** What the server had taken at earlier deliveries that were decided or seen since. */
  readonly taken?: readonly Taken[];
  /** The server's row that is in the way, and its key. */
  readonly theirs?: Fields;
  readonly theirKey?: string;
  /** The server's row as it was last known, for one that is gone there. */
  readonly lastRow?: Fields;
  /** Rows that are missing on the server and that this one refers to, as far as they are known. */
  readonly missing?: readonly {
    readonly table: string;
    readonly key: string;
    readonly row: Fields | null;
  }[];
  /** The columns of the server when one was missing: other ones are a reason to try again. */
  readonly columns?: readonly string[];
  /** Rows that were put under a removed one on the server. */
  readonly added?: readonly string[];
  /** Those of them that a person has decided to remove with it. */
  readonly removing?: readonly string[];
};

/**
 * What stays true of an operation whatever becomes of a delivery: the row as it was last, the rows
 * below it that a person has decided to remove with it, and what of it has arrived. Null when there
 * is nothing.
 */
export function lastingDetail(detail: OutboxDetail): OutboxDetail | null {
  const { lastRow, removing = [], taken = [] } = detail;
  const lasting = {
    ...(lastRow ? { lastRow } : {}),
    ...(removing.length > 0 ? { removing } : {}),
    ...(taken.length > 0 ? { taken } : {}),
  };
  return Object.keys(lasting).length > 0 ? lasting : null;
}

/** An operation on its way to the server. */
export type QueuedOperation = {
  readonly opId: string;
  readonly groupId: string;
  readonly table: string;
  readonly key: string;
  readonly kind: 'insert' | 'update' | 'delete';
  /** Null: as in the journal's operation of the same id. */
  readonly fields: Fields | null;
  readonly base: Fields | null;
  readonly at: string;
};

/** An operation as it stands in the queue; `fields` and `base` are resolved. */
export type OutboxRow = {
  readonly seq: number;
  readonly opId: string;
  readonly pushId: string;
  readonly groupId: string;
  readonly table: string;
  readonly key: string;
  readonly kind: 'insert' | 'update' | 'delete';
  /** What it writes; empty for a delete. */
  readonly fields: Fields;
  /** What the person saw of these fields; null where there was no row. */
  readonly base: Fields | null;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly reason: ParkReason | null;
  readonly detail: OutboxDetail;
  readonly acknowledgedXid: string | null;
  readonly at: string;
};

/** Puts an operation at the end of the queue. */
export function enqueue(db: WritableDb, operation: QueuedOperation): void {
  const { opId, groupId, table, key, kind, fields, base, at } = operation;
  db.run(
    db.from.insertInto('lectern_outbox').values({
      op_id: opId,
      push_id: opId,
      group_id: groupId,
      table_name: table,
      row_key: key,
      kind,
      fields: fields && JSON.stringify(fields),
      base: base && JSON.stringify(base),
      made_at: at,
      changed_at: at,
    }),
  );
}

/** What may be changed of an operation in the queue. */
export type OutboxPatch = {
  readonly pushId?: string;
  readonly key?: string;
  readonly kind?: OutboxRow['kind'];
  readonly fields?: Fields;
  readonly base?: Fields | null;
  readonly state?: OutboxState;
  readonly attempts?: number;
  readonly reason?: ParkReason | null;
  readonly detail?: OutboxDetail | null;
  readonly acknowledgedXid?: string | null;
};

/** Writes what is given; `at` is when. */
export function changeOutbox(db: WritableDb, opId: string, patch: OutboxPatch, at: string): void {
  const { fields, base, detail } = patch;
  db.run(
    // Kysely leaves out what is undefined.
    db.from
      .updateTable('lectern_outbox')
      .set({
        push_id: patch.pushId,
        row_key: patch.key,
        kind: patch.kind,
        fields: fields && JSON.stringify(fields),
        base: base && JSON.stringify(base),
        state: patch.state,
        attempts: patch.attempts,
        reason: patch.reason,
        detail: detail && JSON.stringify(detail),
        acknowledged_xid: patch.acknowledgedXid,
        changed_at: at,
      })
      .where('op_id', '=', opId),
  );
}

/** The pending changes of a row, oldest first. */
export function pendingChanges(db: ReadableDb, table: string, key: string): PendingChange[] {
  return db
    .all(
      db.from
        .selectFrom('lectern_outbox as o')
        .leftJoin('lectern_operation as j', 'j.id', 'o.op_id')
        .select(['o.kind', (e) => e.fn.coalesce('o.fields', 'j.after').as('fields')])
        .where('o.table_name', '=', table)
        .where('o.row_key', '=', key)
        .where('o.state', 'in', [...pendingStates])
        .orderBy('o.seq'),
    )
    .map(({ kind, fields }) => {
      if (kind === 'delete') return { kind };
      // A CHECK keeps `kind` to the three, and only a delete has no fields.
      return { kind: kind as 'insert' | 'update', fields: JSON.parse(fields ?? '{}') as Fields };
    });
}

/** The operation with this id, whatever its state. */
export function findOutbox(db: ReadableDb, opId: string): OutboxRow | undefined {
  const row = db.first(rows(db).where('o.op_id', '=', opId));
  return row && toOutboxRow(row);
}

export type OutboxFilter = {
  readonly states: readonly OutboxState[];
  /** Only those that wait for this. */
  readonly reason?: ParkReason;
  /** Only those behind this place in the queue. */
  readonly after?: number;
  /** Only those up to this place; for all of them at once, without a limit. */
  readonly through?: number;
  readonly limit?: number;
};

/** Operations in these states, in the order of the queue. */
export function listOutbox(db: ReadableDb, filter: OutboxFilter): OutboxRow[] {
  const { states, reason, limit, through, after = 0 } = filter;
  let query = rows(db).orderBy('o.seq');
  if (reason !== undefined) query = query.where('o.reason', '=', reason);
  if (limit === undefined) {
    query = query.where('o.state', 'in', [...states]).where('o.seq', '>', after);
    if (through !== undefined) query = query.where('o.seq', '<=', through);
    return db.all(query).map(toOutboxRow);
  }
  // A page is read along the queue, from the first that counts; by states it would be sorted anew.
  const start = Math.max(after, firstPlace(db, states) - 1);
  const page = query.where(sql`+o."state"`, 'in', [...states]).where('o.seq', '>', start);
  return db.all(page.limit(limit)).map(toOutboxRow);
}

/** The place of the first operation in these states. */
function firstPlace(db: ReadableDb, states: readonly OutboxState[]): number {
  const places = states.map((state) =>
    db.first(
      db.from
        .selectFrom('lectern_outbox')
        .select((e) => e.fn.min('seq').as('seq'))
        .where('state', '=', state),
    ),
  );
  return Math.min(...places.map((place) => place?.seq ?? Number.MAX_SAFE_INTEGER));
}

/** The pending operations of a row, oldest first. */
export function pendingOnRow(db: ReadableDb, table: string, key: string): OutboxRow[] {
  return db
    .all(
      rows(db)
        .where('o.table_name', '=', table)
        .where('o.row_key', '=', key)
        .where('o.state', 'in', [...pendingStates])
        .orderBy('o.seq'),
    )
    .map(toOutboxRow);
}

/** The operations of an action in the queue, whatever became of them, oldest first. */
export function outboxOfGroup(db: ReadableDb, groupId: string): OutboxRow[] {
  return db.all(rows(db).where('o.group_id', '=', groupId).orderBy('o.seq')).map(toOutboxRow);
}

/** How many operations are in these states. */
export function countOutbox(db: ReadableDb, states: readonly OutboxState[]): number {
  const row = db.first(
    db.from
      .selectFrom('lectern_outbox')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('state', 'in', [...states]),
  );
  return row?.n ?? 0;
}

function rows(db: ReadableDb) {
  return db.from
    .selectFrom('lectern_outbox as o')
    .leftJoin('lectern_operation as j', 'j.id', 'o.op_id')
    .select(['o.seq', 'o.op_id', 'o.push_id', 'o.group_id', 'o.table_name', 'o.row_key', 'o.kind'])
    .select(['o.state', 'o.attempts', 'o.reason', 'o.detail', 'o.acknowledged_xid', 'o.made_at'])
    .select((e) => [
      e.fn.coalesce('o.fields', 'j.after').as('fields'),
      e.fn.coalesce('o.base', 'j.before').as('base'),
    ]);
}

type StoredOutbox =
  ReturnType<typeof rows> extends { execute: () => Promise<(infer R)[]> } ? R : never;

function toOutboxRow(row: StoredOutbox): OutboxRow {
  const parsed = <T>(text: string | null): T | null =>
    // JSON is written by this file and by the journal's recorder alone.
    text === null ? null : (JSON.parse(text) as T);
  return {
    seq: row.seq,
    opId: row.op_id,
    pushId: row.push_id,
    groupId: row.group_id,
    table: row.table_name,
    key: row.row_key,
    // CHECKs keep `kind` and `state` to these, and `reason` is written by this file alone.
    kind: row.kind as OutboxRow['kind'],
    fields: row.kind === 'delete' ? {} : (parsed<Fields>(row.fields) ?? {}),
    base: parsed<Fields>(row.base),
    state: row.state as OutboxState,
    attempts: row.attempts,
    reason: row.reason as ParkReason | null,
    detail: parsed<OutboxDetail>(row.detail) ?? {},
    acknowledgedXid: row.acknowledged_xid,
    at: row.made_at,
  };
}
