import type { Fields } from '../../../../shared/domain/sync/values';
import type { RowStore } from '../../journal/row-store';
import type { ReadableDb, WritableDb } from '../../storage/database';
import { recomputeUserXp } from '../../xp/repository';
import { pendingStates } from './outbox-repository';
import { rawQuery } from './raw-query';
import { writeRow } from './write-row';

/**
 * UserXP: of learners with pending awards what follows from the ledger, of all others the server's
 * row, which comes last because rebuilding an award derives it.
 */
export function followAwards(
  db: WritableDb,
  rows: RowStore,
  standings: readonly Fields[],
  at: string,
): void {
  const waiting = learnersWithPendingAwards(db);
  recomputeUserXp(db, waiting, at);
  for (const row of standings) {
    if (!waiting.has(String(row.userId))) writeRow(db, rows, 'UserXP', row);
  }
}

/** Learners of whom an award, or the removal of one, is on its way to the server. */
export function learnersWithPendingAwards(db: ReadableDb): ReadonlySet<string> {
  return learnersWithAwards(db, pendingStates);
}

/** Learners with an award, or the removal of one, in one of these states of delivery. */
export function learnersWithAwards(db: ReadableDb, states: readonly string[]): ReadonlySet<string> {
  const sql = `SELECT DISTINCT coalesce(o."fields", j."after", j."before") ->> 'userId' AS userId
    FROM "lectern_outbox" o LEFT JOIN "lectern_operation" j ON j."id" = o."op_id"
    WHERE o."table_name" = 'XPTransaction' AND o."state" IN (${states.map(() => '?').join(', ')})`;
  const found = db.all(rawQuery<{ userId: string | null }>(sql, states));
  return new Set(found.flatMap(({ userId }) => (userId === null ? [] : [userId])));
}

/** True when the server's row of any award is kept apart. */
export function hasAwardsApart(db: ReadableDb): boolean {
  const query = db.from
    .selectFrom('lectern_base')
    .select('row_key')
    .where('table_name', '=', 'XPTransaction')
    .limit(1);
  return db.first(query) !== undefined;
}
