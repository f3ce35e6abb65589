import type { Projection } from '../journal/projections';
import { learnerOf } from './ledger-change';
import { recomputeUserXp } from './repository';

/** UserXP follows the ledger: whoever's awards changed is recomputed, undo and redo included. */
export const userXpProjection: Projection = {
  table: 'XPTransaction',
  writes: ['UserXP'],
  project: (db, changes, action) => {
    recomputeUserXp(
      db,
      changes.flatMap((change) => learnerOf(db, change)),
      action.at,
    );
  },
};
