import { z } from 'zod';

/** How far a batched step is; kept in the history, so that a killed run goes on from there. */
const cursorSchema = z.strictObject({
  /** `first`: through all learners; `catch-up`: what was missed or arrived since. */
  phase: z.enum(['first', 'catch-up']),
  /** The last learner that is done in the first pass. */
  after: z.string(),
  /** Catch-up passes that found something. */
  passes: z.number(),
});
export type BatchCursor = z.output<typeof cursorSchema>;

/** Where a batched step starts. */
export const firstCursor: BatchCursor = { phase: 'first', after: '', passes: 0 };

/** The cursor of a history row. One that cannot be read starts over, which does no harm. */
export function parseCursor(text: string | null): BatchCursor {
  if (text === null) return firstCursor;
  try {
    return cursorSchema.parse(JSON.parse(text));
  } catch {
    // Written by another version: every batch may run again, so the beginning is always right.
    return firstCursor;
  }
}
