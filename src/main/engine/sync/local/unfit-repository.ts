import type { ReadableDb, WritableDb } from '../../storage/database';

/** Texts of numbers that no REAL column takes, by column. */
export type UnfitValues = { readonly [column: string]: string };

/** Notes which numbers of a row could not be stored, in place of what was noted before. */
export function noteUnfit(
  db: WritableDb,
  table: string,
  key: string,
  values: UnfitValues | undefined,
): void {
  db.run(
    db.from
      .deleteFrom('lectern_unfit_value')
      .where('table_name', '=', table)
      .where('row_key', '=', key),
  );
  for (const [column, text] of Object.entries(values ?? {})) {
    db.run(
      db.from
        .insertInto('lectern_unfit_value')
        .values({ table_name: table, row_key: key, column_name: column, text }),
    );
  }
}

/** The texts of numbers of a row that could not be stored here, by column. */
export function unfitOf(db: ReadableDb, table: string, key: string): UnfitValues {
  const rows = db.all(
    db.from
      .selectFrom('lectern_unfit_value')
      .select(['column_name', 'text'])
      .where('table_name', '=', table)
      .where('row_key', '=', key),
  );
  return Object.fromEntries(rows.map((row) => [row.column_name, row.text]));
}
