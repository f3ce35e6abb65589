import { z } from 'zod';
import { partIdSchema, partSchema } from './fields';
import { QUESTION_LIMITS } from './limits';
import { numberKeySchema, requireRanges } from './numeric';
import { complain, requireFullWeight, requireKnownId, requireUniqueIds } from './rules';
import type { RuleContext } from './rules';
import { textKeySchema } from './short-answer';

/** One gap: what is typed (text, number) or picked (choice, with its choices). */
export const blankSchema = z.strictObject({
  id: partIdSchema,
  kind: z.enum(['text', 'number', 'choice']),
  choices: z.array(partSchema).max(QUESTION_LIMITS.options).readonly().optional(),
});

/** The key of a choice blank. */
export const choiceKeySchema = z.strictObject({ optionId: partIdSchema });

export const blankKeySchema = z.union([textKeySchema, numberKeySchema, choiceKeySchema]);

export type Blank = z.infer<typeof blankSchema>;
export type BlankKey = z.infer<typeof blankKeySchema>;

/** Which kind of blank a key belongs to; the three shapes share no optional field. */
export function blankKeyKind(key: BlankKey): Blank['kind'] {
  if ('optionId' in key) return 'choice';
  return 'wildcards' in key ? 'text' : 'number';
}

function checkKey(context: RuleContext, blank: Blank, key: BlankKey): void {
  const path = ['correctAnswer', 'blanks', blank.id];
  if (blankKeyKind(key) !== blank.kind) {
    const message = `The blank "${blank.id}" takes a ${blank.kind}, but its key is for a ${blankKeyKind(key)}`;
    complain(context, 'bad_shape', path, message);
  } else if ('optionId' in key) {
    const ids = new Set((blank.choices ?? []).map(({ id }) => id));
    requireKnownId(context, ids, key.optionId, [...path, 'optionId'], 'choice');
  } else {
    requireFullWeight(context, key.accepted, [...path, 'accepted']);
    if (!('wildcards' in key)) requireRanges(context, key.accepted, [...path, 'accepted']);
  }
}

function checkChoices(context: RuleContext, blank: Blank, index: number): void {
  const path = ['options', 'blanks', index, 'choices'];
  const choices = blank.choices ?? [];
  if (blank.kind !== 'choice') {
    if (!blank.choices) return;
    complain(context, 'unknown_field', path, `A ${blank.kind} blank has no choices`);
  } else if (choices.length < 2) {
    complain(context, 'too_few', path, `The blank "${blank.id}" needs at least 2 choices`);
  } else requireUniqueIds(context, choices, path);
}

/** A text with gaps written `[[id]]`; each gap has a key of its own and an equal share. */
export const fillBlanksSchema = z
  .strictObject({
    type: z.literal('fill_blanks'),
    options: z.strictObject({
      blanks: z.array(blankSchema).min(1).max(QUESTION_LIMITS.blanks).readonly(),
    }),
    correctAnswer: z.strictObject({ blanks: z.record(partIdSchema, blankKeySchema) }),
  })
  .superRefine(({ options, correctAnswer }, context) => {
    const ids = requireUniqueIds(context, options.blanks, ['options', 'blanks']);
    const keys = new Map(Object.entries(correctAnswer.blanks));
    options.blanks.forEach((blank, index) => {
      checkChoices(context, blank, index);
      const key = keys.get(blank.id);
      const path = ['correctAnswer', 'blanks'];
      if (key) checkKey(context, blank, key);
      else complain(context, 'incomplete', path, `The blank "${blank.id}" has no key`);
    });
    for (const id of keys.keys()) {
      requireKnownId(context, ids, id, ['correctAnswer', 'blanks', id], 'blank');
    }
  });

/** What a learner typed or picked (the option id), by blank. */
export const fillBlanksAnswerSchema = z.object({ blanks: z.record(z.string(), z.string()) });

export type FillBlanks = z.infer<typeof fillBlanksSchema>;
export type FillBlanksAnswer = z.infer<typeof fillBlanksAnswerSchema>;
