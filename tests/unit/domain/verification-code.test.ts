import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkSymbol,
  createVerificationCode,
  encodeBase32,
  formatCode,
  parseCode,
} from '../../../src/shared/domain/certificates';
import { holds } from './property';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codes = fc
  .uint8Array({ minLength: 10, maxLength: 10 })
  .map((bytes) => createVerificationCode(() => bytes));
const value = (typed: string) => {
  const parsed = parseCode(typed);
  return parsed.ok ? parsed.value : parsed.error.code;
};

describe('verification codes', () => {
  test('ten bytes make sixteen digits, a check symbol and five groups', () => {
    expect(encodeBase32(new Uint8Array([0xff, 0, 0xff, 0, 0xff, 0, 0xff, 0, 0xff, 0]))).toBe(
      'ZW0FY07Z03ZG1ZR0',
    );
    const code = createVerificationCode((length) => new Uint8Array(length).fill(0x11));
    expect(formatCode(code)).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z*~$=U]$/);
  });

  // https://www.crockford.com/base32.html: the check symbol is the number modulo 37.
  test('the check symbol is the number modulo 37', () => {
    expect(
      [...Array(37).keys()]
        .map((n) => checkSymbol(digits.charAt(n >> 5) + digits.charAt(n & 31)))
        .join(''),
    ).toBe(`${digits}*~$=U`);
  });

  test('codes of real randomness avoid symbols that shells and file names dislike', () => {
    const made = Array.from({ length: 2_000 }, () =>
      createVerificationCode((length) => randomBytes(length)),
    );
    expect(made.every((code) => /^[0-9A-HJKMNP-TV-Z]{17}$/.test(code))).toBe(true);
    expect(new Set(made).size).toBe(made.length);
  });

  test('what is shown is read back, however it is typed', () => {
    holds(
      fc.property(codes, (code) => {
        const shown = formatCode(code);
        for (const typed of [
          shown,
          code,
          shown.toLowerCase(),
          ` ${shown.replaceAll('-', ' ')} `,
          shown.replaceAll('-', '–'),
          shown.replaceAll('0', 'o').replaceAll('1', 'l'),
          shown.replaceAll('0', 'O').replaceAll('1', 'I'),
        ]) {
          expect(value(typed)).toBe(code);
        }
      }),
    );
  });

  test('every change of a single character is refused, in every place', () => {
    holds(
      fc.property(codes, (code) => {
        for (let at = 0; at < code.length; at += 1) {
          for (const digit of `${digits}*~$=U?ß `) {
            if (digit === code.charAt(at)) continue;
            const changed = code.slice(0, at) + digit + code.slice(at + 1);
            expect(parseCode(changed).ok).toBe(false);
          }
        }
      }),
      30,
    );
  });

  test('every swap of neighbours is refused', () => {
    holds(
      fc.property(codes, fc.nat(15), (code, at) => {
        const swapped =
          code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
        if (swapped !== code) expect(parseCode(swapped).ok).toBe(false);
      }),
    );
  });

  test('refusals say what is wrong', () => {
    expect(value(' - ')).toBe('empty');
    expect(value('ABCD')).toBe('length');
    expect(value('ABCD-EFGH-JKMN-PQR!-T')).toBe('character');
    expect(value('U'.repeat(17))).toBe('character');
    expect(parseCode('x'.repeat(1_000_000)).ok).toBe(false);
  });
});
