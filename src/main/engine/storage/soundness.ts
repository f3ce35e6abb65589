import { sql } from 'kysely';
import type { ReadableDb } from './database';
import type { Reading } from './reading';

/** What SQLite finds wrong with the pages of a file first; `ok` when nothing. */
export function soundnessOf(db: ReadableDb): string {
  const found = sql<{ quick_check: string }>`pragma_quick_check`;
  const row = db.first(db.from.selectFrom(found.as('c')).select('c.quick_check'));
  return row?.quick_check ?? 'nothing was checked';
}

/** The same, for the worker: every page of a large file is looked at. */
export const soundness: Reading<null, string> = {
  name: 'storage.soundness',
  tables: [],
  read: (db, _input, turn) => turn(() => soundnessOf(db)),
};
