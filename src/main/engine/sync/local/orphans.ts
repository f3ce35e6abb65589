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

/**
 * The server's rows that are kept apart (a change of them is pending, or they cannot be shown), by
 * the row above: no foreign key takes them along when that goes. Keys are `table\nid`.
 */
export function apartByParent(
  db: ReadableDb,
): ReadonlyMap<string, readonly (readonly [table: string, key: string])[]> {
  const apart = new Map<string, (readonly [table: string, key: string])[]>();
  for (const child of syncTables.filter(courseByParent)) {
    for (const { column, table } of child.parents) {
      const sql = `SELECT "row_key" AS key, "row" ->> ? AS parent FROM "lectern_base"
        WHERE "table_name" = ? AND "row" IS NOT NULL`;
      const found = db.all(rawQuery<{ key: string; parent: string }>(sql, [column, child.name]));
      for (const { key, parent } of found) {
        const name = `${table}\n${parent}`;
        apart.set(name, [...(apart.get(name) ?? []), [child.name, key]]);
      }
    }
  }
  return apart;
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
