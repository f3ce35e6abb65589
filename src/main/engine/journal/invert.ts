import { sameValue } from '../../../shared/domain/sync/values';
import { fail } from '../../../shared/kernel/errors';
import { sqliteCode } from '../storage/sqlite-errors';
import type { Operation } from './operation';
import { stampColumn } from './edit';
import type { Recorder } from './recorder';
import type { RowStore, StoredRow } from './row-store';

/**
 * Takes the operations of an action back, newest first, recording each inverse. A row that has
 * been changed since is never overwritten: the whole attempt fails with `conflict` and names it.
 */
export function invertOperations(
  operations: readonly Operation[],
  store: RowStore,
  recorder: Recorder,
): void {
  for (const operation of operations.toReversed()) {
    try {
      invert(operation, store, recorder);
    } catch (error) {
      refuseImpossible(operation, error);
    }
  }
}

/** What it belonged to may have gone since, or its place have been taken: on a server, say. */
function refuseImpossible(operation: Operation, error: unknown): never {
  const code = sqliteCode(error);
  const isTaken = code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
  if (isTaken) conflict(operation, 'another one has taken its place');
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY')
    conflict(operation, 'what it belongs to is not there any more');
  throw error;
}

function invert(operation: Operation, store: RowStore, recorder: Recorder): void {
  const { table, key } = operation;
  const row = store.read(table, key);
  if (operation.kind === 'delete') {
    if (row) conflict(operation, 'it exists again');
    recorder.touch(table, key, null);
    store.insert(table, operation.before);
    recorder.record({ table, key, kind: 'insert', before: null, after: operation.before });
    return;
  }
  if (!row) conflict(operation, 'it has been removed since');
  const changed = changedSince(row, operation.after, stampColumn(store, table));
  if (changed.length > 0) conflict(operation, `${changed.join(', ')} changed since`);
  recorder.touch(table, key, row);
  if (operation.kind === 'update') {
    const stamp = stampColumn(store, table);
    store.update(
      table,
      key,
      stamp ? { ...operation.before, [stamp]: recorder.at } : operation.before,
    );
    recorder.record({
      table,
      key,
      kind: 'update',
      before: operation.after,
      after: operation.before,
    });
    return;
  }
  refuseOrphans(operation, row, store);
  store.remove(table, key);
  recorder.record({ table, key, kind: 'delete', before: row, after: null });
}

/** Removing a row must not take rows with it that a later action put under it. */
function refuseOrphans(operation: Operation, row: StoredRow, store: RowStore): void {
  for (const reference of store.referencesTo(operation.table)) {
    const target = row[reference.target ?? store.keyColumn(operation.table)] ?? operation.key;
    const children = store.referring(reference, target);
    if (children.length > 0) {
      conflict(operation, `${children.length} ${reference.table} rows were added under it since`);
    }
  }
}

/** JSON that has been to a server comes back with other spaces and another order of keys. */
function changedSince(row: StoredRow, expected: StoredRow, stamp: string | undefined): string[] {
  return Object.keys(expected).filter(
    (name) => name !== stamp && !sameValue(row[name] ?? null, expected[name] ?? null, true),
  );
}

function conflict(operation: Operation, why: string): never {
  fail(
    'conflict',
    `This cannot be taken back: ${operation.table} ${operation.key}: ${why}. Nothing was changed. Take the later change back first.`,
    { table: operation.table, key: operation.key, why },
  );
}
