import type { grading } from '../../../shared/contract/grading';
import { computeGrade } from '../../../shared/domain/late-policy';
import { toInstant } from '../../../shared/kernel/clock';
import { failure } from '../../../shared/kernel/errors';
import { err, ok } from '../../../shared/kernel/result';
import type { EngineContext } from '../context';
import { newestActionOn } from '../journal/repository';
import type { Handlers } from '../rpc/handlers';
import { listGradeHistory } from './history-repository';
import { latenessOf, signedLateSeconds } from './lateness';
import {
  findDraft,
  findGrade,
  findLatePolicy,
  listRooms,
  listSubmissions,
  listVersions,
  storeDraft,
  type StoredGrade,
  type Submission,
} from './repository';
import { requireSubmission, storeGrade } from './store-grade';
import { versionKey } from './version-key';

export const gradingHandlers: Handlers<typeof grading> = {
  rooms: (_input, { workspace }) => ok({ rooms: listRooms(workspace.read) }),

  queue: ({ assignmentId, ungraded }, { workspace }) =>
    ok({ submissions: listSubmissions(workspace.read, assignmentId, ungraded).map(toQueueRow) }),

  submission: ({ id }, context) => ok(describeSubmission(context, requireSubmission(context, id))),

  grade: (given, context) => {
    storeGrade(context, given);
    return ok(gradeResult(context, given.id));
  },

  feedback: ({ id, feedback }, context) => {
    const submission = requireSubmission(context, id);
    const label = `feedback for ${submission.learnerName ?? submission.userId}`;
    context.edit({ name: 'submission.feedback', label }, (edit) => {
      edit.update('AssignmentSubmission', id, { feedback });
    });
    return ok({});
  },

  undoGrade: ({ id }, context) => {
    const submission = requireSubmission(context, id);
    const names = ['submission.grade', 'submission.feedback'];
    const action = newestActionOn(context.workspace.read, {
      table: 'AssignmentSubmission',
      key: submission.id,
      names,
    });
    if (!action) {
      return err(
        failure(
          'not_found',
          `No grade of ${submission.learnerName ?? submission.userId} was given here that could be undone.`,
        ),
      );
    }
    context.journal.undo(action.id);
    return ok(gradeResult(context, id));
  },

  saveDraft: ({ id, score, feedback, waived }, context) => {
    const at = toInstant(context.clock.now());
    context.workspace.write((db) => storeDraft(db, id, { score, feedback, waived }, at));
    return ok({ at });
  },
};

function toQueueRow(row: ReturnType<typeof listSubmissions>[number]) {
  return {
    id: row.id,
    userId: row.userId,
    learnerName: row.learnerName,
    score: row.score,
    submittedAt: row.submittedAt,
    gradedAt: row.gradedAt,
    lateSeconds: signedLateSeconds(row.dueDate, row.submittedAt),
    late: latenessOf(row).late,
    files: row.files,
    hasText: row.hasText,
    resubmitted: row.gradedAt !== null && row.submittedAt > row.gradedAt,
  };
}

function describeSubmission({ workspace }: EngineContext, submission: Submission) {
  const { read } = workspace;
  const grade = findGrade(read, submission.id);
  const row = toQueueRow({
    ...submission,
    hasText: Boolean(submission.content),
    files: submission.fileUrls.length,
    fileUrls: null,
  });
  return {
    ...row,
    assignmentId: submission.assignmentId,
    content: submission.content,
    fileUrls: [...submission.fileUrls],
    feedback: submission.feedback,
    maxPoints: submission.maxPoints,
    accepted: latenessOf(submission).accepted,
    policy: findLatePolicy(read, submission.assignmentId),
    grade: grade && chainOf(grade, submission.maxPoints),
    versions: listVersions(read, submission.id),
    versionKey: versionKey(submission),
    draft: findDraft(read, submission.id, submission.gradedAt),
    history: listGradeHistory(read, submission.id),
  };
}

/** The chain as it was when the grade was given, whatever the rule says today. */
function chainOf(grade: StoredGrade, possible: number) {
  const { raw, lateSeconds, policy, waived } = grade;
  const { late } = computeGrade({ raw, possible, lateSeconds, policy, waived });
  return {
    raw,
    lateSeconds,
    intervals: late.intervals,
    deduction: grade.deduction,
    waived,
    final: grade.final,
  };
}

function gradeResult(context: EngineContext, id: string) {
  const { read } = context.workspace;
  const submission = requireSubmission(context, id);
  const grade = findGrade(read, id);
  return {
    submission: id,
    raw: grade?.raw ?? null,
    deduction: grade?.deduction ?? 0,
    score: submission.score,
    gradedAt: submission.gradedAt,
    history: listGradeHistory(read, id),
  };
}
