import type { AchievementCondition } from '../../../shared/domain/achievements';
import { toInstant } from '../../../shared/kernel/clock';
import type { IdSource } from '../../../shared/kernel/ids';
import type { RowOf } from './rows';

/** An achievement of the sample. */
export type MadeAchievement = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly category: string;
  readonly condition: AchievementCondition;
  readonly xpReward: number;
  readonly isActive: boolean;
};

type Plan = Omit<MadeAchievement, 'id' | 'isActive'>;

const plans: readonly Plan[] = [
  {
    name: 'First page',
    description: 'You have completed a chapter. The second is easier.',
    icon: 'book-open',
    category: 'reading',
    condition: { kind: 'chapters_completed', count: 1 },
    xpReward: 10,
  },
  {
    name: 'Well read',
    description: 'Ten chapters, from whichever course.',
    icon: 'library',
    category: 'reading',
    condition: { kind: 'chapters_completed', count: 10 },
    xpReward: 60,
  },
  {
    name: 'To the last page',
    description: 'A whole course, every chapter of it.',
    icon: 'graduation-cap',
    category: 'reading',
    condition: { kind: 'courses_completed', count: 1 },
    xpReward: 100,
  },
  {
    name: 'Two shelves',
    description: 'Two courses completed.',
    icon: 'layers',
    category: 'reading',
    condition: { kind: 'courses_completed', count: 2 },
    xpReward: 150,
  },
  {
    name: 'Passed',
    description: 'Your first passed quiz.',
    icon: 'check-circle',
    category: 'quizzes',
    condition: { kind: 'quizzes_passed', count: 1 },
    xpReward: 15,
  },
  {
    name: 'Steady hand',
    description: 'Four quizzes passed.',
    icon: 'target',
    category: 'quizzes',
    condition: { kind: 'quizzes_passed', count: 4 },
    xpReward: 60,
  },
  {
    name: 'Full marks',
    description: 'Not one point lost in a quiz.',
    icon: 'star',
    category: 'quizzes',
    condition: { kind: 'perfect_quizzes', count: 1 },
    xpReward: 50,
  },
  {
    name: 'On the record',
    description: 'Three pieces of work handed in and graded.',
    icon: 'file-check',
    category: 'work',
    condition: { kind: 'assignments_graded', count: 3 },
    xpReward: 45,
  },
  {
    name: 'A week of evenings',
    description: 'Seven days in a row.',
    icon: 'flame',
    category: 'habit',
    condition: { kind: 'streak_days', count: 7 },
    xpReward: 70,
  },
  {
    name: 'The long way',
    description: 'Five thousand XP. Kept for next year.',
    icon: 'mountain',
    category: 'habit',
    condition: { kind: 'total_xp', count: 5000 },
    xpReward: 200,
  },
];

/** The ten achievements; the last one is not switched on yet. */
export function makeAchievements(newId: IdSource): readonly MadeAchievement[] {
  return plans.map((plan, at) => ({ ...plan, id: newId(), isActive: at < plans.length - 1 }));
}

/** Their rows. */
export function achievementRows(
  achievements: readonly MadeAchievement[],
  at: number,
): readonly RowOf<'Achievement'>[] {
  const createdAt = toInstant(at);
  return achievements.map(({ condition, isActive, ...achievement }) => ({
    ...achievement,
    condition: JSON.stringify(condition),
    isActive: isActive ? 1 : 0,
    createdAt,
  }));
}
