import { Skeleton } from '../skeleton/skeleton';
import type { Column } from './column';
import type { ColumnWidths } from './column-widths';
import styles from './data-table.module.css';

type TableSkeletonProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly widths: ColumnWidths;
};

const bars = [0.8, 0.55, 0.7, 0.45, 0.65, 0.5, 0.75, 0.6];

/** The outline of a table while its first rows are on their way. */
export function TableSkeleton<Row>({ columns, widths }: TableSkeletonProps<Row>) {
  return (
    <div className={styles.frame} aria-busy style={{ '--columns': widths.template }}>
      <div className={styles.header}>
        {columns.map((column) => (
          <div key={column.id} className={styles.heading}>
            <span className={styles.label}>{column.header}</span>
          </div>
        ))}
      </div>
      {bars.map((share, line) => (
        <div key={share} className={styles.skeletonRow}>
          {columns.map((column, index) => (
            <div key={column.id} className={styles.cell}>
              <Skeleton
                width={`${Math.round(100 * (bars[(line + index) % bars.length] ?? share))}%`}
              />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
