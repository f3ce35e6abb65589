import { describe, expect, test } from 'vitest';
import {
  QUESTION_LIMITS,
  QUESTION_TYPES,
  isQuestionType,
  parseQuestion,
  parseQuestionContent,
  questionContentSchema,
  questionSchema,
} from '../../../src/shared/domain/questions';
import type { QuestionContent } from '../../../src/shared/domain/questions';
import fc from 'fast-check';
import { holds } from './property';
import { anyContent, stemOf, valid } from './question-builders';

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

describe('the ten types', () => {
  test.each(QUESTION_TYPES)('$type accepts its valid shape unchanged', ({ type }) => {
    const question = whole(valid[type]());
    const parsed = parseQuestion(JSON.parse(JSON.stringify(question)));
    expect(parsed).toEqual({ ok: true, value: question });
  });

  test.each(QUESTION_TYPES)(
    '$type refuses null options instead of storing JSON null',
    ({ type }) => {
      expect(problemsOf({ ...valid[type](), options: null })).toContain('bad_shape options');
      expect(problemsOf({ ...valid[type](), correctAnswer: null })).toContain(
        'bad_shape correctAnswer',
      );
    },
  );

  test('labels and ids belong together', () => {
    expect(QUESTION_TYPES).toHaveLength(10);
    expect(
      QUESTION_TYPES.every(({ type, label }) => isQuestionType(type) && label.length > 0),
    ).toBe(true);
    expect(isQuestionType('hotspot')).toBe(false);
  });

  test('an unknown type is named and the known ones are listed', () => {
    const parsed = parseQuestionContent('hotspot', {}, {});
    expect(parsed.ok ? '' : parsed.error[0]?.message).toMatch(
      /"hotspot".*single_choice.*description/,
    );
    expect(parseQuestion(null).ok).toBe(false);
    expect(parseQuestion({}).ok).toBe(false);
  });

  test('any valid content survives the parser and a JSON round trip', () => {
    holds(
      fc.property(anyContent, (content) => {
        const stored = JSON.parse(JSON.stringify(content)) as unknown;
        expect(questionContentSchema.parse(stored)).toEqual(stored);
        expect(questionSchema.safeParse(whole(content)).success).toBe(true);
      }),
    );
  });

  test('no value whatever makes the parser throw', () => {
    holds(
      fc.property(fc.constantFrom(...QUESTION_TYPES), fc.anything(), fc.anything(), (row, a, b) => {
        const parsed = parseQuestionContent(row.type, a, b, 'text');
        if (!parsed.ok) expect(parsed.error.length).toBeGreaterThan(0);
      }),
      300,
    );
  });
});

describe('problems say where and what', () => {
  test('shape problems carry the path of the field', () => {
    const parsed = parseQuestionContent(
      'single_choice',
      [{ id: 'a', text: ' ' }, { id: 'b', text: 'x', colour: 'red' }, { id: 'c' }],
      { optionId: 7 },
    );
    expect(parsed).toEqual({
      ok: false,
      error: [
        { code: 'missing', path: 'options[0].text', message: 'This text is empty' },
        { code: 'unknown_field', path: 'options[1]', message: 'Unknown field: "colour"' },
        { code: 'missing', path: 'options[2].text', message: 'This is missing; it must be text' },
        { code: 'bad_shape', path: 'correctAnswer.optionId', message: 'This must be text' },
      ],
    });
  });

  test('of a union the branch that was meant is reported', () => {
    const accepted = [
      { value: 1, tolerance: -1, weight: 1 },
      { min: 1, max: 'x', weight: 1 },
    ];
    expect(problemsOf({ ...valid.numeric(), correctAnswer: { accepted } })).toEqual([
      'out_of_range correctAnswer.accepted[0].tolerance',
      'bad_shape correctAnswer.accepted[1].max',
    ]);
  });

  test('numbers that are not finite are refused', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const accepted = [{ value, tolerance: 0, weight: 1 }];
      expect(problemsOf({ ...valid.numeric(), correctAnswer: { accepted } })).toHaveLength(1);
      expect(problemsOf(valid.multiple_choice({ a: value }))).not.toEqual([]);
    }
  });

  test('text that no Postgres column can hold is refused with its position', () => {
    for (const text of ['ab\u0000', 'ab\ud800', 'ab\udc00x']) {
      const parsed = parseQuestionContent(
        'short_answer',
        {},
        {
          ...valid.short_answer().correctAnswer,
          accepted: [{ text, weight: 1 }],
        },
      );
      expect(parsed.ok ? '' : parsed.error[0]?.message).toMatch(/^Character 3 \(U\+/);
    }
  });

  test('sizes have limits and stems may be long', () => {
    const many = Array.from({ length: QUESTION_LIMITS.options + 1 }, (_, i) => ({
      id: `o${i}`,
      text: 'x',
    }));
    const content = { ...valid.single_choice(), options: many, correctAnswer: { optionId: 'o1' } };
    expect(problemsOf(content)).toEqual(['too_many options']);
    const long = 'ä'.repeat(50_001);
    const [, ...others] = valid.single_choice().options;
    const options = [{ id: 'a', text: long }, ...others];
    expect(problemsOf({ ...valid.single_choice(), options })).toEqual(['bad_text options[0].text']);
    expect(parseQuestion({ ...whole(valid.essay()), question: 'word '.repeat(400_000) }).ok).toBe(
      true,
    );
    expect(parseQuestion({ ...whole(valid.essay()), question: 'w'.repeat(4_000_001) }).ok).toBe(
      false,
    );
  });

  test('points are whole and not negative, the stem says something', () => {
    const essay = whole(valid.essay());
    expect(parseQuestion({ ...essay, points: 0 }).ok).toBe(true);
    for (const points of [-1, 1.5, NaN, '1', null])
      expect(parseQuestion({ ...essay, points }).ok).toBe(false);
    expect(parseQuestion({ ...essay, question: ' \n' }).ok).toBe(false);
    expect(parseQuestion({ ...essay, id: 'x' }).ok).toBe(false);
  });
});
