import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  computeGrade,
  describeChain,
  formatLateness,
  formatScore,
  judgeLateness,
  lateDeduction,
  lateSeconds,
  latePolicySchema,
  noDeduction,
  parseScore,
  secondsAfterDue,
} from '../../../src/shared/domain/late-policy';
import { holds } from './property';

const day = 86_400;
const policy = { rate: 10, intervalSeconds: day, floorPercent: 0 };

describe('the late rule', () => {
  // Canvas app/models/late_policy.rb, points_deducted.
  test.each<[string, number, number, number, Partial<typeof policy>, number]>([
    ['in time costs nothing', 90, 100, 0, {}, 0],
    ['one second costs a whole interval', 90, 100, 1, {}, 10],
    ['exactly a day is one interval', 90, 100, day, {}, 10],
    ['a day and a second are two', 90, 100, day + 1, {}, 20],
    ['the rate is of the possible points', 45, 50, day, {}, 5],
    ['never more than the score', 15, 100, 9 * day, {}, 15],
    ['not below the floor', 90, 100, 9 * day, { floorPercent: 50 }, 40],
    ['a score under the floor loses nothing', 40, 100, day, { floorPercent: 50 }, 0],
    ['by the hour', 100, 100, 3_601, { rate: 1, intervalSeconds: 3_600 }, 2],
    ['two decimals', 33.33, 33, day, { rate: 3.33 }, 1.1],
    ['extra credit counts for the floor', 110, 100, 2 * day, { floorPercent: 100 }, 10],
    ['nothing possible, nothing taken', 0, 0, day, {}, 0],
  ])('%s', (_name, raw, possible, seconds, change, expected) => {
    expect(lateDeduction(raw, possible, seconds, { ...policy, ...change }).points).toBe(expected);
  });

  test('without a rule late is flagged and free', () => {
    expect(lateDeduction(90, 100, day, null).points).toBe(0);
    expect(lateDeduction(90, 100, day, noDeduction).points).toBe(0);
    expect(latePolicySchema.safeParse({ ...policy, intervalSeconds: 0 }).success).toBe(false);
  });

  test('seconds late are whole, begun seconds count', () => {
    const due = '2026-03-01T12:00:00.000Z';
    expect(lateSeconds(due, '2026-03-01T12:00:00.000Z')).toBe(0);
    expect(lateSeconds(due, '2026-03-01T12:00:00.001Z')).toBe(1);
    expect(lateSeconds(due, '2026-02-28T12:00:00.000Z')).toBe(0);
    expect(secondsAfterDue(due, '2026-02-28T12:00:00.000Z')).toBe(-day);
    expect(lateSeconds(null, due)).toBe(0);
    expect([judgeLateness(0, false), judgeLateness(1, true), judgeLateness(1, false)]).toEqual([
      'on_time',
      'late',
      'not_accepted',
    ]);
  });

  test('the final score is never negative and never above the raw score', () => {
    const score = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);
    holds(
      fc.property(
        score,
        fc.integer({ min: 1, max: 100 }),
        fc.nat(10_000_000),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (raw, possible, seconds, rate, floorPercent) => {
          const chain = computeGrade({
            raw,
            possible,
            lateSeconds: seconds,
            policy: { ...policy, rate, floorPercent },
          });
          expect(chain.final).toBeGreaterThanOrEqual(0);
          expect(chain.final).toBeLessThanOrEqual(raw);
        },
      ),
      500,
    );
  });
});

describe('the chain', () => {
  const input = { raw: 90, possible: 100, lateSeconds: day + 3_600, policy };
  const lines = (chain: ReturnType<typeof computeGrade>) =>
    describeChain(chain).map(({ kind, points, text }) => `${kind} ${points}: ${text}`);

  test('says raw, late rule and final', () => {
    expect(lines(computeGrade(input))).toEqual([
      'raw 90: 90 of 100',
      'late -20: 1 day 1 hour late: 2 days begun at 10 % each',
      'final 70: 70 of 100',
    ]);
    expect(lines(computeGrade({ ...input, policy: { ...policy, floorPercent: 85 } }))[1]).toBe(
      'late -5: 1 day 1 hour late: 2 days begun at 10 % each, not below 85 %',
    );
    expect(lines(computeGrade({ ...input, policy: null }))[1]).toBe(
      'late 0: 1 day 1 hour late, no deduction',
    );
    expect(
      lines(computeGrade({ ...input, policy: { ...policy, intervalSeconds: 43_200 } }))[1],
    ).toContain('3 times 12 hours begun');
  });

  test('a waiver restores the raw score, an override replaces the result', () => {
    const waived = computeGrade({ ...input, waived: true });
    expect(waived).toMatchObject({ deduction: 0, final: 90 });
    expect(lines(waived)[1]).toBe('waived 0: 1 day 1 hour late, deduction of 20 waived');
    const overridden = computeGrade({ ...input, override: 75 });
    expect(overridden.final).toBe(75);
    expect(lines(overridden)[2]).toBe('override 5: set to 75 by hand');
  });

  test('the parts add up to the final score', () => {
    holds(
      fc.property(
        fc.nat(100),
        fc.nat(1_000_000),
        fc.boolean(),
        fc.option(fc.nat(100), { nil: null }),
        (raw, seconds, waived, override) => {
          const parts = describeChain(
            computeGrade({ raw, possible: 100, lateSeconds: seconds, policy, waived, override }),
          );
          const sum = parts.slice(0, -1).reduce((total, { points }) => total + points, 0);
          expect(sum).toBeCloseTo(parts.at(-1)?.points ?? NaN, 6);
        },
      ),
    );
  });

  test('lateness is told in its two largest units', () => {
    expect([1, 60, 3_661, 90_061, 0].map(formatLateness)).toEqual([
      '1 second',
      '1 minute',
      '1 hour 1 minute',
      '1 day 1 hour',
      '0 seconds',
    ]);
  });
});

describe('the score box', () => {
  const parsed = (text: string, max = 100) => {
    const result = parseScore(text, max);
    return result.ok ? result.value : result.error.code;
  };

  test.each<[string, number | string]>([
    ['85', 85],
    [' 85.5 ', 85.5],
    ['85,25', 85.25],
    ['.5', 0.5],
    ['85.', 85],
    ['85.500', 85.5],
    ['٨٥', 85],
    ['0', 0],
    ['-0', 0],
    ['100', 100],
    ['', 'empty'],
    ['.', 'not_a_number'],
    ['8e1', 'not_a_number'],
    ['1,000.5', 'not_a_number'],
    ['85 %', 'not_a_number'],
    ['85.555', 'too_precise'],
    ['-1', 'negative'],
    ['100.01', 'above_maximum'],
    ['855', 'above_maximum'],
    ['9999999999', 'not_a_number'],
  ])('"%s" gives %s', (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  test('reads back every score that is shown', () => {
    holds(
      fc.property(fc.nat(1_000_000), (hundredths) => {
        const score = hundredths / 100;
        expect(parsed(formatScore(score), 10_000)).toBe(score);
        expect(parsed(formatScore(score).replace('.', ','), 10_000)).toBe(score);
      }),
    );
  });
});
