import { sql } from 'kysely';
import type { ReadableDb, WritableDb } from '../storage/database';

/** One change of a grade; points, and the feedback before and after. */
export type GradeHistoryEntry = {
  readonly id: string;
  readonly submissionId: string;
  readonly at: string;
  readonly who: string;
  readonly fromScore: number | null;
  readonly toScore: number | null;
  readonly fromFeedback: string | null;
  readonly toFeedback: string | null;
  readonly raw: number | null;
  readonly deduction: number | null;
  readonly reason: string | null;
  readonly actionId: string;
};

/** The score and feedback that stand now. */
export function findScore(db: ReadableDb, submissionId: string) {
  return db.first(
    db.from
      .selectFrom('AssignmentSubmission')
      .select(['score', 'feedback'])
      .where('id', '=', submissionId),
  );
}

/** Adds to the history, which is never changed or shortened. */
export function appendGradeHistory(db: WritableDb, entry: GradeHistoryEntry): void {
  db.run(
    db.from.insertInto('lectern_grade_history').values({
      id: entry.id,
      submission_id: entry.submissionId,
      at: entry.at,
      who: entry.who,
      from_score: entry.fromScore,
      to_score: entry.toScore,
      from_feedback: entry.fromFeedback,
      to_feedback: entry.toFeedback,
      raw: entry.raw,
      deduction: entry.deduction,
      reason: entry.reason,
      action_id: entry.actionId,
    }),
  );
}

/** Every change of score or feedback, oldest first. */
export function listGradeHistory(db: ReadableDb, submissionId: string) {
  return db.all(
    db.from
      .selectFrom('lectern_grade_history')
      .select(['at', 'who', 'from_score as from', 'to_score as to', 'raw', 'deduction', 'reason'])
      .where('submission_id', '=', submissionId)
      .orderBy('at')
      .orderBy(sql`rowid`),
  );
}
