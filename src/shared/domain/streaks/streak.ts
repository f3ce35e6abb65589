import { daysBetween } from '../time';
import type { LocalDay } from '../time';

/** A learner's streak; days are local days of the workspace's zone. */
export type Streak = {
  readonly currentStreak: number;
  readonly longestStreak: number;
  readonly lastActivityDay: LocalDay | null;
  readonly freezesUsed: number;
  readonly freezesAvailable: number;
};

/** Freezes a learner starts with, as the plan's column default. */
export const DEFAULT_FREEZES = 3;

/** The streak of someone who has done nothing yet. */
export function emptyStreak(freezesAvailable = DEFAULT_FREEZES): Streak {
  return {
    currentStreak: 0,
    longestStreak: 0,
    lastActivityDay: null,
    freezesUsed: 0,
    freezesAvailable,
  };
}

/** Whole days without activity between the last active day and `day`. */
function missedDays(streak: Streak, day: LocalDay): number {
  return streak.lastActivityDay === null ? 0 : daysBetween(streak.lastActivityDay, day) - 1;
}

/**
 * Counts a day of activity. The same day or an earlier one changes nothing. A gap is bridged by
 * one freeze per missed day when there are enough (frozen days do not lengthen the streak);
 * otherwise the streak starts again at 1 and no freeze is spent.
 */
export function recordActivity(streak: Streak, day: LocalDay): Streak {
  if (streak.lastActivityDay !== null && day <= streak.lastActivityDay) return streak;
  const missed = missedDays(streak, day);
  const bridged = missed <= streak.freezesAvailable;
  const spent = bridged ? missed : 0;
  const currentStreak = bridged ? streak.currentStreak + 1 : 1;
  return {
    currentStreak,
    longestStreak: Math.max(streak.longestStreak, currentStreak),
    lastActivityDay: day,
    freezesUsed: streak.freezesUsed + spent,
    freezesAvailable: streak.freezesAvailable - spent,
  };
}

/** The streak of a set of active days, in any order, repeats allowed. */
export function streakFromDays(
  days: readonly LocalDay[],
  freezesAvailable = DEFAULT_FREEZES,
): Streak {
  return [...days].sort().reduce(recordActivity, emptyStreak(freezesAvailable));
}

/** The length to show on `today`: 0 once more days are missed than freezes can bridge. */
export function streakOn(streak: Streak, today: LocalDay): number {
  return missedDays(streak, today) > streak.freezesAvailable ? 0 : streak.currentStreak;
}
