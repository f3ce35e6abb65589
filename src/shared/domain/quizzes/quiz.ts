import { z } from 'zod';
import { titleSchema, xpRewardSchema } from '../courses';
import { optionalTextSchema } from '../questions';

/** The share of the points that passes a quiz, whole percent. */
export const passingScoreSchema = z.number().int().min(0).max(100);

/** The settings of a quiz a person edits; `timeLimit` in minutes, null for none. */
export const quizSchema = z.strictObject({
  title: titleSchema,
  description: optionalTextSchema.nullable(),
  chapterId: z.string().min(1).nullable(),
  courseId: z.string().min(1).nullable(),
  timeLimit: z.number().int().min(1).max(100_000).nullable(),
  maxAttempts: z.number().int().min(1).max(1_000),
  passingScore: passingScoreSchema,
  isPublished: z.boolean(),
  xpReward: xpRewardSchema,
});

export type QuizFields = z.infer<typeof quizSchema>;
