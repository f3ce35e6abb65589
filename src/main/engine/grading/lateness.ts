import { judgeLateness, lateSeconds } from '../../../shared/domain/late-policy';

/**
 * Seconds after the due date for display: negative when early, 0 without a due date. The late
 * rule itself uses the domain's `lateSeconds`, which never is negative.
 */
export function signedLateSeconds(dueDate: string | null, submittedAt: string): number {
  if (dueDate === null) return 0;
  const late = lateSeconds(dueDate, submittedAt);
  return late > 0 ? late : Math.ceil((Date.parse(submittedAt) - Date.parse(dueDate)) / 1000);
}

/** Whether a submission counts as late, and whether the assignment accepts that. */
export function latenessOf(row: {
  readonly dueDate: string | null;
  readonly submittedAt: string;
  readonly allowLateSubmission: boolean;
}): { readonly late: boolean; readonly accepted: boolean } {
  const judged = judgeLateness(lateSeconds(row.dueDate, row.submittedAt), row.allowLateSubmission);
  return { late: judged !== 'on_time', accepted: judged !== 'not_accepted' };
}
