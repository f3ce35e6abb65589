import type { RecordedAction } from '../../journal/journal';
import type { Operation } from '../../journal/operation';
import type { WritableDb } from '../../storage/database';
import { findSyncTable } from '../tables';
import { findBase, putBase } from './base-repository';
import { gradeHistoryOf } from './grade-history-repository';
import { rebuildHidden } from './hidden-rows';
import { enqueue } from './outbox-repository';
import { readSharing } from './state-repository';

/**
 * Puts what an action changed in synced tables into the queue, and keeps the server's rows apart,
 * in the action's own transaction. Does nothing in a workspace without a server, and nothing about
 * people in one that was set up to leave them out.
 */
export function recordEdit(db: WritableDb, action: RecordedAction, newId: () => string): void {
  const sharing = readSharing(db);
  if (!sharing) return;
  const synced = action.operations.filter(
    ({ table }) =>
      findSyncTable(table) !== undefined && (table !== 'lectern_person' || sharing.includePeople),
  );
  const cameBack = new Set<string>();
  for (const operation of synced) {
    const wasApart = keepBase(db, action, operation);
    // A row that was removed here is there again: its removal has been undone.
    if (wasApart && operation.kind === 'insert') cameBack.add(operation.table);
    // What goes with its owner is never sent, and comes back when the owner does.
    if (!isPushed(operation.table)) continue;
    enqueue(db, {
      opId: operation.id,
      groupId: action.id,
      table: operation.table,
      key: operation.key,
      kind: operation.kind,
      fields: null,
      base: null,
      at: action.at,
    });
  }
  for (const row of gradeHistoryOf(db, action.id)) {
    // A projection has no operation of its own in the journal, so the queue carries the row.
    putBase(db, 'lectern_grade_history', row.id, null);
    enqueue(db, {
      opId: newId(),
      groupId: action.id,
      table: 'lectern_grade_history',
      key: row.id,
      kind: 'insert',
      fields: row,
      base: null,
      at: action.at,
    });
  }
  // What others put under a row meanwhile could not be shown without it.
  if (cameBack.size > 0) rebuildHidden(db, action.rows, cameBack);
}

function isPushed(name: string): boolean {
  const table = findSyncTable(name);
  return table !== undefined && table.mode !== 'mirror';
}

/** Keeps the server's row apart; true when it was already. */
function keepBase(db: WritableDb, action: RecordedAction, { table, key }: Operation): boolean {
  if (findBase(db, table, key)) return true;
  const before = action.rowsBefore.get(table)?.get(key);
  if (before === undefined) throw new Error(`${table} ${key} was changed without being touched`);
  putBase(db, table, key, before);
  return false;
}
