import type { RowStore } from '../../journal/row-store';
import type { ReadableDb } from '../../storage/database';
import type { SyncTable } from '../sync-table';
import { syncTables } from '../tables';
import { quoted, rawQuery } from './raw-query';
import { shapeOf } from './table-shape';

/**
 * Rows that stay when a row goes, because no foreign key binds them, and that belong to no course
 * any more without it: a workspace of some courses does not hold them.
 */
export function orphansOf(
  db: ReadableDb,
  rows: RowStore,
  table: string,
  key: string,
): readonly (readonly [table: string, key: string])[] {
  return loosely(db, rows, table).flatMap(({ child, column }) => {
    const sql = `SELECT ${quoted(child.key)} AS key FROM ${quoted(child.name)} WHERE ${quoted(column)} = ?`;
    const found = db.all(rawQuery<{ key: string }>(sql, [key]));
    return found.map((row) => [child.name, row.key] as const);
  });
}

function loosely(db: ReadableDb, rows: RowStore, table: string) {
  return syncTables.filter(courseByParent).flatMap((child) =>
    child.parents
      .filter((parent) => parent.table === table)
      .filter(({ column }) => !shapeOf(db, rows, child.name).foreign.has(column))
      .map(({ column }) => ({ child, column })),
  );
}

/** Its course is that of the row it belongs to, and in no column of its own. */
function courseByParent({ part, columns }: SyncTable): boolean {
  const own = ['courseId', 'course_id', 'scope'];
  return part === 'course' && !columns.some(({ name }) => own.includes(name));
}
