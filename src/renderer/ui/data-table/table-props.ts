import type { ReactNode } from 'react';
import type { Column, Sort } from './column';
import type { EmptyKind } from './table-empty';
import type { Selection } from './use-grid-keys';

export type DataTableProps<Row> = {
  /** Names the table in what is remembered (column widths). */
  readonly id: string;
  /** What the table lists, for readers. */
  readonly label: string;
  /** Declare them outside the component or memoize them. */
  readonly columns: readonly Column<Row>[];
  /** Undefined while the first answer is on its way. */
  readonly rows: readonly Row[] | undefined;
  /** Declare it outside the component or memoize it. */
  readonly rowKey: (row: Row) => string;
  /** Enter or a double click; pair it with a `RowLink` in the name column. */
  readonly onOpen?: (row: Row) => void;
  /** The row the cursor is on, for an inspector. */
  readonly onActive?: (row: Row | null) => void;
  readonly initialSort?: Sort;
  readonly selection?: Selection;
  /** Buttons for the selected rows. */
  readonly bulkActions?: ReactNode;
  /** Shown when there are no rows at all: says what to do. */
  readonly empty: ReactNode;
  /** Why there are no rows; `filtered` offers to clear the filter. */
  readonly emptyKind?: EmptyKind;
  readonly onClearFilter?: () => void;
  /** Puts the focus on the rows when the table appears. */
  readonly autoFocus?: boolean;
};
