import { sql } from 'kysely';
import type { ReadableDb } from '../storage/database';

/** What the rail counts, table by table. */
const counted = {
  courses: sql`select count(*) from "Course"`,
  quizzes: sql`select count(*) from "Quiz"`,
  assignments: sql`select count(*) from "Assignment"`,
  // By assignment, because an index then leads to those that wait, past all that are graded.
  toGrade: sql`select count(*) from "Assignment" as "a" cross join "AssignmentSubmission" as "s"
    where "s"."assignmentId" = "a"."id" and "s"."gradedAt" is null`,
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
  // Counted for each assignment, which an index answers; grouped, it would read every submission.
  const waiting = db.from
    .selectFrom('Assignment as a')
    .select(['a.id', 'a.title', 'a.courseId', 'a.chapterId'])
    .select((e) => {
      const ungraded = e
        .selectFrom('AssignmentSubmission as s')
        .whereRef('s.assignmentId', '=', 'a.id')
        .where('s.gradedAt', 'is', null);
      return [
        ungraded.select((s) => s.fn.countAll<number>().as('n')).as('ungraded'),
        ungraded.select((s) => s.fn.min<string>('s.submittedAt').as('at')).as('oldest'),
      ];
    });
  return db
    .all(
      db.from
        .selectFrom(waiting.as('w'))
        .leftJoin('Chapter as h', 'h.id', 'w.chapterId')
        .leftJoin('Course as c', (on) =>
          on.on((e) => e('c.id', '=', e.fn.coalesce('w.courseId', 'h.courseId'))),
        )
        .select(['w.id as assignmentId', 'w.title', 'c.title as courseTitle'])
        .select(['w.ungraded', 'w.oldest'])
        .where('w.oldest', 'is not', null)
        .orderBy('w.oldest')
        .limit(most),
    )
    .map((row) => ({ ...row, ungraded: row.ungraded ?? 0 }));
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
