import { fail } from '../../../shared/kernel/errors';
import { awardId, type Award, type AwardKey } from '../../../shared/domain/ledger/award';
import type { Edit } from '../journal/edit';
import { findAward } from './repository';

/**
 * Makes sure that the learner has this award, once: with an award for the same source nothing
 * happens, whoever made it and whatever it was worth. UserXP follows by projection. True when the
 * award is new. Fails with `bad_input` for an amount that is not a whole number of 0 or more XP.
 */
export function ensureAward(edit: Edit, award: Award): boolean {
  const { userId, sourceType, sourceId, amount, reason } = award;
  const negative = amount < 0 && sourceType !== 'adjustment';
  if (!Number.isSafeInteger(amount) || negative) {
    fail('bad_input', `An award of ${amount} XP is not possible. Nothing was changed.`, {
      userId,
      sourceType,
      sourceId,
      amount,
    });
  }
  if (findAward(edit, award)) return false;
  edit.insert('XPTransaction', {
    id: awardId(award),
    userId,
    sourceType,
    sourceId,
    amount,
    reason,
    createdAt: edit.at,
  });
  return true;
}

/** Takes the award for this source back, if there is one; true when there was. */
export function removeAward(edit: Edit, key: AwardKey): boolean {
  const award = findAward(edit, key);
  if (!award) return false;
  edit.remove('XPTransaction', award.id);
  return true;
}
