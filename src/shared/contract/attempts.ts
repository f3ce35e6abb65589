import { z } from 'zod';
import { command, query } from './define';

const questionResult = z.strictObject({
  questionId: z.string(),
  points: z.number(),
  maxPoints: z.number(),
  state: z.enum(['auto', 'manual', 'waiting']),
});

/** Quiz attempts: reading them, and entering one taken on paper. */
export const attempts = {
  list: query(
    z.strictObject({ quizId: z.string() }),
    z.strictObject({
      attempts: z.array(
        z.strictObject({
          id: z.string(),
          userId: z.string(),
          learnerName: z.string().nullable(),
          score: z.number(),
          totalPoints: z.number(),
          passed: z.boolean(),
          waiting: z.number(),
          completedAt: z.string(),
        }),
      ),
    }),
    ['QuizAttempt', 'lectern_question_score', 'lectern_person'],
  ),
  /** Scores answers against the quiz as it stands, storing nothing. */
  score: query(
    z.strictObject({ quizId: z.string(), answers: z.record(z.string(), z.json()) }),
    z.strictObject({
      score: z.number(),
      totalPoints: z.number(),
      passed: z.boolean(),
      perQuestion: z.array(questionResult),
    }),
  ),
  /** Stores an attempt made outside the web application (on paper), scored by the domain. */
  record: command(
    z.strictObject({
      quizId: z.string(),
      userId: z.string(),
      answers: z.record(z.string(), z.json()),
      completedAt: z.iso.datetime().optional(),
    }),
    z.strictObject({
      id: z.string(),
      score: z.number(),
      totalPoints: z.number(),
      passed: z.boolean(),
    }),
  ),
} as const;
