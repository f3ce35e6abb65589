import { overlay, type PendingChange } from '../../../src/shared/domain/sync/overlay';
import type { Fields } from '../../../src/shared/domain/sync/values';
import type { ModelOperation } from './model-operation';
import type { Snapshot } from './model-server';
import {
  modelTables,
  parentKey,
  tableOf,
  uniqueOf,
  type ModelTable,
  type RowKey,
  type Rows,
} from './model-table';

/**
 * The rows a person sees, by definition (I4): the server's with what is pending on top. What its
 * table would not allow (no row above, a rival of the same unique values) is not shown.
 */
export function shownRows(
  mirror: Rows,
  outbox: readonly ModelOperation[],
  seen: Snapshot | undefined,
): Map<RowKey, Fields> {
  const pending = pendingByRow(outbox, seen);
  const shown = new Map<RowKey, Fields>();
  const taken = new Map<string, RowKey>();
  const isAllowed = (row: Fields | null, table: ModelTable): boolean => {
    if (row === null) return true;
    const above = parentKey(table, row);
    const unique = uniqueOf(table, row);
    return (
      (above === undefined || shown.has(above)) && (unique === undefined || !taken.has(unique))
    );
  };
  const keys = new Set([...mirror.keys(), ...pending.keys()]);
  for (const table of modelTables) {
    const ofTable = [...keys].filter((key) => tableOf(key) === table);
    // The server's rows first: an insert here gives way to them.
    for (const isServers of [true, false]) {
      for (const key of ofTable) {
        const base = mirror.get(key) ?? null;
        if ((base !== null) !== isServers) continue;
        // The person sees as much of what they did as the table allows.
        let row = isAllowed(base, table) ? base : null;
        for (const change of pending.get(key) ?? []) {
          const next = overlay(row, [change]);
          if (isAllowed(next, table)) row = next;
        }
        if (row === null) continue;
        shown.set(key, row);
        const unique = uniqueOf(table, row);
        if (unique !== undefined) taken.set(unique, key);
      }
    }
  }
  return shown;
}

function pendingByRow(
  outbox: readonly ModelOperation[],
  seen: Snapshot | undefined,
): Map<RowKey, PendingChange[]> {
  const pending = new Map<RowKey, PendingChange[]>();
  const add = (key: RowKey, change: PendingChange): void => {
    const list = pending.get(key);
    if (list) list.push(change);
    else pending.set(key, [change]);
  };
  const awards = new Map<string, RowKey[]>();
  for (const operation of outbox) {
    const change = operation.change(seen);
    if (!change) continue;
    add(operation.key, change);
    if (tableOf(operation.key).mode !== 'award') continue;
    // An award is known by learner and source: its removal means every row that says the same.
    const unique = uniqueOf(tableOf(operation.key), operation.row) ?? '';
    const alike = awards.get(unique) ?? [];
    if (change.kind === 'delete') for (const key of alike) add(key, change);
    else awards.set(unique, [...alike, operation.key]);
  }
  return pending;
}
