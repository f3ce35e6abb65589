import { useTexts } from '../i18n/texts';
import { texts } from '../texts';
import styles from './data-table.module.css';
import { SelectionBar } from './selection-bar';
import { TableEmpty } from './table-empty';
import { TableHeader } from './table-header';
import type { DataTableProps } from './table-props';
import { TableRow } from './table-row';
import { TableSkeleton } from './table-skeleton';
import { useTable } from './use-table';
import type { Table } from './use-table';

/**
 * A table of any length: only the rows in view exist. A grid for readers (WAI-ARIA), with one tab
 * stop for the rows: arrows move, shift extends, space ticks, Enter opens, Ctrl A takes all.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const table = useTable(props);
  const { selection, rows } = props;
  if (rows === undefined) return <TableSkeleton columns={props.columns} widths={table.widths} />;
  return (
    <div className={styles.frame}>
      <Grid {...props} table={table} />
      {table.keys.length === 0 && (
        <TableEmpty kind={props.emptyKind ?? 'nothing'} onClearFilter={props.onClearFilter}>
          {props.empty}
        </TableEmpty>
      )}
      {selection && selection.keys.size > 0 && (
        <SelectionBar count={selection.keys.size} onClear={() => selection.onChange(new Set())}>
          {props.bulkActions}
        </SelectionBar>
      )}
    </div>
  );
}

type GridProps<Row> = DataTableProps<Row> & { readonly table: Table<Row> };

function Grid<Row>({ table, ...props }: GridProps<Row>) {
  const { selection, columns } = props;
  return (
    <div
      ref={table.scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={table.keys.length + 1}
      aria-colcount={columns.length + (selection ? 1 : 0)}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={table.activeDomId}
      className={styles.grid}
      style={{ '--columns': `${selection ? '32px ' : ''}${table.widths.template}` }}
      onKeyDown={(event) => event.target === event.currentTarget && table.onKeyDown(event)}
      onFocus={(event) => event.target === event.currentTarget && table.enter()}
    >
      <TableHeader
        columns={columns}
        widths={table.widths}
        sort={table.sort}
        onSort={table.onSort}
        selection={selection}
        keys={table.keys}
      />
      <Rows {...props} table={table} />
    </div>
  );
}

function Rows<Row>({ table, columns, selection }: GridProps<Row>) {
  const t = useTexts(texts);
  return (
    <div
      role="rowgroup"
      className={styles.rows}
      style={{ height: table.height, minWidth: table.widths.total + (selection ? 56 : 24) }}
    >
      {table.visible.map(({ row, key, index, top, domId }) => (
        <TableRow
          key={key}
          row={row}
          rowKey={key}
          domId={domId}
          index={index}
          top={top}
          columns={columns}
          isActive={index === table.activeIndex}
          isSelected={selection?.keys.has(key)}
          tickLabel={t('table.selectRow')}
          actions={table.actions}
        />
      ))}
    </div>
  );
}
