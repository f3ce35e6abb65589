import { z } from 'zod';
import { optionalTextSchema, shareSchema, textSchema } from './fields';
import { QUESTION_LIMITS } from './limits';
import { complain, requireFullWeight } from './rules';
import type { RuleContext, RulePath } from './rules';

/** A value with a tolerance: absolute, or with `relative` a share of the value (0.05 is 5 %). */
export const acceptedValueSchema = z.strictObject({
  value: z.number(),
  tolerance: z.number().min(0),
  relative: z.boolean().optional(),
  weight: shareSchema,
  feedback: optionalTextSchema.optional(),
});

/** A range, both ends included. */
export const acceptedRangeSchema = z.strictObject({
  min: z.number(),
  max: z.number(),
  weight: shareSchema,
  feedback: optionalTextSchema.optional(),
});

export const acceptedNumberSchema = z.union([acceptedValueSchema, acceptedRangeSchema]);

/** The key of a number, used by numeric questions and by number blanks. */
export const numberKeySchema = z.strictObject({
  accepted: z.array(acceptedNumberSchema).min(1).max(QUESTION_LIMITS.accepted).readonly(),
  unit: textSchema.optional(),
});

/** A range must not be turned round. */
export function requireRanges(
  context: RuleContext,
  accepted: readonly AcceptedNumber[],
  path: RulePath,
): void {
  accepted.forEach((entry, index) => {
    if ('min' in entry && entry.min > entry.max) {
      const message = `The range starts at ${entry.min} but ends at ${entry.max}`;
      complain(context, 'out_of_range', [...path, index, 'min'], message);
    }
  });
}

/** A number compared with accepted values and ranges, optionally followed by a unit. */
export const numericSchema = z
  .strictObject({
    type: z.literal('numeric'),
    options: z.strictObject({}),
    correctAnswer: numberKeySchema,
  })
  .superRefine(({ correctAnswer }, context) => {
    const path = ['correctAnswer', 'accepted'];
    requireRanges(context, correctAnswer.accepted, path);
    requireFullWeight(context, correctAnswer.accepted, path);
  });

/** What a learner typed, as typed. */
export const numericAnswerSchema = z.object({ text: z.string() });

export type AcceptedNumber = z.infer<typeof acceptedNumberSchema>;
export type NumberKey = z.infer<typeof numberKeySchema>;
export type Numeric = z.infer<typeof numericSchema>;
export type NumericAnswer = z.infer<typeof numericAnswerSchema>;
