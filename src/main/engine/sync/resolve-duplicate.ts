import type { WritableDb } from '../storage/database';
import { discardOperations } from './discard';
import { findBase, putBase } from './local/base-repository';
import { changeOutbox, listOutbox, pendingOnRow, type OutboxRow } from './local/outbox-repository';
import { rebuildRow } from './local/rebuild-row';
import { noteResolved } from './note-resolved';
import { theirsOf, type Resolving } from './resolving';
import { findSyncTable } from './tables';

/**
 * Decides a row that the server has already under another key (or this one). Theirs: ours is given
 * up. Mine, or values: the server's row gets them. Either way what is queued under our row follows
 * to the server's.
 */
export function resolveDuplicate(resolving: Resolving): void {
  const { context, rows, op, choice, at } = resolving;
  const { theirKey, fields: conflicts = [] } = op.detail;
  if (theirKey === undefined) throw new Error(`The duplicate ${op.opId} has no other row`);
  context.workspace.write((db) => {
    noteResolved(db, resolving);
    const later = pendingOnRow(db, op.table, op.key).filter(({ seq }) => seq > op.seq);
    const names = conflicts.map(({ field }) => field);
    const theirs = theirsOf(op, names);
    const mine = Object.fromEntries(
      Object.entries(op.fields).filter(([name]) => choice.mine.includes(name)),
    );
    const wanted = Object.fromEntries(
      Object.entries({ ...mine, ...choice.other }).filter(
        ([name, value]) => value !== theirs[name],
      ),
    );
    if (Object.keys(wanted).length === 0) {
      discardOperations(db, rows, [op, ...later], at);
    } else {
      becomeUpdate(db, resolving, { key: theirKey, wanted, base: theirs, later });
    }
    for (const key of new Set([op.key, theirKey])) rebuildRow(db, rows, op.table, key);
    if (op.key !== theirKey) moveChildren(db, resolving, theirKey);
  });
}

/** The insert becomes a change of the row that is there, and so does all that follows it. */
function becomeUpdate(
  db: WritableDb,
  { context, rows, op, at }: Resolving,
  to: {
    readonly key: string;
    readonly wanted: OutboxRow['fields'];
    readonly base: OutboxRow['fields'];
    readonly later: readonly OutboxRow[];
  },
): void {
  const { key, wanted: fields, base } = to;
  if (!findBase(db, op.table, key)) {
    // At the last pull the server had it as it is here, or not yet.
    putBase(db, op.table, key, rows.read(op.table, key) ?? null);
  }
  const again = { state: 'queued', reason: null, detail: null, kind: 'update' } as const;
  const pushId = context.newId();
  changeOutbox(db, op.opId, { ...again, key, fields, base, pushId }, at);
  for (const { opId } of to.later) changeOutbox(db, opId, { key }, at);
}

/** What is queued under the row that is given up, from now on is under the server's. */
function moveChildren(db: WritableDb, { rows, op, at }: Resolving, to: string): void {
  const waiting = listOutbox(db, { states: ['queued', 'parked', 'conflicted'] });
  for (const child of waiting) {
    const columns = (findSyncTable(child.table)?.parents ?? [])
      .filter(({ table, column }) => table === op.table && child.fields[column] === op.key)
      .map(({ column }) => column);
    if (columns.length === 0) continue;
    const moved = Object.fromEntries(columns.map((column) => [column, to]));
    changeOutbox(db, child.opId, { fields: { ...child.fields, ...moved } }, at);
    rebuildRow(db, rows, child.table, child.key);
  }
}
