import { fail } from '../../../shared/kernel/errors';
import type { ReadableDb } from '../storage/database';
import { findLearner, type Learner } from './repository';

/** A learner, and the words to call them by: the name, or the id while no roster names them. */
export type NamedLearner = Learner & { readonly label: string };

/** Finds a learner any table knows. Fails with `bad_input` for an id that nothing mentions. */
export function requireLearner(db: ReadableDb, userId: string): NamedLearner {
  const learner = findLearner(db, userId);
  if (learner) return { ...learner, label: learner.name ?? learner.userId };
  return fail(
    'bad_input',
    `There is no learner ${userId} in this workspace. Nothing was changed. Check the id, or import a roster that has it.`,
    { userId },
  );
}
