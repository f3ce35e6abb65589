import { z } from 'zod';
import { optionalTextSchema } from './fields';

/** A statement that holds or does not; feedback per answer. */
export const trueFalseSchema = z.strictObject({
  type: z.literal('true_false'),
  options: z.strictObject({}),
  correctAnswer: z.strictObject({
    value: z.boolean(),
    feedback: z
      .strictObject({ true: optionalTextSchema.optional(), false: optionalTextSchema.optional() })
      .optional(),
  }),
});

/** What a learner holds to be the case. */
export const trueFalseAnswerSchema = z.object({ value: z.boolean() });

export type TrueFalse = z.infer<typeof trueFalseSchema>;
export type TrueFalseAnswer = z.infer<typeof trueFalseAnswerSchema>;
