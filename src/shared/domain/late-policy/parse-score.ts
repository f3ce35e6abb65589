import { err, ok } from '../../kernel/result';
import type { Result } from '../../kernel/result';
import { toPlainDigits } from '../text';

/** Why a typed score is not one. */
export type ScoreProblem = {
  readonly code: 'empty' | 'not_a_number' | 'too_precise' | 'negative' | 'above_maximum';
  readonly message: string;
};

function problem(code: ScoreProblem['code'], message: string): Result<number, ScoreProblem> {
  return err({ code, message });
}

/**
 * Reads the score box: digits with up to two decimals after a point or comma, from 0 to
 * `maxPoints`. No thousands separators and no exponent, so that a slip is never read as a score.
 */
export function parseScore(text: string, maxPoints: number): Result<number, ScoreProblem> {
  const plain = toPlainDigits(text).trim();
  if (plain === '') return problem('empty', 'Type a score');
  const match = /^([+-]?)(\d{0,9})(?:[.,](\d*))?$/.exec(plain);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (!match || whole + fraction === '') {
    return problem(
      'not_a_number',
      `"${text.slice(0, 40)}" is not a score; type a number such as 85 or 85.5`,
    );
  }
  if (/[^0]/.test(fraction.slice(2))) {
    return problem('too_precise', 'A score has at most two decimals');
  }
  const score = Number(`${whole || '0'}.${fraction.slice(0, 2) || '0'}`);
  if (sign === '-' && score !== 0) return problem('negative', 'A score cannot be below 0');
  if (score > maxPoints) {
    return problem('above_maximum', `The score is above the maximum of ${maxPoints} points`);
  }
  return ok(score);
}
