import type { RowStore } from '../../journal/row-store';
import type { ReadableDb } from '../../storage/database';
import { quoted, rawQuery } from './raw-query';

/** Keys of a table that the server had at the cursor: rows without those that are only ours. */
export function heldKeys(db: ReadableDb, rows: RowStore, table: string): readonly string[] {
  const key = quoted(rows.keyColumn(table));
  const sql = `SELECT t.${key} AS key FROM ${quoted(table)} t WHERE NOT EXISTS
      (SELECT 1 FROM "lectern_base" b
       WHERE b."table_name" = ? AND b."row_key" = t.${key} AND b."row" IS NULL)
    UNION SELECT "row_key" FROM "lectern_base" WHERE "table_name" = ? AND "row" IS NOT NULL`;
  return db.all(rawQuery<{ key: string }>(sql, [table, table])).map((row) => row.key);
}

/** Whose row this is; undefined when it is not here. For tables with a `userId`. */
export function learnerOfRow(db: ReadableDb, table: string, key: string): string | undefined {
  const sql = `SELECT "userId" FROM ${quoted(table)} WHERE "id" = ?`;
  return db.first(rawQuery<{ userId: string }>(sql, [key]))?.userId;
}

/** The id of a learner's row in UserXP, if there is one. */
export function standingOf(db: ReadableDb, userId: string): string | undefined {
  return db.first(db.from.selectFrom('UserXP').select('id').where('userId', '=', userId))?.id;
}
