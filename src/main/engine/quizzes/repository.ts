import type { QuizRow } from '../../../shared/contract/quizzes';
import type { ReadableDb } from '../storage/database';

/** A quiz with the settings its page shows beside those of the list. */
export type QuizDetail = QuizRow & {
  readonly description: string | null;
  readonly timeLimit: number | null;
  readonly maxAttempts: number;
  readonly xpReward: number;
};

function quizRows(db: ReadableDb) {
  return db.from
    .selectFrom('Quiz as q')
    .leftJoin('Chapter as h', 'h.id', 'q.chapterId')
    .leftJoin('Course as c', (on) =>
      on.on((e) => e('c.id', '=', e.fn.coalesce('q.courseId', 'h.courseId'))),
    )
    .select(['q.id', 'q.title', 'q.chapterId', 'q.isPublished', 'q.passingScore', 'q.updatedAt'])
    .select(['q.description', 'q.timeLimit', 'q.maxAttempts', 'q.xpReward'])
    .select(['c.id as courseId', 'c.title as courseTitle', 'h.title as chapterTitle'])
    .select((e) => [
      e
        .selectFrom('Question as n')
        .whereRef('n.quizId', '=', 'q.id')
        .select((n) => n.fn.countAll<number>().as('n'))
        .as('questions'),
      e
        .selectFrom('Question as n')
        .whereRef('n.quizId', '=', 'q.id')
        // As in scoring: a description asks nothing and gives nothing.
        .where('n.type', '!=', 'description')
        .select((n) => n.fn.sum<number>('n.points').as('n'))
        .as('totalPoints'),
      e
        .selectFrom('QuizAttempt as t')
        .whereRef('t.quizId', '=', 'q.id')
        .select((t) => t.fn.countAll<number>().as('n'))
        .as('attempts'),
    ])
    .orderBy('q.title')
    .orderBy('q.id');
}

type StoredQuiz =
  ReturnType<ReturnType<typeof quizRows>['execute']> extends Promise<(infer R)[]> ? R : never;

function toDetail(row: StoredQuiz, needsAttention: number): QuizDetail {
  return {
    ...row,
    isPublished: row.isPublished === 1,
    questions: row.questions ?? 0,
    totalPoints: row.totalPoints ?? 0,
    attempts: row.attempts ?? 0,
    needsAttention,
  };
}

/** Quizzes by title; with `courseId` those of the course and of its chapters. */
export function listQuizzes(db: ReadableDb, courseId: string | undefined): QuizRow[] {
  let query = quizRows(db);
  if (courseId !== undefined) query = query.where('c.id', '=', courseId);
  const attention = needingAttention(db);
  return db.all(query).map((row) => {
    const {
      description: _,
      timeLimit: __,
      maxAttempts: ___,
      xpReward: ____,
      ...rest
    } = toDetail(row, attention.get(row.id) ?? 0);
    return rest;
  });
}

export function findQuiz(db: ReadableDb, id: string): QuizDetail | undefined {
  const row = db.first(quizRows(db).where('q.id', '=', id));
  return row && toDetail(row, needingAttention(db).get(id) ?? 0);
}

/**
 * Imported questions a person has not looked at yet, by quiz. They are few, so the walk begins at
 * them (a cross join keeps the order) and not at all questions of all quizzes.
 */
function needingAttention(db: ReadableDb): ReadonlyMap<string, number> {
  const rows = db.all(
    db.from
      .selectFrom('lectern_question_source as s')
      .crossJoin('Question as n')
      .select('n.quizId')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('s.needs_attention', '=', 1)
      .whereRef('n.id', '=', 's.question_id')
      .groupBy('n.quizId'),
  );
  return new Map(rows.map((row) => [row.quizId, row.n]));
}
