import type { RowStore } from '../../journal/row-store';
import type { WritableDb } from '../../storage/database';
import { syncTables } from '../tables';
import { quoted, rawQuery } from './raw-query';
import { rebuildRow } from './rebuild-row';
import { shapeOf } from './table-shape';

/**
 * Rebuilds rows that could not be shown because of something in `changed`: their owner was not
 * here, or another row was in their place. Parents first, because one brings back the next. Returns
 * the tables in which it tried.
 */
export function rebuildHidden(
  db: WritableDb,
  rows: RowStore,
  changed: ReadonlySet<string>,
): readonly string[] {
  const tried = new Set<string>();
  const mayHaveChanged = (table: string): boolean => changed.has(table) || tried.has(table);
  for (const { name, parents } of syncTables) {
    const waitsForOwner = parents.some((parent) => mayHaveChanged(parent.table));
    const waitsForPlace = mayHaveChanged(name) && shapeOf(db, rows, name).uniques.length > 0;
    if (!waitsForOwner && !waitsForPlace) continue;
    const hidden = hiddenIn(db, rows, name);
    for (const key of hidden) rebuildRow(db, rows, name, key);
    if (hidden.length > 0) tried.add(name);
  }
  return [...tried];
}

/** Rows whose base is kept apart and that are not in their table. */
function hiddenIn(db: WritableDb, rows: RowStore, table: string): readonly string[] {
  const key = quoted(rows.keyColumn(table));
  const sql = `SELECT b."row_key" AS key FROM "lectern_base" b
    WHERE b."table_name" = ? AND NOT EXISTS (SELECT 1 FROM ${quoted(table)} t WHERE t.${key} = b."row_key")`;
  return db.all(rawQuery<{ key: string }>(sql, [table])).map((row) => row.key);
}
