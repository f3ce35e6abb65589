import type { ReadableDb } from '../../storage/database';

/** The rows of the grade history that an action has written. */
export function gradeHistoryOf(db: ReadableDb, actionId: string) {
  return db.all(
    db.from.selectFrom('lectern_grade_history').selectAll().where('action_id', '=', actionId),
  );
}
