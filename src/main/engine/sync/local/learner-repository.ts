import type { ReadableDb, WritableDb } from '../../storage/database';
import { syncTables } from '../tables';
import { quoted, rawQuery } from './raw-query';

/** The tables of courses that name a learner: whoever is in one of them has their ledger here. */
export const learnerTables: readonly string[] = [
  'UserProgress',
  'Purchase',
  'QuizAttempt',
  'AssignmentSubmission',
  'Certificate',
];

/** The tables that belong to a learner, whatever the course; parents first. */
export const ledgerTableNames: readonly string[] = syncTables
  .filter(({ part }) => part === 'learner')
  .map(({ name }) => name);

/** The learners whose ledger is mirrored. */
export function mirroredLearners(db: ReadableDb): string[] {
  return db
    .all(db.from.selectFrom('lectern_sync_learner').select('user_id'))
    .map((row) => row.user_id);
}

/** From now on the ledger of this learner is mirrored. */
export function addLearner(db: WritableDb, userId: string): void {
  db.run(
    db.from
      .insertInto('lectern_sync_learner')
      .values({ user_id: userId })
      .onConflict((conflict) => conflict.column('user_id').doNothing()),
  );
}

/** Learners of the courses here whose ledger is not mirrored yet. */
export function learnersWithoutLedger(db: ReadableDb): string[] {
  const named = learnerTables
    .map((table) => `SELECT "userId" FROM ${quoted(table)}`)
    .join(' UNION ');
  const sql = `SELECT "userId" FROM (${named}) WHERE "userId" NOT IN
    (SELECT "user_id" FROM "lectern_sync_learner") ORDER BY "userId"`;
  return db.all(rawQuery<{ userId: string }>(sql)).map(({ userId }) => userId);
}

/** True when a course here still has this learner. */
export function isInAnyCourse(db: ReadableDb, userId: string): boolean {
  return learnerTables.some((table) => {
    const sql = `SELECT 1 AS one FROM ${quoted(table)} WHERE "userId" = ? LIMIT 1`;
    return db.first(rawQuery(sql, [userId])) !== undefined;
  });
}

/** Removes the ledger of learners who are in no course here any more, unless an award still waits. */
export function purgeLearners(
  db: WritableDb,
  userIds: Iterable<string>,
  waiting: ReadonlySet<string>,
): readonly string[] {
  const gone = [...new Set(userIds)].filter(
    (userId) => !waiting.has(userId) && !isInAnyCourse(db, userId),
  );
  for (const userId of gone) {
    for (const table of [...ledgerTableNames].reverse()) {
      const sql = `DELETE FROM ${quoted(table)} WHERE "userId" = ?`;
      db.run(rawQuery(sql, [userId]));
    }
    db.run(db.from.deleteFrom('lectern_sync_learner').where('user_id', '=', userId));
  }
  return gone.length > 0 ? ledgerTableNames : [];
}
