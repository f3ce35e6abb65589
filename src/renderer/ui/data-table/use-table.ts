import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { useColumnWidths } from './column-widths';
import type { ColumnWidths } from './column-widths';
import type { Sort } from './column';
import { keepVisible } from './select-range';
import { nextSort, sortRows } from './sort-rows';
import type { DataTableProps } from './table-props';
import type { RowActions } from './table-row';
import { useGridKeys } from './use-grid-keys';
import { useStableActions } from './use-stable-actions';
import { useVisibleRows } from './use-visible-rows';
import type { VisibleRow } from './use-visible-rows';

/** Everything a table knows about itself; the components only draw it. */
export type Table<Row> = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly widths: ColumnWidths;
  readonly sort: Sort | null;
  readonly onSort: (column: string) => void;
  readonly keys: readonly string[];
  readonly visible: readonly VisibleRow<Row>[];
  readonly height: number;
  readonly activeIndex: number;
  readonly activeDomId: string | undefined;
  readonly actions: RowActions;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The focus came to the rows: the cursor needs a place. */
  readonly enter: () => void;
};

/** The state of one table: order, cursor, what is in view, and what keys and presses do. */
export function useTable<Row>(props: DataTableProps<Row>): Table<Row> {
  const { columns, rows, rowKey, selection } = props;
  const domId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const widths = useColumnWidths(props.id, columns);
  const [sort, setSort] = useState<Sort | null>(props.initialSort ?? null);
  const sorted = useMemo(() => sortRows(rows ?? [], columns, sort), [rows, columns, sort]);
  const keys = useMemo(() => sorted.map(rowKey), [sorted, rowKey]);
  const view = useVisibleRows({ rows: sorted, keys, scroller, domId });
  const cursor = useCursor(props, sorted, keys, view.scrollTo);
  const grid = useGridKeys({ keys, selection, ...cursor, rowsPerPage: view.rowsPerPage });
  const actions = useStableActions({ press: grid.press, toggle: grid.toggle, open: cursor.open });
  const onSort = useCallback((column: string) => setSort((now) => nextSort(now, column)), []);
  useEffect(() => {
    if (!selection || rows === undefined) return;
    const kept = keepVisible(selection.keys, keys);
    if (kept !== selection.keys) selection.onChange(kept);
  }, [selection, rows, keys]);
  const shows = rows !== undefined;
  useEffect(() => {
    if (shows && props.autoFocus) scroller.current?.focus();
  }, [shows, props.autoFocus]);
  const { activeIndex } = cursor;
  const isDrawn = view.visible.some((row) => row.index === activeIndex);
  return {
    scroller,
    widths,
    sort,
    onSort,
    keys,
    ...view,
    activeIndex,
    activeDomId: isDrawn ? `${domId}-${activeIndex}` : undefined,
    actions,
    onKeyDown: grid.onKeyDown,
    enter: cursor.enter,
  };
}

function useCursor<Row>(
  props: DataTableProps<Row>,
  rows: readonly Row[],
  keys: readonly string[],
  scrollTo: (index: number) => void,
) {
  const { onActive, onOpen } = props;
  const [wanted, setWanted] = useState<string | null>(null);
  const activeIndex = wanted === null ? -1 : keys.indexOf(wanted);
  const setActive = (key: string) => {
    const index = keys.indexOf(key);
    setWanted(key);
    if (index >= 0) scrollTo(index);
    onActive?.(rows[index] ?? null);
  };
  const open = (key: string) => {
    const row = rows[keys.indexOf(key)];
    if (row !== undefined) onOpen?.(row);
  };
  const enter = () => {
    const first = keys[0];
    if (activeIndex >= 0 || first === undefined) return;
    setWanted(first);
    onActive?.(rows[0] ?? null);
  };
  // A row that is gone takes the cursor with it.
  return { activeIndex, activeKey: activeIndex < 0 ? null : wanted, setActive, open, enter };
}
