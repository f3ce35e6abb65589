import type { JsonValue } from '../../../shared/kernel/errors';
import type { ReadableDb, WritableDb } from '../storage/database';

/** Every setting that has been stored, by key; a value that is no JSON any more is left out. */
export function storedSettings(db: ReadableDb): ReadonlyMap<string, JsonValue> {
  const rows = db.all(db.from.selectFrom('lectern_setting').select(['key', 'value']));
  // A CHECK of the table keeps `value` to valid JSON.
  return new Map(rows.map((row) => [row.key, JSON.parse(row.value) as JsonValue]));
}

/** The stored value of one setting. */
export function storedSetting(db: ReadableDb, key: string): JsonValue | undefined {
  const row = db.first(
    db.from.selectFrom('lectern_setting').select('value').where('key', '=', key),
  );
  // As above.
  return row && (JSON.parse(row.value) as JsonValue);
}

/** Stores one setting; `at` is written as the time of the change. */
export function storeSetting(db: WritableDb, key: string, value: JsonValue, at: string): void {
  const row = { value: JSON.stringify(value), updated_at: at };
  db.run(
    db.from
      .insertInto('lectern_setting')
      .values({ key, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row)),
  );
}
