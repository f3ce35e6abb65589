import { describe, expect, test } from 'vitest';
import {
  blankIdsInText,
  equalWeights,
  normaliseWeights,
  parseQuestion,
  parseQuestionContent,
  splitStem,
} from '../../../src/shared/domain/questions';
import type { QuestionContent } from '../../../src/shared/domain/questions';
import fc from 'fast-check';
import { holds } from './property';
import { stemOf, valid } from './question-builders';

const whole = (content: QuestionContent) => ({
  ...content,
  question: stemOf(content),
  explanation: null,
  points: 2,
  order: 0,
});

/** What the parser has against a value, as `path: message` lines. */
const problemsOf = (
  content: { type: unknown; options: unknown; correctAnswer: unknown },
  text?: string,
) => {
  const parsed = parseQuestionContent(content.type, content.options, content.correctAnswer, text);
  return parsed.ok ? [] : parsed.error.map(({ code, path }) => `${code} ${path}`);
};

describe('rules between fields', () => {
  test.each<[string, { type: unknown; options: unknown; correctAnswer: unknown }, string[]]>([
    [
      'one option is no choice',
      { ...valid.single_choice(), options: [{ id: 'a', text: 'x' }] },
      ['too_few options'],
    ],
    [
      'the right option must exist',
      { ...valid.single_choice(), correctAnswer: { optionId: 'zz' } },
      ['unknown_id correctAnswer.optionId'],
    ],
    [
      'weights name options',
      valid.single_choice({ zz: 0.5 }),
      ['unknown_id correctAnswer.weights.zz'],
    ],
    [
      'the right option is worth 1',
      valid.single_choice({ a: 0.5 }),
      ['weights_sum correctAnswer.weights.a'],
    ],
    [
      'right weights sum to 1',
      valid.multiple_choice({ a: 0.5, b: 0.4 }),
      ['weights_sum correctAnswer.weights'],
    ],
    ['wrong weights do not count for the sum', valid.multiple_choice({ a: 1, b: -1 }), []],
    [
      'something must be right',
      valid.multiple_choice({ a: -0.5 }),
      ['no_right_answer correctAnswer.weights'],
    ],
    [
      'a short answer can be right',
      valid.short_answer({ accepted: [{ text: 'x', weight: 0.5 }] }),
      ['no_right_answer correctAnswer.accepted'],
    ],
    [
      'a range is not turned round',
      valid.numeric({ accepted: [{ min: 2, max: 1, weight: 1 }] }),
      ['out_of_range correctAnswer.accepted[0].min'],
    ],
    ['a range may be a point', valid.numeric({ accepted: [{ min: 1, max: 1, weight: 1 }] }), []],
    [
      'pairs name parts',
      {
        ...valid.matching(),
        correctAnswer: {
          pairs: [
            ['l1', 'r1'],
            ['l2', 'q'],
            ['l3', 'r1'],
          ],
        },
      },
      ['unknown_id correctAnswer.pairs[1][1]'],
    ],
    [
      'every left part has a partner',
      {
        ...valid.matching(),
        correctAnswer: {
          pairs: [
            ['l1', 'r1'],
            ['l1', 'r2'],
          ],
        },
      },
      [
        'duplicate_id correctAnswer.pairs[1]',
        'incomplete correctAnswer.pairs',
        'incomplete correctAnswer.pairs',
      ],
    ],
    [
      'the order is complete',
      { ...valid.ordering(), correctAnswer: { order: ['a', 'b', 'c'] } },
      ['incomplete correctAnswer.order'],
    ],
    [
      'nothing is placed twice',
      { ...valid.ordering(), correctAnswer: { order: ['a', 'b', 'c', 'd', 'a'] } },
      ['duplicate_id correctAnswer.order[4]'],
    ],
    [
      'ids are unique',
      {
        ...valid.ordering(),
        options: [
          { id: 'a', text: 'x' },
          { id: 'a', text: 'y' },
        ],
        correctAnswer: { order: ['a'] },
      },
      ['duplicate_id options[1].id'],
    ],
  ])('%s', (_name, content, expected) => {
    expect(problemsOf(content)).toEqual(expected);
  });

  test('ids cannot reach a prototype', () => {
    const options = [
      { id: '__proto__', text: 'x' },
      { id: 'constructor', text: 'y' },
    ];
    const order = ['__proto__', 'constructor'];
    expect(problemsOf({ ...valid.ordering(), options, correctAnswer: { order } })).toEqual([
      'bad_shape options[0].id',
      'bad_shape correctAnswer.order[0]',
    ]);
    const rights = [{ id: 'constructor', text: 'y' }, ...valid.single_choice().options];
    expect(problemsOf({ ...valid.single_choice({ b: 0.5 }), options: rights })).toEqual([]);
  });

  test('weights of three thirds in seven digits are close enough', () => {
    expect(problemsOf(valid.multiple_choice({ a: 0.3333333, b: 0.3333333, c: 0.3333333 }))).toEqual(
      [],
    );
    expect(problemsOf(valid.multiple_choice({ a: 0.333, b: 0.333, c: 0.333 }))).toHaveLength(1);
  });

  test('normalised weights always pass, whatever the percentages were', () => {
    expect(normaliseWeights({ a: 33.333, b: 33.333, c: 33.333, d: -1 })).toEqual({
      a: 0.3333333,
      b: 0.3333333,
      c: 0.3333334,
      d: -1,
    });
    expect(equalWeights(['a', 'b'])).toEqual({ a: 0.5, b: 0.5 });
    holds(
      fc.property(
        fc.dictionary(
          fc.constantFrom('a', 'b', 'c', 'd'),
          fc.double({ min: 0.01, max: 100, noNaN: true }),
          { minKeys: 1 },
        ),
        (weights) => {
          expect(problemsOf(valid.multiple_choice(normaliseWeights(weights)))).toEqual([]);
        },
      ),
    );
  });
});

describe('blanks', () => {
  const content = valid.fill_blanks();

  test('markers and blanks must agree', () => {
    expect(problemsOf(content, '[[x]] [[y]] [[z]]')).toEqual([]);
    const parsed = parseQuestionContent(
      content.type,
      content.options,
      content.correctAnswer,
      '[[x]] [[x]] [[y]] [[q]]',
    );
    expect(parsed.ok ? [] : parsed.error.map(({ message }) => message)).toEqual([
      '[[x]] is in the text 2 times, not once',
      'The blank "z" is not in the text; write [[z]]',
      'The text has [[q]], but there is no blank "q"',
    ]);
    expect(parseQuestion({ ...whole(content), question: 'none' }).ok).toBe(false);
  });

  test('a key fits its kind and a choice its choices', () => {
    const swapped = {
      ...content.correctAnswer.blanks,
      x: { optionId: 'c1' },
      z: { optionId: 'q' },
    };
    expect(problemsOf({ ...content, correctAnswer: { blanks: swapped } })).toEqual([
      'bad_shape correctAnswer.blanks.x',
      'unknown_id correctAnswer.blanks.z.optionId',
    ]);
    const { x, y } = content.correctAnswer.blanks;
    expect(
      problemsOf({ ...content, correctAnswer: { blanks: { x, y, q: { optionId: 'c1' } } } }),
    ).toEqual(['incomplete correctAnswer.blanks', 'unknown_id correctAnswer.blanks.q']);
    const blanks = [
      { id: 'x', kind: 'text', choices: [] },
      { id: 'z', kind: 'choice' },
    ];
    expect(problemsOf({ ...content, options: { blanks } }).slice(0, 2)).toEqual([
      'unknown_field options.blanks[0].choices',
      'too_few options.blanks[1].choices',
    ]);
  });

  test('a stem cut at its markers joins to the same stem', () => {
    expect(splitStem('a [[b]]c')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'blank', id: 'b' },
      { kind: 'text', text: 'c' },
    ]);
    expect(blankIdsInText('[[a]] [[not an id]] [[b]] [a]')).toEqual(['a', 'b']);
    holds(
      fc.property(fc.array(fc.constantFrom('[[', ']]', 'a', '[[b]]', ' ', '[[c.d]]')), (pieces) => {
        const text = pieces.join('');
        const joined = splitStem(text).map((piece) =>
          piece.kind === 'text' ? piece.text : `[[${piece.id}]]`,
        );
        expect(joined.join('')).toBe(text);
      }),
    );
  });
});
