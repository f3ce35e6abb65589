import type { Instant } from '../../kernel/clock';

/** Whether a submission was in time, late, or late where lateness is not accepted. */
export type Lateness = 'on_time' | 'late' | 'not_accepted';

/**
 * Seconds a submission came after its due date, begun seconds counted whole; 0 when in time or
 * when there is no due date.
 */
export function lateSeconds(dueAt: Instant | null, submittedAt: Instant): number {
  if (dueAt === null) return 0;
  const late = (Date.parse(submittedAt) - Date.parse(dueAt)) / 1000;
  return late > 0 ? Math.ceil(late) : 0;
}

/** Not accepted is a mark, not a bar: the submission can still be graded. */
export function judgeLateness(seconds: number, allowLateSubmission: boolean): Lateness {
  if (seconds <= 0) return 'on_time';
  return allowLateSubmission ? 'late' : 'not_accepted';
}
