import type { Fields } from '../../../shared/domain/sync/values';
import type { WritableDb } from '../storage/database';
import { changeOutbox, pendingOnRow, type OutboxRow } from './local/outbox-repository';
import type { ParkReason } from './sqlstate';

/** Refused for what it says, and for certain: sent again unchanged it would be refused again. */
const refused: readonly (ParkReason | null)[] = ['invalid_value', 'unknown'];

/**
 * Lets an operation that the server refused say what the person has made of its fields since, so
 * that a value that is put right here can go. The later changes of these fields have nothing left
 * to do then; they stay, with what they change otherwise. `at` is ISO-8601.
 */
export function foldLater(db: WritableDb, op: OutboxRow, at: string): void {
  if (op.kind === 'delete' || !refused.includes(op.reason)) return;
  const later = laterChanges(db, op);
  const said = later.reduce<Fields>((all, one) => ({ ...all, ...one.fields }), {});
  // A new row is sent as it is by now; a change says no more than it said.
  const names = Object.keys(said).filter((name) => op.kind === 'insert' || name in op.fields);
  if (names.length === 0) return;
  const now = Object.fromEntries(names.map((name) => [name, said[name] ?? null]));
  changeOutbox(db, op.opId, { fields: { ...op.fields, ...now } }, at);
  for (const { opId, fields, base } of later) {
    const done = Object.fromEntries(Object.entries(now).filter(([name]) => name in fields));
    if (Object.keys(done).length === 0) continue;
    changeOutbox(db, opId, { fields: { ...fields, ...done }, base: { ...base, ...done } }, at);
  }
}

/** The changes behind it on its row, up to a removal. */
function laterChanges(db: WritableDb, op: OutboxRow): readonly OutboxRow[] {
  const behind = pendingOnRow(db, op.table, op.key).filter(({ seq }) => seq > op.seq);
  const end = behind.findIndex(({ kind, state }) => kind !== 'update' || state !== 'queued');
  return end < 0 ? behind : behind.slice(0, end);
}
