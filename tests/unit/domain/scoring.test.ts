import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QuestionContent } from '../../../src/shared/domain/questions';
import {
  hasPassed,
  roundScore,
  scoreAnswer,
  scoreAttempt,
  scorePercentage,
  sumScores,
} from '../../../src/shared/domain/scoring';
import { holds } from './property';
import { anyAnswer, anyContent, valid } from './question-builders';

const score = (content: QuestionContent, answer: unknown, points = 10) =>
  scoreAnswer({ ...content, points }, answer);
const pointsOf = (content: QuestionContent, answer: unknown, points = 10) =>
  score(content, answer, points).points;

describe('choices', () => {
  test('a single choice is worth its weight', () => {
    const content = valid.single_choice({ b: 0.25 });
    expect(pointsOf(content, { optionId: 'a' })).toBe(10);
    expect(pointsOf(content, { optionId: 'b' })).toBe(2.5);
    expect(pointsOf(content, { optionId: 'c' })).toBe(0);
    expect(pointsOf(content, { optionId: 'gone' })).toBe(0);
    expect(pointsOf(content, { optionId: 'constructor' })).toBe(0);
  });

  // Moodle question/type/multichoice/question.php, qtype_multichoice_multi_question::grade_response:
  // the sum of the ticked fractions, never below 0 nor above 1.
  test.each([
    [['a'], 5],
    [['a', 'b'], 10],
    [['a', 'c'], 2.5],
    [['c'], 0],
    [['a', 'b', 'c'], 7.5],
    [['a', 'b', 'c', 'd'], 0],
    [[], 0],
    [['a', 'a', 'a'], 5],
  ])('ticking %j earns %d of 10', (optionIds, expected) => {
    expect(
      pointsOf(valid.multiple_choice({ a: 0.5, b: 0.5, c: -0.25, d: -1 }), { optionIds }),
    ).toBe(expected);
  });

  test('three thirds in seven digits earn every point', () => {
    const thirds = valid.multiple_choice({ a: 0.3333333, b: 0.3333333, c: 0.3333333 });
    expect(pointsOf(thirds, { optionIds: ['a', 'b', 'c'] }, 1_000_000)).toBe(1_000_000);
    expect(pointsOf(thirds, { optionIds: ['a'] }, 1)).toBe(0.33);
  });

  test('true or false is all or nothing and gives its feedback', () => {
    expect(score(valid.true_false(), { value: true })).toEqual({
      points: 10,
      maxPoints: 10,
      state: 'auto',
    });
    expect(score(valid.true_false(), { value: false }).feedback).toEqual(['Look again']);
  });
});

describe('arranged answers', () => {
  // Moodle question/type/match/question.php, grade_response: right / total.
  test('a matching earns a share per right pair', () => {
    const pairs = (...list: [string, string][]) => ({ pairs: list });
    const content = valid.matching();
    expect(pointsOf(content, pairs(['l1', 'r1'], ['l2', 'r2'], ['l3', 'r1']))).toBe(10);
    expect(pointsOf(content, pairs(['l1', 'r1'], ['l2', 'r3']))).toBe(3.33);
    expect(pointsOf(content, pairs(['l1', 'r2'], ['l1', 'r1']))).toBe(0);
  });

  // Moodle question/type/ordering/question.php, GRADING_ABSOLUTE_POSITION: places right / places.
  test('an ordering earns a share per right place', () => {
    const content = valid.ordering();
    expect(pointsOf(content, { order: ['b', 'a', 'd', 'c'] })).toBe(10);
    expect(pointsOf(content, { order: ['b', 'a', 'c', 'd'] })).toBe(5);
    expect(pointsOf(content, { order: ['a', 'd', 'c', 'b'] })).toBe(0);
    expect(pointsOf(content, { order: ['b'] })).toBe(2.5);
  });

  test('each blank is worth the same and judged by its own key', () => {
    const content = valid.fill_blanks();
    expect(pointsOf(content, { blanks: { x: ' OAK ', y: '1,5', z: 'c2' } })).toBe(10);
    expect(pointsOf(content, { blanks: { x: 'oak', y: '3' } })).toBe(3.33);
    expect(score(content, { blanks: { z: 'c2' } }).parts?.map(({ right }) => right)).toEqual([
      false,
      false,
      true,
    ]);
    expect(score(content, { blanks: { x: 'oak', y: '1 cm' } })).toMatchObject({
      points: 0,
      state: 'waiting',
      waitsFor: 'unclear',
    });
  });
});

describe('what waits for a person', () => {
  test('an essay with text waits, an empty one is 0', () => {
    expect(score(valid.essay(), { text: 'Because.' })).toEqual({
      points: 0,
      maxPoints: 10,
      state: 'waiting',
      waitsFor: 'essay',
    });
    for (const given of [undefined, null, {}, { text: '  ' }, { text: null }]) {
      expect(score(valid.essay(), given)).toEqual({ points: 0, maxPoints: 10, state: 'auto' });
    }
  });

  test('a description is worth nothing, whatever its points say', () => {
    expect(score(valid.description(), { text: 'x' })).toEqual({
      points: 0,
      maxPoints: 0,
      state: 'auto',
    });
  });

  test('nothing given scores 0, an unreadable answer waits', () => {
    expect(score(valid.numeric(), null)).toMatchObject({ points: 0, state: 'auto' });
    expect(score(valid.numeric(), { text: 42 })).toMatchObject({
      state: 'waiting',
      waitsFor: 'unreadable',
    });
    expect(score(valid.single_choice(), 'a')).toMatchObject({
      state: 'waiting',
      waitsFor: 'unreadable',
    });
  });
});

describe('attempts', () => {
  test('an attempt sums its answers and counts what waits', () => {
    const questions = [
      {
        id: 'q1',
        points: 1,
        ...valid.multiple_choice({ a: 0.3333333, b: 0.3333333, c: 0.3333334 }),
      },
      { id: 'q2', points: 2, ...valid.true_false() },
      { id: 'q3', points: 5, ...valid.essay() },
      { id: 'q4', points: 9, ...valid.description() },
      { id: 'toString', points: 1, ...valid.short_answer() },
    ];
    const answers = {
      q1: { optionIds: ['a'] },
      q2: { value: true },
      q3: { text: 'Long' },
      gone: { value: 1 },
    };
    const attempt = scoreAttempt(questions, answers);
    expect(attempt).toMatchObject({ score: 2.33, totalPoints: 9, waiting: 1 });
    expect(attempt.perQuestion.map(({ questionId }) => questionId)).toEqual([
      'q1',
      'q2',
      'q3',
      'q4',
      'toString',
    ]);
  });

  test('whatever was answered, the score lies within 0 and the points, with two decimals', () => {
    holds(
      fc.property(
        anyContent,
        anyAnswer,
        fc.integer({ min: 0, max: 1000 }),
        (content, answer, points) => {
          const result = score(content, answer, points);
          expect(result.points).toBeGreaterThanOrEqual(0);
          expect(result.points).toBeLessThanOrEqual(result.maxPoints);
          expect(roundScore(result.points)).toBe(result.points);
          if (result.state === 'waiting') expect(result.points).toBe(0);
        },
      ),
      1000,
    );
  });

  test('scores round as people round and add without drift', () => {
    expect([1.005, 2.675, -1.005, 0.1 + 0.2, 1e-7, 0].map(roundScore)).toEqual([
      1.01, 2.68, -1.01, 0.3, 0, 0,
    ]);
    expect(sumScores(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  });

  test('passing includes the boundary and needs something to score', () => {
    expect(hasPassed(7, 10, 70)).toBe(true);
    expect(hasPassed(6.99, 10, 70)).toBe(false);
    expect(hasPassed(0.57, 1, 57)).toBe(true);
    expect(hasPassed(0, 0, 0)).toBe(false);
    expect(hasPassed(0, 5, 0)).toBe(true);
    expect(hasPassed(NaN, 5, 0)).toBe(false);
    expect(scorePercentage(1, 0)).toBeUndefined();
    holds(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 100 }),
        (total, passing) => {
          const least = Math.ceil(passing * total) / 100;
          expect(hasPassed(least, total, passing)).toBe(true);
          if (least > 0) expect(hasPassed(roundScore(least - 0.01), total, passing)).toBe(false);
        },
      ),
    );
  });
});
