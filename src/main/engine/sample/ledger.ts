import type { AchievementKind } from '../../../shared/domain/achievements';
import { awardId, type Award } from '../../../shared/domain/ledger/award';
import { standingFor } from '../../../shared/domain/ledger/level';
import { toInstant } from '../../../shared/kernel/clock';
import type { IdSource } from '../../../shared/kernel/ids';
import type { MadeAchievement } from './achievements';
import type { Deed } from './deeds';
import type { RowOf, TableRows } from './rows';
import type { MadeStreak } from './streaks';

type MadeAward = Award & { readonly at: number };
type Unlock = {
  readonly userId: string;
  readonly achievement: MadeAchievement;
  readonly at: number;
};

/** Why each paid deed is paid, in the words of the engine's own awards. */
const reasons = {
  chapter: (title: string) => `Chapter completed: ${title}`,
  course: (title: string) => `Course completed: ${title}`,
  quiz: (title: string) => `Passed “${title}”`,
  assignment: (title: string) => `Assignment graded: ${title}`,
};

function awardFor({ userId, at, kind, sourceId, title, xp }: Deed): readonly MadeAward[] {
  if (kind === 'visit' || kind === 'perfect') return [];
  return [{ userId, sourceType: kind, sourceId, amount: xp, reason: reasons[kind](title), at }];
}

/** Which deeds count towards an achievement; streaks and totals are judged elsewhere. */
const counted: { readonly [kind in AchievementKind]?: Deed['kind'] } = {
  chapters_completed: 'chapter',
  courses_completed: 'course',
  quizzes_passed: 'quiz',
  perfect_quizzes: 'perfect',
  assignments_graded: 'assignment',
};

/** When a learner met an achievement's condition; undefined when not yet. */
function unlockedAt(
  { condition, isActive }: MadeAchievement,
  deeds: readonly Deed[],
  streak: MadeStreak | undefined,
): number | undefined {
  if (!isActive) return undefined;
  if (condition.kind === 'streak_days') return streak?.weekReachedAt;
  const kind = counted[condition.kind];
  // Full marks twice in the same quiz are full marks in one quiz.
  const sources = new Map<string, number>();
  for (const deed of deeds) {
    if (deed.kind === kind && !sources.has(deed.sourceId)) sources.set(deed.sourceId, deed.at);
  }
  return [...sources.values()][condition.count - 1];
}

/** What each learner unlocked, and when. */
export function unlockAchievements(
  achievements: readonly MadeAchievement[],
  deeds: ReadonlyMap<string, readonly Deed[]>,
  streaks: ReadonlyMap<string, MadeStreak>,
): readonly Unlock[] {
  return [...deeds].flatMap(([userId, own]) =>
    achievements.flatMap((achievement) => {
      const at = unlockedAt(achievement, own, streaks.get(userId));
      return at === undefined ? [] : [{ userId, achievement, at }];
    }),
  );
}

function unlockAward({ userId, achievement, at }: Unlock): MadeAward {
  return {
    userId,
    sourceType: 'achievement',
    sourceId: achievement.id,
    amount: achievement.xpReward,
    reason: `Achievement: ${achievement.name}`,
    at,
  };
}

function standingRow(userId: string, awards: readonly MadeAward[]): RowOf<'UserXP'> {
  const total = awards.reduce((sum, { amount }) => sum + amount, 0);
  const times = awards.map(({ at }) => at);
  return {
    id: `xp:${userId}`,
    userId,
    ...standingFor(total),
    createdAt: toInstant(Math.min(...times)),
    updatedAt: toInstant(Math.max(...times)),
  };
}

function groupByLearner(awards: readonly MadeAward[]): ReadonlyMap<string, readonly MadeAward[]> {
  const byLearner = new Map<string, MadeAward[]>();
  for (const award of awards) {
    const own = byLearner.get(award.userId);
    if (own) own.push(award);
    else byLearner.set(award.userId, [award]);
  }
  return byLearner;
}

/** Standings of those who have begun a chapter and earned nothing yet. */
function idleStandings(
  earners: ReadonlyMap<string, unknown>,
  progress: readonly RowOf<'UserProgress'>[],
): readonly RowOf<'UserXP'>[] {
  const idle = progress.filter(({ userId }) => !earners.has(userId));
  return [...new Map(idle.map((row) => [row.userId, row])).values()].map(
    ({ userId, updatedAt }) => ({
      id: `xp:${userId}`,
      userId,
      ...standingFor(0),
      createdAt: updatedAt,
      updatedAt,
    }),
  );
}

function awardRow({ at, ...award }: MadeAward): RowOf<'XPTransaction'> {
  return { ...award, id: awardId(award), createdAt: toInstant(at) };
}

/** The ledger, UserXP as its projection, and the achievements unlocked. */
export function ledgerRows(
  deeds: ReadonlyMap<string, readonly Deed[]>,
  unlocks: readonly Unlock[],
  progress: readonly RowOf<'UserProgress'>[],
  newId: IdSource,
): readonly TableRows[] {
  const paid = [...deeds.values()].flat().flatMap(awardFor);
  const awards = [...paid, ...unlocks.map(unlockAward)].sort((a, b) => a.at - b.at);
  const byLearner = groupByLearner(awards);
  const standings = [...byLearner].map(([userId, own]) => standingRow(userId, own));
  const unlocked = unlocks.map(({ userId, achievement, at }) => ({
    id: newId(),
    userId,
    achievementId: achievement.id,
    unlockedAt: toInstant(at),
  }));
  return [
    ['UserXP', [...standings, ...idleStandings(byLearner, progress)]],
    ['XPTransaction', awards.map(awardRow)],
    ['UserAchievement', unlocked],
  ];
}
