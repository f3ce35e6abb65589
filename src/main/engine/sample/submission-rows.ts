import { toInstant } from '../../../shared/kernel/clock';
import type { IdSource } from '../../../shared/kernel/ids';
import type { MadeGrade } from './grading';
import type { RowOf, TableRows } from './rows';
import type { HandedIn, MadeSubmission } from './submissions';

function submissionRow(
  { id, learner, assignment, content, fileUrls, at }: MadeSubmission,
  grade: MadeGrade | undefined,
): RowOf<'AssignmentSubmission'> {
  return {
    id,
    userId: learner.userId,
    assignmentId: assignment.id,
    content,
    fileUrls: JSON.stringify(fileUrls),
    score: grade?.chain.final ?? null,
    feedback: grade?.feedback ?? null,
    submittedAt: toInstant(at),
    gradedAt: grade ? toInstant(grade.at) : null,
  };
}

function gradeRow(grade: MadeGrade): RowOf<'lectern_grade'> {
  const { chain } = grade;
  return {
    submission_id: grade.submission.id,
    raw: chain.raw,
    deduction: chain.deduction,
    final: chain.final,
    late_seconds: chain.lateSeconds,
    late_waived: chain.waived ? 1 : 0,
    policy: chain.policy ? JSON.stringify(chain.policy) : null,
    version_id: grade.versionId,
    graded_by: grade.who,
    graded_at: toInstant(grade.at),
  };
}

function historyRows(grade: MadeGrade, newId: IdSource): readonly RowOf<'lectern_grade_history'>[] {
  return grade.changes.map(({ at, who, from, to, chain, reason }) => ({
    id: newId(),
    submission_id: grade.submission.id,
    at: toInstant(at),
    who,
    from_score: from.score,
    to_score: to.score,
    from_feedback: from.feedback,
    to_feedback: to.feedback,
    raw: chain.raw,
    deduction: chain.deduction,
    reason,
    action_id: null,
  }));
}

function versionRow(
  id: string,
  submissionId: string,
  version: HandedIn,
  seenAt: number,
): RowOf<'lectern_submission_version'> {
  return {
    id,
    submission_id: submissionId,
    seen_at: toInstant(seenAt),
    submitted_at: toInstant(version.at),
    content: version.content,
    file_urls: JSON.stringify(version.fileUrls),
  };
}

/** Versions seen: what was replaced, and what stood before the grader. */
function versionRows(
  submissions: readonly MadeSubmission[],
  grades: readonly MadeGrade[],
  newId: IdSource,
): readonly RowOf<'lectern_submission_version'>[] {
  const asGraded = grades.map(({ versionId, submission, graded, at }) =>
    versionRow(versionId, submission.id, graded, at),
  );
  const gradedVersions = new Set(grades.map(({ graded }) => graded));
  const replaced = submissions.flatMap(({ id, earlier }) =>
    earlier
      .filter((version) => !gradedVersions.has(version))
      .map((version) => versionRow(newId(), id, version, version.at + 900_000)),
  );
  return [...asGraded, ...replaced];
}

/** The rows of the submissions, their versions, grades and the history of these. */
export function submissionRows(
  submissions: readonly MadeSubmission[],
  grades: readonly MadeGrade[],
  newId: IdSource,
): readonly TableRows[] {
  const gradeOf = new Map(grades.map((grade) => [grade.submission, grade]));
  return [
    ['AssignmentSubmission', submissions.map((one) => submissionRow(one, gradeOf.get(one)))],
    ['lectern_submission_version', versionRows(submissions, grades, newId)],
    ['lectern_grade', grades.map(gradeRow)],
    ['lectern_grade_history', grades.flatMap((grade) => historyRows(grade, newId))],
  ];
}
