import type { Operation } from '../journal/operation';
import type { Projection } from '../journal/projections';
import type { ReadableDb } from '../storage/database';
import { learnerOfAward, recomputeUserXp } from './repository';

/** UserXP follows the ledger: whoever's awards changed is recomputed, undo and redo included. */
export const userXpProjection: Projection = {
  table: 'XPTransaction',
  writes: ['UserXP'],
  project: (db, changes, action) => {
    const learners = changes.flatMap((change) => learnersOf(db, change));
    recomputeUserXp(db, learners, action.at);
  },
};

/** The learners whose ledger an operation touched: two when it moved an award. */
function learnersOf(db: ReadableDb, change: Operation): readonly string[] {
  const named = [change.before?.userId, change.after?.userId].filter(
    (userId) => typeof userId === 'string',
  );
  if (named.length > 0) return named;
  // An update that left the learner alone carries only the fields it changed.
  const learner = learnerOfAward(db, change.key);
  return learner === undefined ? [] : [learner];
}
