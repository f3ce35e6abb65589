import type { ReadableDb, WritableDb } from '../storage/database';

export function readFlagRow(db: ReadableDb, key: string): string | undefined {
  return db.first(db.from.selectFrom('lectern_setting').select('value').where('key', '=', key))
    ?.value;
}

export function writeFlagRow(db: WritableDb, key: string, value: string, at: string): void {
  db.run(
    db.from
      .insertInto('lectern_setting')
      .values({ key, value, updated_at: at })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: at })),
  );
}
