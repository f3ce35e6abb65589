import { z } from 'zod';
import { choiceOptionsSchema, partIdSchema } from './fields';
import { WEIGHT_SUM_TOLERANCE } from './limits';
import { complain, requireKnownId, requireUniqueIds } from './rules';

/** Any number of options; right ones have weights above 0 that sum to 1, wrong ones cost. */
export const multipleChoiceSchema = z
  .strictObject({
    type: z.literal('multiple_choice'),
    options: choiceOptionsSchema,
    correctAnswer: z.strictObject({
      weights: z.record(partIdSchema, z.number().min(-1).max(1)),
    }),
  })
  .superRefine(({ options, correctAnswer: { weights } }, context) => {
    const ids = requireUniqueIds(context, options, ['options']);
    for (const id of Object.keys(weights)) {
      requireKnownId(context, ids, id, ['correctAnswer', 'weights', id], 'option');
    }
    const right = Object.values(weights).filter((weight) => weight > 0);
    const sum = right.reduce((total, weight) => total + weight, 0);
    const path = ['correctAnswer', 'weights'];
    if (right.length === 0) {
      complain(context, 'no_right_answer', path, 'At least one option must be right (weight > 0)');
    } else if (Math.abs(sum - 1) > WEIGHT_SUM_TOLERANCE) {
      const shown = Number(sum.toFixed(6));
      complain(
        context,
        'weights_sum',
        path,
        `The right weights must sum to 1, but sum to ${shown}`,
      );
    }
  });

/** The options a learner ticked, in any order. */
export const multipleChoiceAnswerSchema = z.object({ optionIds: z.array(z.string()).readonly() });

export type MultipleChoice = z.infer<typeof multipleChoiceSchema>;
export type MultipleChoiceAnswer = z.infer<typeof multipleChoiceAnswerSchema>;
