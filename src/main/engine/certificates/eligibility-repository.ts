import {
  defaultEligibilityRule,
  eligibilityRuleSchema,
  type EligibilityFacts,
  type EligibilityRule,
} from '../../../shared/domain/certificates';
import { hasPassed } from '../../../shared/domain/scoring';
import type { ReadableDb } from '../storage/database';

/** What a certificate and its rule need of a course. */
export type CertifiedCourse = {
  readonly id: string;
  readonly title: string;
  readonly createdById: string;
  readonly estimatedHours: number | null;
};

/** The course, or undefined when there is none of that id. */
export function findCertifiedCourse(db: ReadableDb, id: string): CertifiedCourse | undefined {
  return db.first(
    db.from
      .selectFrom('Course')
      .select(['id', 'title', 'createdById', 'estimatedHours'])
      .where('id', '=', id),
  );
}

function setting(db: ReadableDb, key: string): unknown {
  const row = db.first(
    db.from.selectFrom('lectern_setting').select('value').where('key', '=', key),
  );
  return row === undefined ? undefined : JSON.parse(row.value);
}

/** The rule of a course: its own when one is stored, else that of every course. */
export function eligibilityRuleOf(db: ReadableDb, courseId: string): EligibilityRule {
  const stored = eligibilityRuleSchema.safeParse(setting(db, `certificates.rule.${courseId}`));
  return stored.success ? stored.data : defaultEligibilityRule;
}

/** The name of a person, or undefined when the roster does not have them. */
export function personName(db: ReadableDb, userId: string): string | undefined {
  return db.first(db.from.selectFrom('lectern_person').select('name').where('user_id', '=', userId))
    ?.name;
}

/** Names of all people by user id. */
export function personNames(db: ReadableDb): ReadonlyMap<string, string> {
  const rows = db.all(db.from.selectFrom('lectern_person').select(['user_id', 'name']));
  return new Map(rows.map((row) => [row.user_id, row.name]));
}

/** Who takes part in a course: bought it, or has begun one of its chapters. */
export function participants(db: ReadableDb, courseId: string): readonly string[] {
  const buyers = db.from.selectFrom('Purchase').select('userId').where('courseId', '=', courseId);
  const readers = db.from
    .selectFrom('UserProgress')
    .innerJoin('Chapter', 'Chapter.id', 'UserProgress.chapterId')
    .select('UserProgress.userId as userId')
    .where('Chapter.courseId', '=', courseId);
  return db
    .all(buyers.union(readers))
    .map((row) => row.userId)
    .toSorted();
}

function publishedChapters(db: ReadableDb, courseId: string) {
  return db.all(
    db.from
      .selectFrom('Chapter')
      .select(['id', 'title'])
      .where('courseId', '=', courseId)
      .where('isPublished', '=', 1)
      .orderBy('position'),
  );
}

function completedChapters(db: ReadableDb, courseId: string): ReadonlyMap<string, Set<string>> {
  const rows = db.all(
    db.from
      .selectFrom('UserProgress')
      .innerJoin('Chapter', 'Chapter.id', 'UserProgress.chapterId')
      .select(['UserProgress.userId as userId', 'UserProgress.chapterId as chapterId'])
      .where('Chapter.courseId', '=', courseId)
      .where('UserProgress.isCompleted', '=', 1),
  );
  const byLearner = new Map<string, Set<string>>();
  for (const { userId, chapterId } of rows) {
    const known = byLearner.get(userId) ?? new Set<string>();
    byLearner.set(userId, known.add(chapterId));
  }
  return byLearner;
}

function passedQuizzes(db: ReadableDb, ids: readonly string[]): ReadonlySet<string> {
  if (ids.length === 0) return new Set();
  const rows = db.all(
    db.from
      .selectFrom('QuizAttempt')
      .innerJoin('Quiz', 'Quiz.id', 'QuizAttempt.quizId')
      .select(['userId', 'quizId', 'score', 'totalPoints', 'passingScore'])
      .where('quizId', 'in', ids),
  );
  const passed = rows.filter((row) => hasPassed(row.score, row.totalPoints, row.passingScore));
  return new Set(passed.map((row) => `${row.quizId} ${row.userId}`));
}

function assignmentScores(db: ReadableDb, ids: readonly string[]): ReadonlyMap<string, number> {
  if (ids.length === 0) return new Map();
  const rows = db.all(
    db.from
      .selectFrom('AssignmentSubmission')
      .select(['userId', 'assignmentId', 'score'])
      .where('assignmentId', 'in', ids)
      .where('gradedAt', 'is not', null),
  );
  return new Map(
    rows.flatMap((row) =>
      row.score === null ? [] : [[`${row.assignmentId} ${row.userId}`, row.score] as const],
    ),
  );
}

function ruleIds(rule: EligibilityRule) {
  const { conditions } = rule;
  return {
    quizIds: conditions.flatMap((one) => (one.kind === 'quizzes_passed' ? one.quizIds : [])),
    assignmentIds: conditions.flatMap((one) =>
      one.kind === 'assignments_graded' ? one.assignmentIds : [],
    ),
  };
}

function titled(db: ReadableDb, quizIds: readonly string[], assignmentIds: readonly string[]) {
  const quizzes =
    quizIds.length === 0
      ? []
      : db.all(db.from.selectFrom('Quiz').select(['id', 'title']).where('id', 'in', quizIds));
  const assignments =
    assignmentIds.length === 0
      ? []
      : db.all(
          db.from
            .selectFrom('Assignment')
            .select(['id', 'title', 'maxPoints'])
            .where('id', 'in', assignmentIds),
        );
  return { quizzes, assignments };
}

/** Reads what the rule asks about, once for all learners; the answer judges one at a time. */
export function eligibilityFacts(
  db: ReadableDb,
  courseId: string,
  rule: EligibilityRule,
): (userId: string) => EligibilityFacts {
  const { quizIds, assignmentIds } = ruleIds(rule);
  const chapters = publishedChapters(db, courseId);
  const completed = completedChapters(db, courseId);
  const passed = passedQuizzes(db, quizIds);
  const scores = assignmentScores(db, assignmentIds);
  const { quizzes, assignments } = titled(db, quizIds, assignmentIds);
  return (userId) => ({
    publishedChapters: chapters,
    completedChapterIds: completed.get(userId) ?? new Set(),
    quizzes: new Map(
      quizzes.map(({ id, title }) => [id, { title, passed: passed.has(`${id} ${userId}`) }]),
    ),
    assignments: new Map(
      assignments.map(({ id, title, maxPoints }) => [
        id,
        { title, maxPoints, score: scores.get(`${id} ${userId}`) ?? null },
      ]),
    ),
  });
}
