import { sql } from 'kysely';
import type { LatePolicy } from '../../../shared/domain/late-policy';
import type { ReadableDb, WritableDb } from '../storage/database';

/** A submission with what grading it needs to know of its assignment. */
export type Submission = {
  readonly id: string;
  readonly userId: string;
  readonly learnerName: string | null;
  readonly assignmentId: string;
  readonly assignmentTitle: string;
  readonly maxPoints: number;
  readonly xpReward: number;
  readonly dueDate: string | null;
  readonly allowLateSubmission: boolean;
  readonly content: string | null;
  readonly fileUrls: readonly string[];
  readonly score: number | null;
  readonly feedback: string | null;
  readonly submittedAt: string;
  readonly gradedAt: string | null;
};

/** How a stored score came about; points, seconds. */
export type StoredGrade = {
  readonly raw: number;
  readonly deduction: number;
  readonly final: number;
  readonly lateSeconds: number;
  readonly waived: boolean;
  readonly policy: LatePolicy | null;
};

function submissions(db: ReadableDb) {
  return db.from
    .selectFrom('AssignmentSubmission as s')
    .innerJoin('Assignment as a', 'a.id', 's.assignmentId')
    .leftJoin('lectern_person as p', 'p.user_id', 's.userId')
    .select([
      's.id',
      's.userId',
      's.assignmentId',
      's.fileUrls',
      's.score',
      's.submittedAt',
      's.gradedAt',
    ])
    .select([
      'a.title as assignmentTitle',
      'a.maxPoints',
      'a.xpReward',
      'a.dueDate',
      'a.allowLateSubmission',
    ])
    .select('p.name as learnerName');
}

/** One submission in full, or undefined. */
export function findSubmission(db: ReadableDb, id: string): Submission | undefined {
  const row = db.first(submissions(db).select(['s.content', 's.feedback']).where('s.id', '=', id));
  return (
    row && {
      ...row,
      allowLateSubmission: row.allowLateSubmission === 1,
      fileUrls: parseUrls(row.fileUrls),
    }
  );
}

/** Submissions of an assignment, oldest first, without their text. */
export function listSubmissions(db: ReadableDb, assignmentId: string, ungraded: boolean) {
  let query = submissions(db)
    .select(sql<number>`s."content" IS NOT NULL AND s."content" <> ''`.as('hasText'))
    .where('s.assignmentId', '=', assignmentId)
    .orderBy('s.submittedAt')
    .orderBy('s.id');
  if (ungraded) query = query.where('s.gradedAt', 'is', null);
  return db.all(query).map((row) => ({
    ...row,
    allowLateSubmission: row.allowLateSubmission === 1,
    hasText: row.hasText === 1,
    files: parseUrls(row.fileUrls).length,
  }));
}

/** Assignments with their numbers of submissions; those with ungraded work first. */
export function listRooms(db: ReadableDb) {
  return db.all(
    db.from
      .selectFrom('Assignment as a')
      .leftJoin('Course as c', 'c.id', 'a.courseId')
      .leftJoin('AssignmentSubmission as s', 's.assignmentId', 'a.id')
      .groupBy('a.id')
      .select(['a.id as assignmentId', 'a.title', 'c.title as courseTitle', 'a.dueDate'])
      // Counted by what an index holds: the rows have the learners' texts in them.
      .select((e) => e.fn.count<number>('s.assignmentId').as('submissions'))
      .select(sql<number>`count(s."assignmentId") - count(s."gradedAt")`.as('ungraded'))
      .orderBy(sql`count(s."assignmentId") - count(s."gradedAt") > 0`, 'desc')
      .orderBy('a.dueDate', 'desc')
      .orderBy('a.title'),
  );
}

/** The late rule of an assignment; null when it has none. */
export function findLatePolicy(db: ReadableDb, assignmentId: string): LatePolicy | null {
  const row = db.first(
    db.from.selectFrom('lectern_late_policy').selectAll().where('assignment_id', '=', assignmentId),
  );
  return row
    ? { rate: row.rate, intervalSeconds: row.interval_seconds, floorPercent: row.floor_percent }
    : null;
}

export function findGrade(db: ReadableDb, submissionId: string): StoredGrade | null {
  const row = db.first(
    db.from.selectFrom('lectern_grade').selectAll().where('submission_id', '=', submissionId),
  );
  if (!row) return null;
  return {
    raw: row.raw,
    deduction: row.deduction,
    final: row.final,
    lateSeconds: row.late_seconds,
    waived: row.late_waived === 1,
    // Written by grading alone, from a parsed policy.
    policy: row.policy === null ? null : (JSON.parse(row.policy) as LatePolicy),
  };
}

/** Versions the learner handed in that were seen, newest first. */
export function listVersions(db: ReadableDb, submissionId: string) {
  return db.all(
    db.from
      .selectFrom('lectern_submission_version')
      .select(['id', 'submitted_at as submittedAt', 'content'])
      .where('submission_id', '=', submissionId)
      .orderBy('submitted_at', 'desc'),
  );
}

/** What was being typed, if it is newer than the grade that stands. */
export function findDraft(db: ReadableDb, submissionId: string, gradedAt: string | null) {
  const row = db.first(
    db.from.selectFrom('lectern_draft').selectAll().where('key', '=', draftKey(submissionId)),
  );
  if (!row || (gradedAt !== null && row.updated_at <= gradedAt)) return null;
  // Written by saveDraft alone.
  return JSON.parse(row.value) as {
    readonly score: string;
    readonly feedback: string;
    readonly waived: boolean;
  };
}

/** Keeps what is being typed; a draft is not an operation and has no undo. */
export function storeDraft(
  db: WritableDb,
  submissionId: string,
  draft: { readonly score: string; readonly feedback: string; readonly waived: boolean },
  at: string,
): void {
  const value = JSON.stringify(draft);
  db.run(
    db.from
      .insertInto('lectern_draft')
      .values({ key: draftKey(submissionId), value, updated_at: at })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: at })),
  );
}

function draftKey(submissionId: string): string {
  return `grade:${submissionId}`;
}

function parseUrls(text: string | null): readonly string[] {
  const value: unknown = JSON.parse(text ?? '[]');
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
