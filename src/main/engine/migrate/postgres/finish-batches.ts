import type { RunnerStamp, Step } from '../step';
import { refuseTwice } from './apply-step';
import { recordStep } from './history';
import { withLockRetries } from './lock-retries';
import { requireVerified } from './run-statements';
import { changing, roomForJoins, type ServerSession } from './session';

/** What a batched step has done when no pass finds anything more. */
export type BatchesDone = {
  readonly startedMs: number;
  readonly stored: { readonly cursor: string | null } | undefined;
  readonly passes: number;
  readonly rows: number;
  readonly retries: number;
};

/**
 * Verifies a batched step and marks it as applied, in one transaction. Throws a StepError when
 * `verify` has a complaint; the batches stand, and the step stays `partial`.
 */
export async function finishBatches(
  session: ServerSession,
  step: Step,
  stamp: RunnerStamp,
  done: BatchesDone,
): Promise<void> {
  const { rows, passes, retries, stored, startedMs } = done;
  await withLockRetries(session, step.name, stamp, () =>
    changing(session, async (client) => {
      await client.query(roomForJoins);
      await requireVerified(client, step);
      const progress = { startedMs, result: 'applied', rowsTouched: rows, retries } as const;
      const detail = { rows, passes, retries, longestWaitMs: session.watch.longestMs };
      const event = { kind: 'apply', detail } as const;
      const whole = { ...progress, cursor: null };
      if (!(await recordStep(client, step, stamp, whole, stored, event))) refuseTwice(step);
    }),
  );
}
