import type { Instant } from '../../kernel/clock';

/** Whether a submission was in time, late, or late where lateness is not accepted. */
export type Lateness = 'on_time' | 'late' | 'not_accepted';

/**
 * Whole seconds from the due date to the submission, a begun second counted whole; negative when
 * early, 0 when there is no due date.
 */
export function secondsAfterDue(dueAt: Instant | null, submittedAt: Instant): number {
  if (dueAt === null) return 0;
  const seconds = Math.ceil((Date.parse(submittedAt) - Date.parse(dueAt)) / 1000);
  return seconds === 0 ? 0 : seconds;
}

/** Seconds a submission is late; 0 when it came in time or there is no due date. */
export function lateSeconds(dueAt: Instant | null, submittedAt: Instant): number {
  return Math.max(0, secondsAfterDue(dueAt, submittedAt));
}

/** Not accepted is a mark, not a bar: the submission can still be graded. */
export function judgeLateness(seconds: number, allowLateSubmission: boolean): Lateness {
  if (seconds <= 0) return 'on_time';
  return allowLateSubmission ? 'late' : 'not_accepted';
}
