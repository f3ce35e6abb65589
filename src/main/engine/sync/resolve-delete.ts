import type { WritableDb } from '../storage/database';
import { discardOperations } from './discard';
import {
  changeOutbox,
  lastingDetail,
  outboxOfGroup,
  type OutboxRow,
} from './local/outbox-repository';
import { noteResolved, tellServer } from './note-resolved';
import type { Resolving } from './resolving';
import { waitingHere } from './waiting-here';

/** Decides a removal of a row that somebody else has changed meanwhile, or put rows under. */
export function resolveDelete(resolving: Resolving): void {
  const { context, rows, op, word, at } = resolving;
  context.workspace.write((db) => {
    noteResolved(db, resolving);
    tellServer(db, resolving);
    if (word !== 'mine') {
      const waiting = waitingFor(db, resolving);
      discardOperations(db, rows, [op, ...waiting], at);
      return;
    }
    const { theirs, added = [], removing = [] } = op.detail;
    const pushId = context.newId();
    // What was agreed to before stays agreed to: the server may get new rows there again and again.
    const detail = lastingDetail({ ...op.detail, removing: [...removing, ...added] });
    const again = { state: 'queued', reason: null, detail, pushId } as const;
    changeOutbox(db, op.opId, { ...again, ...(theirs ? { base: theirs } : {}) }, at);
  });
}

/** What was held back with it: the other removals of its action, and what tells of them. */
function waitingFor(db: WritableDb, { op, rows }: Resolving): readonly OutboxRow[] {
  const waiting = waitingHere(db, rows);
  waiting.block(op);
  return outboxOfGroup(db, op.groupId).filter((one) => {
    if (one.state !== 'queued' || waiting.blockerOf(one) === undefined) return false;
    waiting.block(one);
    return true;
  });
}
