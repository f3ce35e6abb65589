import { useCallback, useMemo, useState } from 'react';
import { readLocal, writeLocal } from '../storage/local-store';
import { leastColumnWidth, mostColumnWidth } from './column';
import type { Column } from './column';

type Widths = { readonly [column: string]: number };

function clampWidth(width: number): number {
  return Math.round(Math.max(leastColumnWidth, Math.min(mostColumnWidth, width)));
}

function readWidths(table: string): Widths {
  try {
    const value: unknown = JSON.parse(readLocal(`table.${table}`) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    const numbers = Object.entries(value).filter(([, width]) => Number.isFinite(width));
    return Object.fromEntries(numbers.map(([id, width]) => [id, clampWidth(Number(width))]));
  } catch {
    // Garbled text counts as no widths; the next change writes it anew.
    return {};
  }
}

export type ColumnWidths = {
  /** Value for `grid-template-columns`, the selection column not included. */
  readonly template: string;
  readonly widthOf: (column: string) => number;
  readonly setWidth: (column: string, width: number) => void;
  /** Smallest width in pixels at which nothing is cut off; below it the table scrolls sideways. */
  readonly total: number;
};

/** The widths of a table's columns, remembered under the table's name. */
export function useColumnWidths<Row>(table: string, columns: readonly Column<Row>[]): ColumnWidths {
  const [widths, setWidths] = useState(() => readWidths(table));
  const setWidth = useCallback(
    (column: string, width: number) =>
      setWidths((before) => {
        const after = { ...before, [column]: clampWidth(width) };
        writeLocal(`table.${table}`, JSON.stringify(after));
        return after;
      }),
    [table],
  );
  return useMemo(() => {
    const all = columns.map(({ id, width, grow }) => ({ px: widths[id] ?? width, grow, id }));
    return {
      template: all.map(({ px, grow }) => (grow ? `minmax(${px}px, 1fr)` : `${px}px`)).join(' '),
      total: all.reduce((sum, { px }) => sum + px, 0),
      widthOf: (id) => all.find((column) => column.id === id)?.px ?? leastColumnWidth,
      setWidth,
    };
  }, [columns, widths, setWidth]);
}
