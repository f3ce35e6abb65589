import { sql } from 'kysely';
import type { AssignmentRow } from '../../../shared/contract/assignments';
import type { LatePolicy } from '../../../shared/domain/late-policy';
import type { ReadableDb } from '../storage/database';

/** An assignment with the fields its page shows beside those of the list. */
export type AssignmentDetail = AssignmentRow & { readonly description: string };

function assignmentRows(db: ReadableDb) {
  return db.from
    .selectFrom('Assignment as a')
    .leftJoin('Chapter as h', 'h.id', 'a.chapterId')
    .leftJoin('Course as c', (on) =>
      on.on((e) => e('c.id', '=', e.fn.coalesce('a.courseId', 'h.courseId'))),
    )
    .select(['a.id', 'a.title', 'a.description', 'a.chapterId', 'a.dueDate', 'a.maxPoints'])
    .select(['a.allowLateSubmission', 'a.isPublished', 'a.xpReward', 'a.updatedAt'])
    .select(['c.id as courseId', 'c.title as courseTitle'])
    .select((e) => [
      e
        .selectFrom('AssignmentSubmission as s')
        .whereRef('s.assignmentId', '=', 'a.id')
        .select((s) => s.fn.countAll<number>().as('n'))
        .as('submissions'),
      e
        .selectFrom('AssignmentSubmission as s')
        .whereRef('s.assignmentId', '=', 'a.id')
        .where('s.gradedAt', 'is', null)
        .select((s) => s.fn.countAll<number>().as('n'))
        .as('ungraded'),
      e
        .selectFrom('AssignmentSubmission as s')
        .whereRef('s.assignmentId', '=', 'a.id')
        .select(sql<number | null>`round(avg("s"."score"), 2)`.as('n'))
        .as('meanScore'),
    ])
    .orderBy('a.title')
    .orderBy('a.id');
}

type StoredAssignment =
  ReturnType<ReturnType<typeof assignmentRows>['execute']> extends Promise<(infer R)[]> ? R : never;

function toDetail(row: StoredAssignment): AssignmentDetail {
  return {
    ...row,
    allowLateSubmission: row.allowLateSubmission === 1,
    isPublished: row.isPublished === 1,
    submissions: row.submissions ?? 0,
    ungraded: row.ungraded ?? 0,
  };
}

/** Assignments by title; with `courseId` those of the course and of its chapters. */
export function listAssignments(db: ReadableDb, courseId: string | undefined): AssignmentRow[] {
  let query = assignmentRows(db);
  if (courseId !== undefined) query = query.where('c.id', '=', courseId);
  return db.all(query).map((row) => {
    const { description: _, ...rest } = toDetail(row);
    return rest;
  });
}

export function findAssignment(db: ReadableDb, id: string): AssignmentDetail | undefined {
  const row = db.first(assignmentRows(db).where('a.id', '=', id));
  return row && toDetail(row);
}

/** The rule for late work of an assignment, null when there is none. */
export function findLatePolicy(db: ReadableDb, assignmentId: string): LatePolicy | null {
  const row = db.first(
    db.from
      .selectFrom('lectern_late_policy')
      .select(['rate', 'interval_seconds as intervalSeconds', 'floor_percent as floorPercent'])
      .where('assignment_id', '=', assignmentId),
  );
  return row ?? null;
}
