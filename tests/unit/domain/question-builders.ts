import fc from 'fast-check';
import { equalWeights } from '../../../src/shared/domain/questions';
import type { QuestionContent } from '../../../src/shared/domain/questions';

type Of<Type extends QuestionContent['type']> = Extract<QuestionContent, { type: Type }>;

const parts = (ids: readonly string[]) => ids.map((id) => ({ id, text: `Text ${id}` }));

/** One valid content per type, with overrides. */
export const valid = {
  single_choice: (weights?: Record<string, number>): Of<'single_choice'> => ({
    type: 'single_choice',
    options: parts(['a', 'b', 'c']),
    correctAnswer: { optionId: 'a', ...(weights && { weights }) },
  }),
  multiple_choice: (
    weights: Record<string, number> = { a: 0.5, b: 0.5 },
  ): Of<'multiple_choice'> => ({
    type: 'multiple_choice',
    options: parts(['a', 'b', 'c', 'd']),
    correctAnswer: { weights },
  }),
  true_false: (value = true): Of<'true_false'> => ({
    type: 'true_false',
    options: {},
    correctAnswer: { value, feedback: { false: 'Look again' } },
  }),
  short_answer: (key: Partial<Of<'short_answer'>['correctAnswer']> = {}): Of<'short_answer'> => ({
    type: 'short_answer',
    options: {},
    correctAnswer: {
      accepted: [{ text: 'Paris', weight: 1 }],
      caseSensitive: false,
      wildcards: false,
      ...key,
    },
  }),
  numeric: (key: Partial<Of<'numeric'>['correctAnswer']> = {}): Of<'numeric'> => ({
    type: 'numeric',
    options: {},
    correctAnswer: { accepted: [{ value: 42, tolerance: 0, weight: 1 }], ...key },
  }),
  matching: (): Of<'matching'> => ({
    type: 'matching',
    options: { left: parts(['l1', 'l2', 'l3']), right: parts(['r1', 'r2', 'r3', 'r4']) },
    correctAnswer: {
      pairs: [
        ['l1', 'r1'],
        ['l2', 'r2'],
        ['l3', 'r1'],
      ],
    },
  }),
  ordering: (): Of<'ordering'> => ({
    type: 'ordering',
    options: parts(['a', 'b', 'c', 'd']),
    correctAnswer: { order: ['b', 'a', 'd', 'c'] },
  }),
  fill_blanks: (): Of<'fill_blanks'> => ({
    type: 'fill_blanks',
    options: {
      blanks: [
        { id: 'x', kind: 'text' },
        { id: 'y', kind: 'number' },
        { id: 'z', kind: 'choice', choices: parts(['c1', 'c2']) },
      ],
    },
    correctAnswer: {
      blanks: {
        x: { accepted: [{ text: 'oak', weight: 1 }], caseSensitive: false, wildcards: false },
        y: { accepted: [{ min: 1, max: 2, weight: 1 }] },
        z: { optionId: 'c2' },
      },
    },
  }),
  essay: (): Of<'essay'> => ({ type: 'essay', options: {}, correctAnswer: {} }),
  description: (): Of<'description'> => ({ type: 'description', options: {}, correctAnswer: {} }),
} as const;

/** A stem that fits each content. */
export const stemOf = (content: QuestionContent): string =>
  content.type === 'fill_blanks' ? 'An [[x]], [[y]] and [[z]].' : 'What is it?';

const weightSet = fc
  .subarray(['a', 'b', 'c', 'd'], { minLength: 1 })
  .chain((right) =>
    fc
      .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.double({ min: -1, max: 0, noNaN: true }))
      .map((wrong) => ({ ...wrong, ...equalWeights(right) })),
  );

/** Any valid content of any type. */
export const anyContent: fc.Arbitrary<QuestionContent> = fc.oneof(
  fc
    .option(fc.record({ b: fc.double({ min: 0, max: 1, noNaN: true }) }), { nil: undefined })
    .map((weights) => valid.single_choice(weights)),
  weightSet.map((weights) => valid.multiple_choice(weights)),
  fc.boolean().map((value) => valid.true_false(value)),
  fc
    .record({
      caseSensitive: fc.boolean(),
      wildcards: fc.boolean(),
      text: fc.constantFrom('a*', '\\*', 'Ångström'),
    })
    .map(({ text, ...rest }) => valid.short_answer({ ...rest, accepted: [{ text, weight: 1 }] })),
  fc
    .record({ value: fc.double({ noNaN: true, noDefaultInfinity: true }), relative: fc.boolean() })
    .map(({ value, relative }) =>
      valid.numeric({ accepted: [{ value, tolerance: 0.1, relative, weight: 1 }] }),
    ),
  fc.constantFrom<QuestionContent>(
    valid.matching(),
    valid.ordering(),
    valid.fill_blanks(),
    valid.essay(),
    valid.description(),
  ),
);

/** Answers of the right shape, of a wrong shape, and rubbish. */
export const anyAnswer: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('a', 'b', 'zz').map((optionId) => ({ optionId })),
  fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'zz')).map((optionIds) => ({ optionIds })),
  fc.boolean().map((value) => ({ value })),
  fc.oneof(fc.string(), fc.double().map(String)).map((text) => ({ text })),
  fc
    .array(fc.tuple(fc.constantFrom('l1', 'l2', 'l3', 'q'), fc.constantFrom('r1', 'r2', 'q')))
    .map((pairs) => ({ pairs })),
  fc.array(fc.constantFrom('a', 'b', 'c', 'd')).map((order) => ({ order })),
  fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.string()).map((blanks) => ({ blanks })),
  fc.anything(),
);
