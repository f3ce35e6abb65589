import { failure, FailureError } from '../../../shared/kernel/errors';
import type { WritableDb } from '../storage/database';
import type { SyncSession } from './session';

/** How long one transaction may keep all other calls waiting. */
export const sliceMs = 12;

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
  for (let done = 0; done < items.length;) {
    stopIfCancelled(session);
    done = session.context.workspace.write((db) => workThrough(items, done, db, work));
    await session.breathe();
  }
}

/**
 * As many as fit into one slice, from `from` on; answers how far it came. It keeps nothing else in
 * mind, because a transaction that meets a full disk is rolled back and begun once more.
 */
function workThrough<T>(
  items: readonly T[],
  from: number,
  db: WritableDb,
  work: (db: WritableDb, item: T) => void,
): number {
  // A measure of load, not a time that anybody sees: the injected clock may stand still.
  const end = performance.now() + sliceMs;
  let at = from;
  for (; at < items.length && (at === from || performance.now() < end); at += 1) {
    // Below its length there is an item.
    work(db, items[at] as T);
  }
  return at;
}

/** Throws `cancelled` once the session is to end. */
export function stopIfCancelled({ signal }: Pick<SyncSession, 'signal'>): void {
  if (!signal.aborted) return;
  throw new FailureError(
    failure('cancelled', 'Stopped. What was copied so far is kept; it goes on from there.'),
  );
}
