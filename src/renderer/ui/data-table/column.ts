import type { ReactNode } from 'react';

/** One column of a table. */
export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  /** First width in pixels; a person may change it and it is remembered. */
  readonly width: number;
  /** Takes the room that is left over. Give it to one column, usually the name. */
  readonly grow?: boolean;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
  /** What the column sorts by; without it the column cannot be sorted. */
  readonly sortValue?: (row: Row) => string | number | null | undefined;
};

export type Sort = { readonly column: string; readonly descending: boolean };

export const leastColumnWidth = 48;
export const mostColumnWidth = 1200;
