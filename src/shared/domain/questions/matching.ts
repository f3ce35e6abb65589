import { z } from 'zod';
import { partIdSchema, partSchema } from './fields';
import { QUESTION_LIMITS } from './limits';
import { complain, requireKnownId, requireUniqueIds } from './rules';

const pairSchema = z.tuple([partIdSchema, partIdSchema]).readonly();

/** Each left part has one right partner; a right part may serve several or be a distractor. */
export const matchingSchema = z
  .strictObject({
    type: z.literal('matching'),
    options: z.strictObject({
      left: z.array(partSchema).min(1).max(QUESTION_LIMITS.options).readonly(),
      right: z.array(partSchema).min(2).max(QUESTION_LIMITS.options).readonly(),
    }),
    correctAnswer: z.strictObject({
      pairs: z.array(pairSchema).max(QUESTION_LIMITS.options).readonly(),
    }),
  })
  .superRefine(({ options, correctAnswer: { pairs } }, context) => {
    const left = requireUniqueIds(context, options.left, ['options', 'left']);
    const right = requireUniqueIds(context, options.right, ['options', 'right']);
    const paired = new Set<string>();
    pairs.forEach(([leftId, rightId], index) => {
      const path = ['correctAnswer', 'pairs', index];
      requireKnownId(context, left, leftId, [...path, 0], 'left part');
      requireKnownId(context, right, rightId, [...path, 1], 'right part');
      if (paired.has(leftId)) {
        complain(context, 'duplicate_id', path, `The left part "${leftId}" is paired twice`);
      }
      paired.add(leftId);
    });
    for (const id of left) {
      if (paired.has(id)) continue;
      const message = `The left part "${id}" has no partner`;
      complain(context, 'incomplete', ['correctAnswer', 'pairs'], message);
    }
  });

/** The pairs a learner made. */
export const matchingAnswerSchema = z.object({
  pairs: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
});

export type Matching = z.infer<typeof matchingSchema>;
export type MatchingAnswer = z.infer<typeof matchingAnswerSchema>;
