import type { RowStore } from '../../journal/row-store';
import type { ReadableDb, WritableDb } from '../../storage/database';
import { quoted, rawQuery } from './raw-query';
import { shapeOf } from './table-shape';
import { removeRow } from './write-row';

/** Begins the value of a row that gave up what is unique to another; no value of a person does. */
const mark = '\u0001';

/**
 * Frees the unique values of a row for another one, because the server has given them to that. The
 * row's own new values, or its end, come later in the same transaction. A row to which others refer
 * stays, so that they stay too.
 */
export function setAside(db: WritableDb, rows: RowStore, table: string, key: string): void {
  const columns = freeColumns(db, rows, table);
  if (!shapeOf(db, rows, table).hasChildren || columns.length === 0) {
    removeRow(db, rows, table, key);
    return;
  }
  const sets = columns.map((name) => `${quoted(name)} = ?`).join(', ');
  const sql = `UPDATE ${quoted(table)} SET ${sets} WHERE ${quoted(rows.keyColumn(table))} = ?`;
  db.run(rawQuery(sql, [...columns.map(() => `${mark}${key}`), key]));
}

/** True for a row that still waits for what was to come. */
export function isSetAside(db: ReadableDb, rows: RowStore, table: string, key: string): boolean {
  const row = rows.read(table, key);
  return (
    row !== undefined && freeColumns(db, rows, table).some((name) => row[name] === `${mark}${key}`)
  );
}

/** One column of each unique index that refers to no other row. */
function freeColumns(db: ReadableDb, rows: RowStore, table: string): readonly string[] {
  const { uniques, foreign } = shapeOf(db, rows, table);
  const found = uniques.map((columns) => columns.find((name) => !foreign.has(name)));
  return [...new Set(found.filter((name) => name !== undefined))];
}
