import { z } from 'zod';

/** A text between questions: nothing to answer, worth no points. */
export const descriptionSchema = z.strictObject({
  type: z.literal('description'),
  options: z.strictObject({}),
  correctAnswer: z.strictObject({}),
});

export type Description = z.infer<typeof descriptionSchema>;
