import type { AwardSource } from '../../../shared/domain/ledger/award';
import type { Edit } from '../journal/edit';
import { ensureAward } from './award';
import { pendingChapterAwards, pendingCourseAwards, type PendingAward } from './repository';

/**
 * Makes the awards that completed chapters and courses still wait for, with what the `xpReward`
 * columns say now. Returns how many were made; doing it again makes none.
 */
export function catchUp(edit: Edit): number {
  const chapters = makeAll(edit, 'chapter', 'Chapter completed', pendingChapterAwards(edit));
  const courses = makeAll(edit, 'course', 'Course completed', pendingCourseAwards(edit));
  return chapters + courses;
}

function makeAll(
  edit: Edit,
  sourceType: AwardSource,
  what: string,
  pending: readonly PendingAward[],
): number {
  const made = pending.filter(({ userId, sourceId, title, amount }) =>
    ensureAward(edit, { userId, sourceType, sourceId, amount, reason: `${what}: ${title}` }),
  );
  return made.length;
}
