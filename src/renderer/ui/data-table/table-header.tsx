import { classNames } from '../class-names';
import choiceStyles from '../field/choice.module.css';
import { useTexts } from '../i18n/texts';
import { Icon } from '../icons/icon';
import { texts } from '../texts';
import type { Column, Sort } from './column';
import type { ColumnWidths } from './column-widths';
import styles from './data-table.module.css';
import { dragWidth } from '../drag-width';
import type { Selection } from './use-grid-keys';

type TableHeaderProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly widths: ColumnWidths;
  readonly sort: Sort | null;
  readonly onSort: (column: string) => void;
  /** Undefined when rows cannot be selected. */
  readonly selection: Selection | undefined;
  readonly keys: readonly string[];
};

/** The headings: sort with a click or Enter, width with the edge or Alt and arrows. */
export function TableHeader<Row>(props: TableHeaderProps<Row>) {
  const { columns, widths, sort, selection } = props;
  return (
    <div role="row" aria-rowindex={1} className={styles.header}>
      {selection && <SelectAll selection={selection} keys={props.keys} />}
      {columns.map((column, index) => (
        <HeaderCell
          key={column.id}
          column={column}
          colIndex={index + (selection ? 2 : 1)}
          direction={
            sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined
          }
          width={widths.widthOf(column.id)}
          setWidth={(width) => widths.setWidth(column.id, width)}
          onSort={props.onSort}
        />
      ))}
    </div>
  );
}

function SelectAll({
  selection,
  keys,
}: {
  readonly selection: Selection;
  readonly keys: readonly string[];
}) {
  const t = useTexts(texts);
  const count = selection.keys.size;
  const all = count > 0 && count === keys.length;
  return (
    <div role="columnheader" aria-colindex={1} className={styles.tick}>
      <input
        type="checkbox"
        className={choiceStyles.checkbox}
        aria-label={t('table.selectAll')}
        checked={all}
        ref={(element) => {
          if (element) element.indeterminate = count > 0 && !all;
        }}
        onChange={() => selection.onChange(new Set(all ? [] : keys))}
      />
    </div>
  );
}

type HeaderCellProps<Row> = {
  readonly column: Column<Row>;
  readonly colIndex: number;
  readonly direction: 'ascending' | 'descending' | undefined;
  readonly width: number;
  readonly setWidth: (width: number) => void;
  readonly onSort: (column: string) => void;
};

function HeaderCell<Row>({
  column,
  colIndex,
  direction,
  width,
  setWidth,
  onSort,
}: HeaderCellProps<Row>) {
  const t = useTexts(texts);
  return (
    <div
      role="columnheader"
      aria-colindex={colIndex}
      aria-sort={direction}
      className={classNames(styles.heading, column.align === 'end' && styles.end)}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
        event.preventDefault();
        setWidth(width + (event.key === 'ArrowRight' ? 16 : -16));
      }}
    >
      {column.sortValue ? (
        <button
          type="button"
          className={styles.sort}
          title={t('table.resizeHint')}
          onClick={() => onSort(column.id)}
        >
          <span>{column.header}</span>
          {direction && <Icon name={direction === 'ascending' ? 'arrowUp' : 'arrowDown'} />}
        </button>
      ) : (
        <span className={styles.label}>{column.header}</span>
      )}
      <span
        className={styles.edge}
        aria-hidden
        onPointerDown={(event) => dragWidth(event, width, setWidth)}
      />
    </div>
  );
}
