import { z } from 'zod';
import { command, query } from './define';

const title = z.string().trim().min(1).max(300);

export const quizRow = z.strictObject({
  id: z.string(),
  title: z.string(),
  courseId: z.string().nullable(),
  courseTitle: z.string().nullable(),
  chapterId: z.string().nullable(),
  chapterTitle: z.string().nullable(),
  isPublished: z.boolean(),
  questions: z.number(),
  totalPoints: z.number(),
  attempts: z.number(),
  passingScore: z.number(),
  needsAttention: z.number(),
  updatedAt: z.string(),
});
export type QuizRow = z.output<typeof quizRow>;

/** Settings of a quiz a person may change; only those given are written. */
export const quizPatch = z.strictObject({
  title: title.optional(),
  description: z.string().max(100_000).nullable().optional(),
  courseId: z.string().nullable().optional(),
  chapterId: z.string().nullable().optional(),
  /** Minutes; null means no limit. */
  timeLimit: z.int().min(1).max(100_000).nullable().optional(),
  maxAttempts: z.int().min(1).max(1000).optional(),
  /** Per cent of the total points. */
  passingScore: z.int().min(0).max(100).optional(),
  isPublished: z.boolean().optional(),
  xpReward: z.int().min(0).max(1_000_000).optional(),
});

/** Quizzes and their settings; questions have a topic of their own. */
export const quizzes = {
  list: query(
    z.strictObject({ courseId: z.string().optional() }),
    z.strictObject({ quizzes: z.array(quizRow) }),
    ['Quiz', 'Question', 'QuizAttempt', 'Course', 'Chapter', 'lectern_question_source'],
  ),
  get: query(
    z.strictObject({ id: z.string() }),
    quizRow.extend({
      description: z.string().nullable(),
      timeLimit: z.number().nullable(),
      maxAttempts: z.number(),
      xpReward: z.number(),
    }),
    ['Quiz', 'Question', 'QuizAttempt', 'Course', 'Chapter', 'lectern_question_source'],
  ),
  create: command(
    z.strictObject({ title, courseId: z.string().nullable().default(null) }),
    z.strictObject({ id: z.string() }),
  ),
  update: command(z.strictObject({ id: z.string(), patch: quizPatch }), z.strictObject({})),
  remove: command(z.strictObject({ id: z.string() }), z.strictObject({ removed: z.number() })),
  /** What publishing would mean: problems that block it and facts worth a look. */
  review: query(
    z.strictObject({ id: z.string() }),
    z.strictObject({ blocks: z.array(z.string()), notes: z.array(z.string()) }),
    ['Quiz', 'Question'],
  ),
} as const;
