import { z } from 'zod';
import { titleSchema as title } from '../domain/courses';
import { quizSchema } from '../domain/quizzes';
import { command, query } from './define';

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
export const quizPatch = quizSchema.partial();

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
    ['Quiz', 'Question', 'lectern_question_source'],
  ),
} as const;
