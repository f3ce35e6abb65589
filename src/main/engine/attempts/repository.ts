import type { ReadableDb } from '../storage/database';

/** An attempt of a quiz as stored. */
export type StoredAttempt = {
  readonly id: string;
  readonly userId: string;
  readonly learnerName: string | null;
  readonly score: number;
  readonly totalPoints: number;
  /** Answers that still wait for a person. */
  readonly waiting: number;
  readonly completedAt: string;
};

/** Attempts of a quiz, newest first. */
export function listAttempts(db: ReadableDb, quizId: string): StoredAttempt[] {
  return db
    .all(
      db.from
        .selectFrom('QuizAttempt as t')
        .leftJoin('lectern_person as p', 'p.user_id', 't.userId')
        .select(['t.id', 't.userId', 't.score', 't.totalPoints', 't.completedAt'])
        .select('p.name as learnerName')
        .select((e) =>
          e
            .selectFrom('lectern_question_score as s')
            .whereRef('s.attempt_id', '=', 't.id')
            .where('s.state', '=', 'waiting')
            .select((s) => s.fn.countAll<number>().as('n'))
            .as('waiting'),
        )
        .where('t.quizId', '=', quizId)
        .orderBy('t.completedAt', 'desc')
        .orderBy('t.id'),
    )
    .map((row) => ({ ...row, waiting: row.waiting ?? 0 }));
}

/** What scoring needs of a quiz; undefined when there is none. */
export function findScoredQuiz(db: ReadableDb, quizId: string) {
  return db.first(
    db.from
      .selectFrom('Quiz')
      .select(['id', 'title', 'passingScore', 'maxAttempts', 'xpReward'])
      .where('id', '=', quizId),
  );
}

/** How many attempts at a quiz a learner has made. */
export function countAttempts(db: ReadableDb, quizId: string, userId: string): number {
  const row = db.first(
    db.from
      .selectFrom('QuizAttempt')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('userId', '=', userId)
      .where('quizId', '=', quizId),
  );
  return row?.n ?? 0;
}
