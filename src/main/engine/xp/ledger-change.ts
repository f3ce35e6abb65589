import type { Operation } from '../journal/operation';
import type { ReadableDb } from '../storage/database';

/** The learners whose ledger an operation touched: two when it moved an award. */
export function learnerOf(db: ReadableDb, change: Operation): readonly string[] {
  const named = [change.before?.userId, change.after?.userId].filter(
    (userId) => typeof userId === 'string',
  );
  if (named.length > 0) return named;
  // An update that left the learner alone carries only the fields it changed.
  const row = db.first(
    db.from.selectFrom('XPTransaction').select('userId').where('id', '=', change.key),
  );
  return row ? [row.userId] : [];
}
