import type { ReadableDb, WritableDb } from '../../storage/database';
import { quoted, rawQuery } from './raw-query';

/**
 * Takes the indexes of a table away, and notes how they are made again. `keepsUnique`: those that
 * keep values unique stay, because something relies on them while they would be away.
 */
export function takeIndexesAway(db: WritableDb, table: string, keepsUnique: boolean): void {
  const indexes = db.all(
    rawQuery<{ name: string; sql: string }>(
      `SELECT m.name, m.sql FROM sqlite_master m JOIN pragma_index_list(m.tbl_name) i
          ON i.name = m.name
        WHERE m.type = 'index' AND m.tbl_name = ? AND m.sql IS NOT NULL
          AND NOT (i."unique" AND ?)`,
      [table, Number(keepsUnique)],
    ),
  );
  for (const { name, sql } of indexes) {
    db.run(db.from.insertInto('lectern_sync_index').values({ name, sql }));
    db.run(rawQuery(`DROP INDEX ${quoted(name)}`));
  }
}

/** Statements for the indexes that are to be made again. */
export function missingIndexes(db: ReadableDb): readonly { name: string; sql: string }[] {
  return db.all(db.from.selectFrom('lectern_sync_index').selectAll().orderBy('name'));
}

/** The index is there again. */
export function noteIndex(db: WritableDb, name: string): void {
  db.run(db.from.deleteFrom('lectern_sync_index').where('name', '=', name));
}

/** True when an index of this name is there. */
export function hasIndex(db: ReadableDb, name: string): boolean {
  return (
    db.first(
      rawQuery<{ one: 1 }>(`SELECT 1 AS one FROM sqlite_master WHERE type = 'index' AND name = ?`, [
        name,
      ]),
    ) !== undefined
  );
}

/** True when a table has no row. */
export function isEmpty(db: ReadableDb, table: string): boolean {
  return db.first(rawQuery(`SELECT 1 AS one FROM ${quoted(table)} LIMIT 1`)) === undefined;
}
