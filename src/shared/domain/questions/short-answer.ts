import { z } from 'zod';
import { optionalTextSchema, shareSchema, textSchema } from './fields';
import { QUESTION_LIMITS } from './limits';
import { requireFullWeight } from './rules';

/** One accepted text with its share of the points; the first that fits counts. */
export const acceptedTextSchema = z.strictObject({
  text: textSchema,
  weight: shareSchema,
  feedback: optionalTextSchema.optional(),
});

/** The key of a short text, used by short answers and by text blanks. */
export const textKeySchema = z.strictObject({
  accepted: z.array(acceptedTextSchema).min(1).max(QUESTION_LIMITS.accepted).readonly(),
  caseSensitive: z.boolean(),
  wildcards: z.boolean(),
});

/** A short text compared with accepted variants. */
export const shortAnswerSchema = z
  .strictObject({
    type: z.literal('short_answer'),
    options: z.strictObject({}),
    correctAnswer: textKeySchema,
  })
  .superRefine(({ correctAnswer }, context) => {
    requireFullWeight(context, correctAnswer.accepted, ['correctAnswer', 'accepted']);
  });

/** What a learner typed. */
export const shortAnswerAnswerSchema = z.object({ text: z.string() });

export type AcceptedText = z.infer<typeof acceptedTextSchema>;
export type TextKey = z.infer<typeof textKeySchema>;
export type ShortAnswer = z.infer<typeof shortAnswerSchema>;
export type ShortAnswerAnswer = z.infer<typeof shortAnswerAnswerSchema>;
