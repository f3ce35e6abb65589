import { computeGrade, lateSeconds, type GradeChain } from '../../../shared/domain/late-policy';
import { fail } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import type { Edit } from '../journal/edit';
import { ensureAward } from '../xp/award';
import { findLatePolicy, findSubmission, listVersions, type Submission } from './repository';
import { versionKey } from './version-key';

/** A grade as a person gives it: points before the late rule. */
export type GivenGrade = {
  readonly id: string;
  readonly raw: number;
  /** Left as it is when undefined. */
  readonly feedback?: string | null;
  readonly waiveLate: boolean;
  /** What the grader saw; not checked when left out. */
  readonly versionKey?: string;
};

/**
 * Stores a grade as one undoable action: the final score, how it came about, the version graded,
 * and the assignment's XP when it is the learner's first grade for it. Fails with `not_found`,
 * `bad_input` (above the maximum, more than two decimals) or `conflict` (handed in again).
 */
export function storeGrade(context: EngineContext, given: GivenGrade): void {
  const submission = requireSubmission(context, given.id);
  checkRaw(given.raw, submission.maxPoints);
  const chain = computeGrade({
    raw: given.raw,
    possible: submission.maxPoints,
    lateSeconds: lateSeconds(submission.dueDate, submission.submittedAt),
    policy: findLatePolicy(context.workspace.read, submission.assignmentId),
    waived: given.waiveLate,
  });
  const label = `score of ${submission.learnerName ?? submission.userId}`;
  context.edit({ name: 'submission.grade', label }, (edit) => {
    // Read again inside the transaction: what was seen before it may have changed since.
    refuseUnseen(requireSubmission({ workspace: { read: edit } }, given.id), given.versionKey);
    writeGrade(edit, submission, chain, given.feedback, context.newId);
  });
}

function writeGrade(
  edit: Edit,
  submission: Submission,
  chain: GradeChain,
  feedback: string | null | undefined,
  newId: () => string,
): void {
  edit.update('AssignmentSubmission', submission.id, {
    score: chain.final,
    gradedAt: edit.at,
    ...(feedback === undefined ? {} : { feedback }),
  });
  edit.upsert('lectern_grade', {
    submission_id: submission.id,
    raw: chain.raw,
    deduction: chain.deduction,
    final: chain.final,
    late_seconds: chain.lateSeconds,
    late_waived: chain.waived ? 1 : 0,
    policy: chain.policy && JSON.stringify(chain.policy),
    version_id: keepVersion(edit, submission, newId),
    graded_by: edit.who,
    graded_at: edit.at,
  });
  ensureAward(edit, {
    userId: submission.userId,
    sourceType: 'assignment',
    sourceId: submission.assignmentId,
    amount: submission.xpReward,
    reason: `Assignment graded: ${submission.assignmentTitle}`,
  });
}

/** Keeps the work as it was graded, so that a later resubmission can be compared with it. */
function keepVersion(edit: Edit, submission: Submission, newId: () => string): string {
  const known = listVersions(edit, submission.id).find(
    (version) =>
      version.submittedAt === submission.submittedAt && version.content === submission.content,
  );
  if (known) return known.id;
  const id = newId();
  edit.insert('lectern_submission_version', {
    id,
    submission_id: submission.id,
    seen_at: edit.at,
    submitted_at: submission.submittedAt,
    content: submission.content,
    file_urls: JSON.stringify(submission.fileUrls),
  });
  return id;
}

/** A submission that must be there. */
export function requireSubmission(
  context: { readonly workspace: Pick<EngineContext['workspace'], 'read'> },
  id: string,
): Submission {
  return (
    findSubmission(context.workspace.read, id) ??
    fail('not_found', `There is no submission ${id} in this workspace. Nothing was changed.`, {
      submission: id,
    })
  );
}

function checkRaw(raw: number, maxPoints: number): void {
  if (raw > maxPoints) {
    fail(
      'bad_input',
      `The score ${raw} is above the maximum of ${maxPoints} points. Nothing was stored.`,
      { raw, maxPoints },
    );
  }
  if (Math.abs(raw * 100 - Math.round(raw * 100)) > 1e-9) {
    fail('bad_input', `The score ${raw} has more than two decimals. Nothing was stored.`, { raw });
  }
}

function refuseUnseen(submission: Submission, seen: string | undefined): void {
  if (seen === undefined || seen === versionKey(submission)) return;
  fail(
    'conflict',
    'The learner handed in again while this was open. Nothing was stored: look at the new version, then grade it.',
    { submission: submission.id, submittedAt: submission.submittedAt },
  );
}
