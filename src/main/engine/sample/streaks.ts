import {
  localDay,
  recordActivity,
  emptyStreak,
  type LocalDay,
  type Streak,
} from '../../../shared/domain/streaks';
import { toInstant } from '../../../shared/kernel/clock';
import type { IdSource } from '../../../shared/kernel/ids';
import type { Deed } from './deeds';
import type { RowOf } from './rows';
import type { SeededRandom } from './seeded-random';
import { dayMs } from './time';

/** A learner's streak and the first day on which it reached seven, if it did. */
export type MadeStreak = {
  readonly streak: Streak;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly weekReachedAt: number | undefined;
};

/** A learner also looks in on days that leave no other trace: before and after what they did. */
function activeInstants(
  deeds: readonly Deed[],
  diligence: number,
  random: SeededRandom,
  now: number,
): readonly number[] {
  const own = deeds.filter(({ kind }) => kind !== 'assignment').map(({ at }) => at);
  const around = own.flatMap((at) => {
    const days = random.chance(diligence * 0.4) ? random.int(1, 3) : 0;
    return Array.from({ length: days }, (_, back) => at - (back + 1) * dayMs);
  });
  return [...own, ...around].filter((at) => at < now).sort((a, b) => a - b);
}

/** Counts the days in UTC, the zone of a workspace that sets none. */
export function makeStreak(
  deeds: readonly Deed[],
  diligence: number,
  random: SeededRandom,
  now: number,
): MadeStreak | undefined {
  const instants = activeInstants(deeds, diligence, random, now);
  const [firstAt] = instants;
  const lastAt = instants.at(-1);
  if (firstAt === undefined || lastAt === undefined) return undefined;
  let streak = emptyStreak();
  let weekReachedAt: number | undefined;
  let seen: LocalDay = '';
  for (const at of instants) {
    const day = localDay(toInstant(at), 'UTC');
    if (day === seen) continue;
    seen = day;
    streak = recordActivity(streak, day);
    if (weekReachedAt === undefined && streak.longestStreak >= 7) weekReachedAt = at;
  }
  return { streak, firstAt, lastAt, weekReachedAt };
}

/** The rows of the streaks. */
export function streakRows(
  streaks: ReadonlyMap<string, MadeStreak>,
  newId: IdSource,
): readonly RowOf<'UserStreak'>[] {
  return [...streaks].map(([userId, { streak, firstAt, lastAt }]) => ({
    id: newId(),
    userId,
    currentStreak: streak.currentStreak,
    longestStreak: streak.longestStreak,
    lastActivityDate: toInstant(lastAt),
    freezesUsed: streak.freezesUsed,
    freezesAvailable: streak.freezesAvailable,
    createdAt: toInstant(firstAt),
    updatedAt: toInstant(lastAt),
  }));
}
