import { z } from 'zod';

/** A longer text that a person grades. */
export const essaySchema = z.strictObject({
  type: z.literal('essay'),
  options: z.strictObject({}),
  correctAnswer: z.strictObject({}),
});

/** What a learner wrote. */
export const essayAnswerSchema = z.object({ text: z.string() });

export type Essay = z.infer<typeof essaySchema>;
export type EssayAnswer = z.infer<typeof essayAnswerSchema>;
