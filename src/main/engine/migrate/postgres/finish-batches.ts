import { StepError } from '../step-outcome';
import type { RunnerStamp, Step } from '../step';
import { recordEvent, recordStep } from './history';
import { refuseTwice } from './apply-step';
import { withLockRetries } from './lock-retries';
import { findMissed } from './missed-learners';
import { requireVerified } from './run-statements';
import { changing, type ServerSession } from './session';

/** What a batched step has done when no pass finds anything more. */
export type BatchesDone = {
  readonly startedMs: number;
  readonly stored: { readonly cursor: string | null } | undefined;
  readonly passes: number;
  readonly rows: number;
  readonly retries: number;
  /** False when no further pass may be made. */
  readonly mayHaveMissed: boolean;
};

/**
 * Verifies a batched step and marks it as applied, in one transaction. False when something has
 * arrived since the last pass, so that another one is due. Throws a StepError when `verify` has a
 * complaint that no pass can mend; the batches stand, the step stays `partial`.
 */
export async function finishBatches(
  session: ServerSession,
  step: Step,
  stamp: RunnerStamp,
  done: BatchesDone,
): Promise<boolean> {
  try {
    await withLockRetries(session, step.name, stamp, () =>
      changing(session, async (client) => {
        await requireVerified(client, step);
        const progress = {
          startedMs: done.startedMs,
          result: 'applied',
          rowsTouched: done.rows,
          retries: done.retries,
          cursor: null,
        } as const;
        const isOurs = await recordStep(client, step, stamp, progress, done.stored);
        if (!isOurs) refuseTwice(step);
        const { rows, passes, retries } = done;
        const detail = { rows, passes, retries, longestWaitMs: session.watch.longestMs };
        await recordEvent(client, stamp, { kind: 'apply', step: step.name, detail });
      }),
    );
    return true;
  } catch (error) {
    const mayBeMended = error instanceof StepError && done.mayHaveMissed;
    if (mayBeMended && (await findMissed(session, step)).length > 0) return false;
    throw error;
  }
}
