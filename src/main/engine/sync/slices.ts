import { failure, FailureError } from '../../../shared/kernel/errors';
import type { WritableDb } from '../storage/database';
import type { SyncSession } from './session';

/** How long one transaction may keep all other calls waiting. */
export const sliceMs = 20;

type Slicing = Pick<SyncSession, 'signal' | 'breathe' | 'context'>;

/**
 * Does `work` for each item in short transactions, and lets other calls run between them. Stopped
 * by the session's signal (`cancelled`); what is committed by then stays.
 */
export async function inSlices<T>(
  session: Slicing,
  items: readonly T[],
  work: (db: WritableDb, item: T) => void,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  let next = waiting.next();
  while (!next.done) {
    stopIfCancelled(session);
    session.context.workspace.write((db) => {
      // A measure of load, not a time that anybody sees: the injected clock may stand still.
      const end = performance.now() + sliceMs;
      while (!next.done && performance.now() < end) {
        work(db, next.value);
        next = waiting.next();
      }
    });
    await session.breathe();
  }
}

/** Throws `cancelled` once the session is to end. */
export function stopIfCancelled({ signal }: Pick<SyncSession, 'signal'>): void {
  if (!signal.aborted) return;
  throw new FailureError(
    failure('cancelled', 'Stopped. What was copied so far is kept; it goes on from there.'),
  );
}
