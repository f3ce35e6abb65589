import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useRowHeight } from '../theme/density';

export type VisibleRow<Row> = {
  readonly row: Row;
  readonly key: string;
  readonly index: number;
  /** Distance from the first row, in pixels. */
  readonly top: number;
  readonly domId: string;
};

/** Height of the headings, which stay on top while the rows scroll below them. */
const headerHeight = 32;

type View<Row> = {
  readonly visible: readonly VisibleRow<Row>[];
  readonly height: number;
  readonly scrollTo: (index: number) => void;
  readonly rowsPerPage: () => number;
};

/** The few rows in view (and a margin) out of any number. */
export function useVisibleRows<Row>({
  rows,
  keys,
  scroller,
  domId,
}: {
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly domId: string;
}): View<Row> {
  const rowHeight = useRowHeight();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const visible = virtualizer.getVirtualItems().flatMap(({ index, start }) => {
    const row = rows[index];
    const key = keys[index];
    if (row === undefined || key === undefined) return [];
    return [{ row, key, index, top: start - headerHeight, domId: `${domId}-${index}` }];
  });
  return {
    visible,
    height: virtualizer.getTotalSize(),
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    rowsPerPage: () =>
      Math.max(
        1,
        Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1,
      ),
  };
}
