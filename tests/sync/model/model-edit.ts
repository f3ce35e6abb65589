import type { Fields } from '../../../src/shared/domain/sync/values';
import { ModelOperation } from './model-operation';
import { childTables, courseOf, parentKey, tableOf, uniqueOf, type RowKey } from './model-table';

export type Change =
  | { readonly kind: 'insert'; readonly key: RowKey; readonly row: Fields }
  | { readonly kind: 'update'; readonly key: RowKey; readonly patch: Fields }
  | { readonly kind: 'delete'; readonly key: RowKey };

/** What changes are made into: the rows as they become, and the operations of one action. */
export type Action = {
  readonly group: string;
  readonly rows: Map<RowKey, Fields>;
  readonly made: ModelOperation[];
  readonly newId: () => string;
};

/** Makes one change; false when the workspace does not allow it. */
export function makeChange(change: Change, action: Action): boolean {
  const { rows, group, made, newId } = action;
  const { key } = change;
  const now = rows.get(key);
  if (change.kind === 'insert') {
    if (now || !allows(rows, key, change.row)) return false;
    rows.set(key, change.row);
    made.push(new ModelOperation(newId(), group, key, 'insert', change.row, {}, {}));
    return true;
  }
  if (!now) return false;
  if (change.kind === 'delete') {
    for (const child of childrenOf(rows, key)) {
      if (!makeChange({ kind: 'delete', key: child }, action)) return false;
    }
    rows.delete(key);
    made.push(new ModelOperation(newId(), group, key, 'delete', now, {}, {}));
    return true;
  }
  const changed = Object.entries(change.patch).filter(([name, value]) => now[name] !== value);
  const fields = Object.fromEntries(changed);
  const row = { ...now, ...fields };
  if (changed.length === 0) return true;
  if (!allows(rows, key, row)) return false;
  rows.set(key, row);
  made.push(new ModelOperation(newId(), group, key, 'update', row, fields, now));
  return true;
}

/** What takes an action back; undefined when something was changed since. */
export function inverseOf(
  operations: readonly ModelOperation[],
  rows: ReadonlyMap<RowKey, Fields>,
): readonly Change[] | undefined {
  const changes: Change[] = [];
  for (const { key, kind, row, parts } of operations.toReversed()) {
    const now = rows.get(key);
    if (kind === 'delete') changes.push({ kind: 'insert', key, row });
    else if (kind === 'insert') {
      if (!now || !sameRow(now, row) || childrenOf(rows, key).length > 0) return undefined;
      changes.push({ kind: 'delete', key });
    } else {
      if (!now || [...parts].some(([name, { mine }]) => now[name] !== mine)) return undefined;
      const patch = Object.fromEntries([...parts].map(([name, one]) => [name, one.firstBase]));
      changes.push({ kind: 'update', key, patch });
    }
  }
  return changes;
}

/** The rows right below a row. */
export function childrenOf(rows: ReadonlyMap<RowKey, Fields>, key: RowKey): RowKey[] {
  const tables = childTables(tableOf(key));
  return [...rows].flatMap(([child, row]) => {
    const table = tables.find((one) => one === tableOf(child));
    return table && parentKey(table, row) === key ? [child] : [];
  });
}

function allows(rows: ReadonlyMap<RowKey, Fields>, key: RowKey, row: Fields): boolean {
  const table = tableOf(key);
  const above = parentKey(table, row);
  if (above !== undefined && !rows.has(above)) return false;
  const unique = uniqueOf(table, row);
  if (unique === undefined) return true;
  return ![...rows].some(
    ([other, one]) => other !== key && uniqueOf(tableOf(other), one) === unique,
  );
}

function sameRow(a: Fields, b: Fields): boolean {
  return Object.keys({ ...a, ...b }).every((name) => a[name] === b[name]);
}

/** The rows of a course. */
export function keysOfCourse(rows: ReadonlyMap<RowKey, Fields>, course: string): RowKey[] {
  return [...rows].flatMap(([key, row]) => (courseOf(rows, key, row) === course ? [key] : []));
}
