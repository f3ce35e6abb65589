import { fail } from '../../../../shared/kernel/errors';
import type { RunnerStamp } from '../step';
import { StepError } from '../step-outcome';
import { describeBlockers, redactedQuery, type Blocker } from './blockers';
import { recordEvent } from './history';
import type { ServerSession } from './session';

/** SQLSTATEs of a wait that may end better the next time: lock_timeout and a deadlock. */
const worthRetrying: ReadonlySet<string> = new Set(['55P03', '40P01']);

/** The SQLSTATE of an error of the server, also inside a StepError. */
export function sqlState(error: unknown): string | undefined {
  const inner: unknown = error instanceof StepError ? error.cause : error;
  if (typeof inner !== 'object' || inner === null || !('code' in inner)) return undefined;
  return typeof inner.code === 'string' ? inner.code : undefined;
}

/** Whether an error is a wait for a lock that may end better the next time. */
export function lockNotTaken(error: unknown): boolean {
  return worthRetrying.has(sqlState(error) ?? '');
}

/**
 * Does `attempt` again when it could not get a lock: bounded, with growing scattered pauses, each
 * retry noted and kept in the history with whoever was in the way. Fails with `busy`, naming
 * them, when the lock never came free; `attempt` must leave nothing behind when it throws.
 */
export async function withLockRetries<T>(
  session: ServerSession,
  step: string,
  stamp: RunnerStamp,
  attempt: (retries: number) => Promise<T>,
): Promise<{ readonly value: T; readonly retries: number }> {
  for (let retries = 0; ; retries += 1) {
    try {
      return { value: await attempt(retries), retries };
    } catch (error) {
      if (!lockNotTaken(error)) throw error;
      const blockers = session.watch.takeBlockers();
      if (retries >= session.policy.retries) giveUp(step, blockers, retries);
      await logRetry(session, step, stamp, retries + 1, blockers);
      await wait(session, retries, step);
    }
  }
}

function giveUp(step: string, blockers: readonly Blocker[], retries: number): never {
  fail(
    'busy',
    `${step} could not get its lock in ${retries + 1} attempts; nothing half done was left behind. In the way: ${describeBlockers(blockers)}. Wait until it has ended, or end it, then start again.`,
    { step, blockers: blockers.map((blocker) => blocker.pid), retries },
  );
}

async function logRetry(
  session: ServerSession,
  step: string,
  stamp: RunnerStamp,
  retry: number,
  blockers: readonly Blocker[],
): Promise<void> {
  session.note(`${step}: retry ${retry}, waiting for ${describeBlockers(blockers)}`);
  const detail = {
    retry,
    blockers: blockers.map(({ pid, query }) => ({ pid, query: redactedQuery(query ?? '') })),
  };
  await session.connection.transaction((client) =>
    recordEvent(client, stamp, { kind: 'retry', step, detail }),
  );
}

/** Half to one and a half of a pause that grows with every attempt. */
async function wait(session: ServerSession, retries: number, step: string): Promise<void> {
  const { firstPauseMs, longestPauseMs } = session.policy;
  const full = Math.min(longestPauseMs, firstPauseMs * 1.5 ** retries);
  await new Promise((resolve) => setTimeout(resolve, full * (0.5 + session.chance())));
  if (!session.signal?.aborted) return;
  fail(
    'cancelled',
    `Stopped while ${step} was waiting for its lock. It left nothing behind; the steps before it stand.`,
    { step },
  );
}
