import type { Column, Sort } from './column';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

type Value = string | number | null | undefined;

function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

function isAbsent(value: Value): boolean {
  return value === null || value === undefined || value === '';
}

/** Rows in the order of one column. Equal rows keep their order; absent values come last both ways. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const read = columns.find((column) => column.id === sort?.column)?.sortValue;
  if (!sort || !read) return rows;
  const direction = sort.descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: read(row) }));
  keyed.sort((a, b) => {
    const absent = Number(isAbsent(a.value)) - Number(isAbsent(b.value));
    return absent !== 0 || isAbsent(a.value) ? absent : direction * compare(a.value, b.value);
  });
  return keyed.map(({ row }) => row);
}

/** The order after a click on a heading: up, down, then as it came. */
export function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}
