import { z } from 'zod';
import { partIdSchema, partSchema } from './fields';
import { QUESTION_LIMITS } from './limits';
import { complain, requireKnownId, requireUniqueIds } from './rules';

/** Items to put in order; the right order names every item once. */
export const orderingSchema = z
  .strictObject({
    type: z.literal('ordering'),
    options: z.array(partSchema).min(2).max(QUESTION_LIMITS.options).readonly(),
    correctAnswer: z.strictObject({
      order: z.array(partIdSchema).max(QUESTION_LIMITS.options).readonly(),
    }),
  })
  .superRefine(({ options, correctAnswer: { order } }, context) => {
    const ids = requireUniqueIds(context, options, ['options']);
    const path = ['correctAnswer', 'order'];
    const placed = new Set<string>();
    order.forEach((id, index) => {
      requireKnownId(context, ids, id, [...path, index], 'item');
      if (placed.has(id)) {
        complain(context, 'duplicate_id', [...path, index], `The item "${id}" is placed twice`);
      }
      placed.add(id);
    });
    for (const id of ids) {
      if (!placed.has(id)) complain(context, 'incomplete', path, `The item "${id}" has no place`);
    }
  });

/** The order a learner chose. */
export const orderingAnswerSchema = z.object({ order: z.array(z.string()).readonly() });

export type Ordering = z.infer<typeof orderingSchema>;
export type OrderingAnswer = z.infer<typeof orderingAnswerSchema>;
