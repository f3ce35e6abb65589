import { z } from 'zod';
import { assertNever } from '../../kernel/assert-never';

const countSchema = z.number().int().min(1).max(1_000_000);

/** What unlocks an achievement, as `Achievement.condition` stores it. */
export const achievementConditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chapters_completed'), count: countSchema }),
  z.strictObject({ kind: z.literal('courses_completed'), count: countSchema }),
  z.strictObject({ kind: z.literal('quizzes_passed'), count: countSchema }),
  z.strictObject({ kind: z.literal('perfect_quizzes'), count: countSchema }),
  z.strictObject({ kind: z.literal('assignments_graded'), count: countSchema }),
  z.strictObject({ kind: z.literal('streak_days'), count: countSchema }),
  z.strictObject({ kind: z.literal('total_xp'), count: countSchema }),
  z.strictObject({ kind: z.literal('level_reached'), count: countSchema }),
]);

export type AchievementCondition = z.infer<typeof achievementConditionSchema>;
export type AchievementKind = AchievementCondition['kind'];

/** What a learner has reached of each kind; streak_days is the longest streak. */
export type AchievementFacts = { readonly [Kind in AchievementKind]: number };

/** Says whether a learner has earned it. */
export function isConditionMet(condition: AchievementCondition, facts: AchievementFacts): boolean {
  return facts[condition.kind] >= condition.count;
}

function some(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The condition as a person reads it, e.g. "Complete 10 chapters". */
export function describeCondition({ kind, count }: AchievementCondition): string {
  switch (kind) {
    case 'chapters_completed':
      return `Complete ${some(count, 'chapter')}`;
    case 'courses_completed':
      return `Complete ${some(count, 'course')}`;
    case 'quizzes_passed':
      return `Pass ${count === 1 ? '1 quiz' : `${count} quizzes`}`;
    case 'perfect_quizzes':
      return `Score 100 % in ${count === 1 ? '1 quiz' : `${count} quizzes`}`;
    case 'assignments_graded':
      return `Have ${some(count, 'assignment')} graded`;
    case 'streak_days':
      return `Keep a streak of ${some(count, 'day')}`;
    case 'total_xp':
      return `Earn ${count} XP`;
    case 'level_reached':
      return `Reach level ${count}`;
    default:
      return assertNever(kind);
  }
}
