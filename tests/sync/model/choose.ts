import { inOrder, tableOf, type RowKey, type Rows } from './model-table';

/** One of a list, by a number of any size. */
export function choose<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

/** The rows of these tables, in an order that does not depend on history. */
export function keysOf(rows: Rows, ...tables: string[]): RowKey[] {
  return inOrder(rows).flatMap(([key]) => (tables.includes(tableOf(key).name) ? [key] : []));
}

/** A value of a field, by number: few, so that people often mean the same. */
export function valueOf(field: string, value: number): string | number {
  return field === 'title' || field === 'feedback' || field === 'question'
    ? `t${value}`
    : value + 1;
}
