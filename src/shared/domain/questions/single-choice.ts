import { z } from 'zod';
import { choiceOptionsSchema, partIdSchema, shareSchema } from './fields';
import { complain, requireKnownId, requireUniqueIds } from './rules';

/** One right option; others may earn a share of the points through `weights`. */
export const singleChoiceSchema = z
  .strictObject({
    type: z.literal('single_choice'),
    options: choiceOptionsSchema,
    correctAnswer: z.strictObject({
      optionId: partIdSchema,
      weights: z.record(partIdSchema, shareSchema).optional(),
    }),
  })
  .superRefine(({ options, correctAnswer }, context) => {
    const ids = requireUniqueIds(context, options, ['options']);
    const { optionId, weights = {} } = correctAnswer;
    requireKnownId(context, ids, optionId, ['correctAnswer', 'optionId'], 'option');
    for (const id of Object.keys(weights)) {
      requireKnownId(context, ids, id, ['correctAnswer', 'weights', id], 'option');
    }
    const own = Object.hasOwn(weights, optionId) ? weights[optionId] : 1;
    if (own !== 1) {
      const path = ['correctAnswer', 'weights', optionId];
      complain(context, 'weights_sum', path, 'The right option must have weight 1');
    }
  });

/** The one option a learner picked. */
export const singleChoiceAnswerSchema = z.object({ optionId: z.string() });

export type SingleChoice = z.infer<typeof singleChoiceSchema>;
export type SingleChoiceAnswer = z.infer<typeof singleChoiceAnswerSchema>;
