import { sql } from 'kysely';
import type { ReadableDb } from '../storage/database';

/** What the rail counts, table by table. */
const counted = {
  courses: sql`select count(*) from "Course"`,
  quizzes: sql`select count(*) from "Quiz"`,
  assignments: sql`select count(*) from "Assignment"`,
  toGrade: sql`select count(*) from "AssignmentSubmission" where "gradedAt" is null`,
  certificates: sql`select count(*) from "Certificate"`,
} as const;

const tableOf = {
  courses: 'Course',
  quizzes: 'Quiz',
  assignments: 'Assignment',
  toGrade: 'AssignmentSubmission',
  certificates: 'Certificate',
} as const;

export type Counts = { readonly [K in keyof typeof counted]: number };

/** All counts in one query; a table that a migration took back counts 0. */
export function countEverything(db: ReadableDb, present: ReadonlySet<string>): Counts {
  const one = (name: keyof Counts) =>
    present.has(tableOf[name]) ? sql<number>`(${counted[name]})`.as(name) : sql<number>`0`.as(name);
  const row = db.first(
    db.from.selectNoFrom([
      one('courses'),
      one('quizzes'),
      one('assignments'),
      one('toGrade'),
      one('certificates'),
    ]),
  );
  return row ?? { courses: 0, quizzes: 0, assignments: 0, toGrade: 0, certificates: 0 };
}

const most = 20;

/** Assignments with ungraded work, the longest waiting first. */
export function listToGrade(db: ReadableDb) {
  return db.all(
    db.from
      .selectFrom('AssignmentSubmission as s')
      .innerJoin('Assignment as a', 'a.id', 's.assignmentId')
      .leftJoin('Chapter as h', 'h.id', 'a.chapterId')
      .leftJoin('Course as c', (on) =>
        on.on((e) => e('c.id', '=', e.fn.coalesce('a.courseId', 'h.courseId'))),
      )
      .select(['a.id as assignmentId', 'a.title', 'c.title as courseTitle'])
      .select((e) => [
        e.fn.countAll<number>().as('ungraded'),
        e.fn.min<string | null>('s.submittedAt').as('oldest'),
      ])
      .where('s.gradedAt', 'is', null)
      .groupBy('a.id')
      .orderBy('oldest')
      .limit(most),
  );
}

/** Published assignments whose due date lies between two instants, the nearest first. */
export function listDueBetween(db: ReadableDb, from: string, to: string) {
  return db
    .all(
      db.from
        .selectFrom('Assignment as a')
        .leftJoin('Chapter as h', 'h.id', 'a.chapterId')
        .leftJoin('Course as c', (on) =>
          on.on((e) => e('c.id', '=', e.fn.coalesce('a.courseId', 'h.courseId'))),
        )
        .select(['a.id as assignmentId', 'a.title', 'a.dueDate', 'c.title as courseTitle'])
        .where('a.isPublished', '=', 1)
        .where('a.dueDate', '>=', from)
        .where('a.dueDate', '<', to)
        .orderBy('a.dueDate')
        .limit(most),
    )
    .map((row) => ({ ...row, dueDate: row.dueDate ?? '' }));
}

/** Quizzes with imported questions that a person has not looked at yet. */
export function listNeedingAttention(db: ReadableDb) {
  return db.all(
    db.from
      .selectFrom('lectern_question_source as s')
      // A cross join keeps the order: the walk begins at the few that wait.
      .crossJoin('Question as n')
      .innerJoin('Quiz as q', 'q.id', 'n.quizId')
      .select(['q.id as quizId', 'q.title'])
      .select((e) => e.fn.countAll<number>().as('questions'))
      .where('s.needs_attention', '=', 1)
      .whereRef('n.id', '=', 's.question_id')
      .groupBy('q.id')
      .orderBy('q.title')
      .limit(most),
  );
}

/** Learners who have completed a course (all published chapters) and have no certificate of it. */
export function countCompletedWithoutCertificate(db: ReadableDb, courseId: string): number {
  const done = db.from
    .selectFrom('Chapter as h')
    .innerJoin('UserProgress as p', 'p.chapterId', 'h.id')
    .select('p.userId')
    .select((e) => e.fn.countAll<number>().as('done'))
    .where('h.courseId', '=', courseId)
    .where('h.isPublished', '=', 1)
    .where('p.isCompleted', '=', 1)
    .groupBy('p.userId');
  const published = db.from
    .selectFrom('Chapter')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('courseId', '=', courseId)
    .where('isPublished', '=', 1);
  const row = db.first(
    db.from
      .selectFrom(done.as('d'))
      .innerJoin(published.as('n'), 'n.n', 'd.done')
      .leftJoin('Certificate as f', (on) =>
        on.onRef('f.userId', '=', 'd.userId').on('f.courseId', '=', courseId),
      )
      .select((e) => e.fn.countAll<number>().as('learners'))
      .where('f.id', 'is', null),
  );
  return row?.learners ?? 0;
}

/** All courses by their ids. */
export function listCourseTitles(db: ReadableDb) {
  return db.all(db.from.selectFrom('Course').select(['id as courseId', 'title']));
}

/** Courses whose certificates follow a rule of their own. */
export function listCoursesWithOwnRule(db: ReadableDb) {
  return db.all(
    db.from
      .selectFrom('lectern_setting as s')
      .innerJoin('Course as c', (on) =>
        on.on((e) => e('s.key', '=', sql<string>`'certificates.rule.' || ${e.ref('c.id')}`)),
      )
      .select(['c.id as courseId', 'c.title']),
  );
}
