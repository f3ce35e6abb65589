import { z } from 'zod';
import { command, query } from './define';

export const personRow = z.strictObject({
  userId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  totalXP: z.number(),
  level: z.number(),
  courses: z.number(),
  completedCourses: z.number(),
  lastActivity: z.string().nullable(),
});
export type PersonRow = z.output<typeof personRow>;

const rosterResult = z.strictObject({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  problems: z.array(z.strictObject({ line: z.number(), message: z.string() })),
});

/** Learners, and where their names come from. */
export const people = {
  list: query(z.strictObject({}), z.strictObject({ people: z.array(personRow) }), [
    'lectern_person',
    'UserXP',
    'UserProgress',
    'Purchase',
    'QuizAttempt',
    'AssignmentSubmission',
  ]),
  get: query(
    z.strictObject({ userId: z.string() }),
    personRow.extend({
      currentLevelXP: z.number(),
      currentStreak: z.number(),
      longestStreak: z.number(),
      progress: z.array(
        z.strictObject({
          courseId: z.string(),
          title: z.string(),
          completed: z.number(),
          chapters: z.number(),
        }),
      ),
      attempts: z.array(
        z.strictObject({
          id: z.string(),
          quizTitle: z.string(),
          score: z.number(),
          totalPoints: z.number(),
          passed: z.boolean(),
          completedAt: z.string(),
        }),
      ),
      submissions: z.array(
        z.strictObject({
          id: z.string(),
          assignmentId: z.string(),
          assignmentTitle: z.string(),
          score: z.number().nullable(),
          maxPoints: z.number(),
          submittedAt: z.string(),
        }),
      ),
      ledger: z.array(
        z.strictObject({
          id: z.string(),
          amount: z.number(),
          reason: z.string(),
          sourceType: z.string(),
          createdAt: z.string(),
        }),
      ),
      achievements: z.array(
        z.strictObject({ name: z.string(), icon: z.string(), unlockedAt: z.string() }),
      ),
      certificates: z.array(
        z.strictObject({ code: z.string(), courseTitle: z.string(), issuedAt: z.string() }),
      ),
    }),
    [
      'lectern_person',
      'UserXP',
      'UserProgress',
      'QuizAttempt',
      'AssignmentSubmission',
      'XPTransaction',
      'UserStreak',
      'UserAchievement',
      'Certificate',
    ],
  ),
  update: command(
    z.strictObject({
      userId: z.string(),
      name: z.string().max(1000).optional(),
      email: z.string().max(320).nullable().optional(),
    }),
    z.strictObject({}),
  ),
  /** CSV of (userId, name, email), or a Clerk users export. `dryRun` only counts. */
  importRoster: command(
    z.strictObject({
      source: z.union([
        z.strictObject({ path: z.string() }),
        z.strictObject({ name: z.string(), text: z.string().max(50_000_000) }),
      ]),
      dryRun: z.boolean().default(false),
    }),
    rosterResult,
  ),
} as const;
