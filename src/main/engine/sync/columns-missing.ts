import type { Fields, FieldValue } from '../../../shared/domain/sync/values';
import { toInstant } from '../../../shared/kernel/clock';
import type { WritableDb } from '../storage/database';
import { recordEvent } from './local/event-repository';
import {
  changeOutbox,
  enqueue,
  listOutbox,
  pendingOnRow,
  type OutboxRow,
} from './local/outbox-repository';
import { isStamp } from './remote/write-rows';
import type { SyncSession } from './session';
import { syncTables } from './tables';

/** Operations looked at in one transaction. */
const pageSize = 500;

/**
 * Parts operations that write columns which the server does not have: what it has goes on, the rest
 * waits (parked, `update_needed`) as an operation of its own at the end of the queue; one of
 * nothing but such columns waits where it is. They are queued again by themselves once the server
 * has the column. What a person sees does not change. Answers how many operations wait.
 */
export async function parkMissingColumns(session: SyncSession): Promise<number> {
  if (!isAnyMissing(session)) return 0;
  const { read } = session.context.workspace;
  let parked = 0;
  for (let after = 0; ;) {
    const ops = listOutbox(read, { states: ['queued'], after, limit: pageSize });
    const last = ops.at(-1);
    if (!last) return parked;
    after = last.seq;
    const affected = ops.filter((op) => missingOf(session, op).length > 0);
    if (affected.length > 0) parked += parkRows(session, affected);
    await session.breathe();
  }
}

function isAnyMissing({ facts }: SyncSession): boolean {
  return syncTables.some(({ name, columns }) => {
    const found = facts.tables.get(name);
    return found?.exists && columns.some((column) => found.columns[column.name] === undefined);
  });
}

function isMixed(session: SyncSession, op: OutboxRow): boolean {
  const missing = missingOf(session, op);
  if (missing.length === 0) return false;
  if (op.kind === 'insert') return true;
  return Object.keys(op.fields).some((name) => !missing.includes(name) && !isStamp(name));
}

/** The columns that an operation writes and the server does not have; none of a table that is gone. */
function missingOf({ facts }: SyncSession, { kind, table, fields }: OutboxRow): readonly string[] {
  const found = facts.tables.get(table);
  if (kind === 'delete' || !found?.exists) return [];
  return Object.keys(fields).filter(
    (name) => found.columns[name] === undefined && (kind === 'update' || fields[name] !== null),
  );
}

function parkRows(session: SyncSession, affected: readonly OutboxRow[]): number {
  const { workspace, clock } = session.context;
  const at = toInstant(clock.now());
  const rows = new Map(affected.map((op) => [`${op.table}\n${op.key}`, op]));
  return workspace.write((db) => {
    const parked = [...rows.values()].flatMap(({ table, key }) => {
      const part = partRow(session, db, pendingOnRow(db, table, key), at);
      const whole = pendingOnRow(db, table, key).filter(
        (op) => op.state === 'queued' && missingOf(session, op).length > 0,
      );
      for (const op of whole) park(session, db, op, at);
      return [...(part ? [part] : []), ...whole.map(({ opId }) => ({ opId, table, key }))];
    });
    const [first] = parked;
    if (first) {
      const { opId: op, table, key: id } = first;
      recordEvent(db, 'parked', { reason, count: parked.length, op, table, id }, at);
    }
    return parked.length;
  });
}

type Parked = { readonly opId: string; readonly table: string; readonly key: string };

const reason = 'update_needed';

function park(
  session: SyncSession,
  db: WritableDb,
  { opId, table, fields }: Pick<OutboxRow, 'opId' | 'table' | 'fields'>,
  at: string,
): void {
  const columns = Object.keys(session.facts.tables.get(table)?.columns ?? {}).sort();
  const names = Object.keys(fields).filter((name) => !columns.includes(name));
  const message = `The server has no column ${names.join(', ')} in ${table}.`;
  changeOutbox(db, opId, { state: 'parked', reason, detail: { columns, message } }, at);
}

/**
 * Takes what the server lacks out of the mixed operations of a row, field by field. Where one loses a field, the next one that writes
 * nothing else takes its place, or a new operation at the end: values in between reach nobody.
 */
function partRow(
  session: SyncSession,
  db: WritableDb,
  ops: readonly OutboxRow[],
  at: string,
): Parked | undefined {
  const mixed = ops.filter((op) => op.state === 'queued' && isMixed(session, op));
  const lost = new Map(mixed.map((op) => [op.opId, missingOf(session, op)]));
  const waiting: { [name: string]: FieldValue } = {};
  const bases: { [name: string]: FieldValue } = {};
  for (const name of new Set([...lost.values()].flat())) {
    let start: { readonly value: FieldValue } | undefined;
    let isOpen = false;
    for (const op of ops.filter(({ fields }) => name in fields)) {
      start ??= { value: startOf(session, op, name) };
      if (lost.get(op.opId)?.includes(name)) {
        isOpen = true;
        continue;
      }
      if (isOpen) changeOutbox(db, op.opId, { base: { ...op.base, [name]: start.value } }, at);
      isOpen = false;
      start = { value: op.fields[name] ?? null };
    }
    const last = ops.findLast(({ fields }) => name in fields);
    if (!isOpen || !last || isDefault(session, last, name)) continue;
    waiting[name] = last.fields[name] ?? null;
    bases[name] = start?.value ?? null;
  }
  for (const op of mixed) changeOutbox(db, op.opId, { fields: keptOf(op, lost.get(op.opId)) }, at);
  const end = mixed.at(-1);
  if (!end || Object.keys(waiting).length === 0) return undefined;
  const opId = session.context.newId();
  const { groupId, table, key } = end;
  enqueue(db, { opId, groupId, table, key, kind: 'update', fields: waiting, base: bases, at });
  park(session, db, { opId, table, fields: waiting }, at);
  return { opId, table, key };
}

function keptOf({ fields }: OutboxRow, lost: readonly string[] | undefined): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !lost?.includes(name)));
}

/** What the server will have of it when the column comes: of a new row the column's default. */
function startOf(session: SyncSession, op: OutboxRow, name: string): FieldValue {
  return op.kind === 'insert' ? defaultOf(session, op.table, name) : (op.base?.[name] ?? null);
}

/** A new row has its defaults on the server without being told. */
function isDefault(session: SyncSession, op: OutboxRow, name: string): boolean {
  return op.kind === 'insert' && op.fields[name] === defaultOf(session, op.table, name);
}

/** The default of a column here, where it is a plain number or text; null for any other. */
function defaultOf({ context }: SyncSession, table: string, column: string): FieldValue {
  const text = context.workspace.connection
    .prepare('SELECT dflt_value FROM pragma_table_info(?) WHERE name = ?')
    .pluck()
    .get(table, column);
  if (typeof text !== 'string') return null;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return /^'(.*)'$/s.exec(text)?.[1]?.replaceAll("''", "'") ?? null;
}
