import type { Fields } from '../../../../shared/domain/sync/values';
import type { ReadableDb, WritableDb } from '../../storage/database';
import { rawQuery } from './raw-query';

/** The server's row as far as it is kept apart: `row` null means that the server has none. */
export type Base = { readonly row: Fields | null };

// Asked for every row that a pull brings: not built anew each time.
const baseSql = 'SELECT "row" FROM "lectern_base" WHERE "table_name" = ? AND "row_key" = ?';

/** The base of a row with pending operations; undefined when the row itself is its base. */
export function findBase(db: ReadableDb, table: string, key: string): Base | undefined {
  const found = db.first(rawQuery<{ row: string | null }>(baseSql, [table, key]));
  if (!found) return undefined;
  // Written by `putBase` alone.
  return { row: found.row === null ? null : (JSON.parse(found.row) as Fields) };
}

/** Keeps the server's row apart from the one a person sees. */
export function putBase(db: WritableDb, table: string, key: string, row: Fields | null): void {
  const stored = row === null ? null : JSON.stringify(row);
  db.run(
    db.from
      .insertInto('lectern_base')
      .values({ table_name: table, row_key: key, row: stored })
      .onConflict((conflict) =>
        conflict.columns(['table_name', 'row_key']).doUpdateSet({ row: stored }),
      ),
  );
}

/** Forgets the base of a row without pending operations: the row is its own again. */
export function dropBase(db: WritableDb, table: string, key: string): void {
  db.run(
    db.from.deleteFrom('lectern_base').where('table_name', '=', table).where('row_key', '=', key),
  );
}

/** The server's rows of this table that are kept apart, by key; those that it does not have are left out. */
export function basesIn(db: ReadableDb, table: string): ReadonlyMap<string, Fields> {
  const found = db.all(
    db.from
      .selectFrom('lectern_base')
      .select(['row_key', 'row'])
      .where('table_name', '=', table)
      .where('row', 'is not', null),
  );
  // Written by `putBase` alone.
  return new Map(found.map(({ row_key: key, row }) => [key, JSON.parse(row ?? '{}') as Fields]));
}

/** True when the server's row of any row of this table is kept apart. */
export function hasBaseIn(db: ReadableDb, table: string): boolean {
  const query = db.from
    .selectFrom('lectern_base')
    .select('row_key')
    .where('table_name', '=', table)
    .limit(1);
  return db.first(query) !== undefined;
}
