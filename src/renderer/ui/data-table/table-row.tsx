import { memo } from 'react';
import type { MouseEvent, ReactElement } from 'react';
import { classNames } from '../class-names';
import choiceStyles from '../field/choice.module.css';
import type { Column } from './column';
import styles from './data-table.module.css';

export type RowActions = {
  readonly press: (
    key: string,
    modifiers: { readonly shift: boolean; readonly toggle: boolean },
  ) => void;
  readonly toggle: (key: string, shift: boolean) => void;
  readonly open: (key: string) => void;
};

type TableRowProps<Row> = {
  readonly row: Row;
  readonly rowKey: string;
  readonly domId: string;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly Column<Row>[];
  readonly isActive: boolean;
  /** Undefined when rows cannot be selected. */
  readonly isSelected: boolean | undefined;
  readonly tickLabel: string;
  readonly actions: RowActions;
};

function isOnControl(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('button, a, input') !== null;
}

function Row<R>(props: TableRowProps<R>) {
  const { row, rowKey, columns, index, isActive, isSelected, actions } = props;
  const offset = isSelected === undefined ? 1 : 2;
  return (
    <div
      role="row"
      id={props.domId}
      aria-rowindex={index + 2}
      aria-selected={isSelected ?? isActive}
      data-active={isActive || undefined}
      className={styles.row}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={(event) => {
        if (isOnControl(event)) return;
        actions.press(rowKey, { shift: event.shiftKey, toggle: event.ctrlKey || event.metaKey });
      }}
      onDoubleClick={(event) => !isOnControl(event) && actions.open(rowKey)}
    >
      {isSelected !== undefined && (
        <div role="gridcell" aria-colindex={1} className={styles.tick}>
          <input
            type="checkbox"
            className={choiceStyles.checkbox}
            tabIndex={-1}
            aria-label={props.tickLabel}
            checked={isSelected}
            onChange={() => undefined}
            onClick={(event) => actions.toggle(rowKey, event.shiftKey)}
          />
        </div>
      )}
      {columns.map((column, position) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={position + offset}
          dir="auto"
          className={classNames(styles.cell, column.align === 'end' && styles.end)}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

// memo() forgets type parameters; the component is the same.
export const TableRow = memo(Row) as <R>(props: TableRowProps<R>) => ReactElement;
