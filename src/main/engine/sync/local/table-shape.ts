import type { RowStore } from '../../journal/row-store';
import type { ReadableDb } from '../../storage/database';
import { quoted, rawQuery } from './raw-query';

/** What the schema here demands of a table's rows beside their key. */
export type TableShape = {
  /** Columns that are unique together. */
  readonly uniques: readonly (readonly string[])[];
  /** Columns that refer to other tables. */
  readonly foreign: ReadonlySet<string>;
  /** Other rows refer to it. */
  readonly hasChildren: boolean;
};

const shapes = new WeakMap<RowStore, Map<string, TableShape>>();

/** The shape of a table; read once for each store of rows. */
export function shapeOf(db: ReadableDb, rows: RowStore, table: string): TableShape {
  const known = shapes.get(rows) ?? new Map<string, TableShape>();
  shapes.set(rows, known);
  const found = known.get(table) ?? readShape(db, rows, table);
  known.set(table, found);
  return found;
}

function readShape(db: ReadableDb, rows: RowStore, table: string): TableShape {
  const indexes = db.all(
    rawQuery<{ name: string }>(
      `SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND origin <> 'pk'`,
      [table],
    ),
  );
  const uniques = indexes.map(({ name }) =>
    db
      .all(
        rawQuery<{ name: string | null }>('SELECT name FROM pragma_index_info(?) ORDER BY seqno', [
          name,
        ]),
      )
      .flatMap((column) => (column.name === null ? [] : [column.name])),
  );
  const foreign = db.all(
    rawQuery<{ from: string }>('SELECT "from" FROM pragma_foreign_key_list(?)', [table]),
  );
  return {
    uniques,
    foreign: new Set(foreign.map(({ from }) => from)),
    hasChildren: rows.referencesTo(table).length > 0,
  };
}

/** True when the table holds a row of this key. */
export function exists(db: ReadableDb, rows: RowStore, table: string, key: string): boolean {
  const sql = `SELECT 1 AS one FROM ${quoted(table)} WHERE ${quoted(rows.keyColumn(table))} = ?`;
  return db.first(rawQuery<{ one: 1 }>(sql, [key])) !== undefined;
}
