import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptsNumber,
  matchNumber,
  matchText,
  matchesWildcard,
  normaliseAnswer,
  parseTypedNumber,
} from '../../../src/shared/domain/scoring';
import { holds } from './property';

describe('typed numbers', () => {
  test.each<[string, number[], string?]>([
    ['42', [42]],
    [' -3.5 ', [-3.5]],
    ['−3,5', [-3.5]],
    ['+.5', [0.5]],
    [',5', [0.5]],
    ['3.', [3]],
    ['1,234', [1.234, 1234]],
    ['0,234', [0.234]],
    ['1.234', [1.234]],
    ['1,234,567', [1234567]],
    ['1.234.567', [1234567]],
    ['12,34,567', [1234567]],
    ['1,234.5', [1234.5]],
    ['1.234,5', [1234.5]],
    ['1 234 567,89', [1234567.89]],
    ['1\u2009234.5', [1234.5]],
    ['1\u202f234,5', [1234.5]],
    ["1'234.50", [1234.5]],
    ['3.141 592 65', [3.14159265]],
    ['6.022e23', [6.022e23]],
    ['6,022 E-3', [0.006022]],
    ['6.022 x 10^23', [6.022e23]],
    ['6.022·10**-3', [0.006022]],
    ['6.022×10²³', [6.022e23]],
    ['1×10⁻⁴', [0.0001]],
    ['٣٫٥', [3.5]],
    ['१२३', [123]],
    ['５０', [50]],
    ['5 km/h', [5], 'km/h'],
    ['5 eV', [5], 'eV'],
    ['50%', [50], '%'],
    ['1/2', [1], '/2'],
  ])('%s is read as %j', (text, readings, rest = '') => {
    expect(parseTypedNumber(text)).toEqual({ readings, rest });
  });

  test.each([
    '',
    'abc',
    '1..2',
    '1,2,3',
    '1,23,45',
    '1 2',
    '12 34',
    '1.234,567.8',
    '--1',
    '1e999',
    '.',
    '1,234.5,6',
    'NaN',
    'Infinity',
    '0x10x',
  ])('"%s" is not taken for a number', (text) => {
    const read = parseTypedNumber(text);
    if (text === '0x10x') expect(read?.rest).toBe('x10x');
    else expect(read).toBeUndefined();
  });

  test('every finite number is read back from its own text', () => {
    holds(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        (value) => {
          expect(parseTypedNumber(String(value))?.readings[0]).toBe(value);
          expect(parseTypedNumber(String(value).replace('.', ','))?.readings[0]).toBe(value);
        },
      ),
      500,
    );
  });

  test('a long text of digits and separators is judged at once', () => {
    for (const piece of ['1', '1,', '1.', '1 ', '1e', "1'1 "]) {
      const before = performance.now();
      parseTypedNumber(piece.repeat(100_000));
      expect(performance.now() - before).toBeLessThan(500);
    }
  });
});

describe('numeric keys', () => {
  const exact = (value: number, tolerance = 0, relative = false) => ({
    value,
    tolerance,
    relative,
    weight: 1,
  });

  // Moodle question/type/numerical/question.php, get_tolerance_interval: nominal and relative.
  test.each<[Parameters<typeof acceptsNumber>[0], number, boolean]>([
    [exact(0.3, 0.1), 0.4, true],
    [exact(0.3, 0.1), 0.2, true],
    [exact(0.3, 0.1), 0.4001, false],
    [exact(100, 0.05, true), 105, true],
    [exact(-100, 0.05, true), -95, true],
    [exact(100, 0.05, true), 105.01, false],
    [exact(0, 0.5, true), 0, true],
    [exact(0, 0.5, true), 1e-9, false],
    [exact(6.626e-34), 0, false],
    [exact(6.626e-34), 6.626e-34, true],
    [{ min: 1, max: 2, weight: 1 }, 1, true],
    [{ min: 1, max: 2, weight: 1 }, 2, true],
    [{ min: 1, max: 2, weight: 1 }, 2.001, false],
    [exact(1.7e308, 1.7e308), 1, true],
  ])('%j takes %d: %s', (entry, value, expected) => {
    expect(acceptsNumber(entry, value)).toBe(expected);
  });

  test('the first entry that fits counts', () => {
    const accepted = [
      { ...exact(10), weight: 1 },
      { min: 9, max: 11, weight: 0.5 },
    ];
    expect(matchNumber({ accepted }, '10')).toMatchObject({
      kind: 'accepted',
      entry: { weight: 1 },
    });
    expect(matchNumber({ accepted }, '9,5')).toMatchObject({
      kind: 'accepted',
      entry: { weight: 0.5 },
    });
    expect(matchNumber({ accepted }, '12')).toEqual({ kind: 'refused' });
  });

  test('the unit may stand before or after, be left out, but not be another', () => {
    const key = { accepted: [exact(5)], unit: 'm²' };
    for (const text of ['5', '5 m²', '5m2', '5 m^2', 'm² 5'])
      expect(matchNumber(key, text).kind).toBe('accepted');
    for (const text of ['5 cm²', '5 m', '5 M²'])
      expect(matchNumber(key, text).kind).toBe('refused');
    expect(matchNumber({ accepted: [exact(5)], unit: '€' }, '€5').kind).toBe('accepted');
    expect(matchNumber({ accepted: [exact(5)], unit: 'µm' }, '5 \u03bcm').kind).toBe('accepted');
  });

  test('without a unit in the key, text after a right number is for a person', () => {
    expect(matchNumber({ accepted: [exact(5)] }, '5 apples')).toMatchObject({
      kind: 'unclear',
      rest: 'apples',
    });
    expect(matchNumber({ accepted: [exact(5)] }, '6 apples').kind).toBe('refused');
  });

  test('a lone comma before three digits is taken either way', () => {
    expect(matchNumber({ accepted: [exact(1234)] }, '1,234').kind).toBe('accepted');
    expect(matchNumber({ accepted: [exact(1.234)] }, '1,234').kind).toBe('accepted');
    expect(matchNumber({ accepted: [exact(1234)] }, '1.234').kind).toBe('refused');
  });
});

describe('typed texts', () => {
  const key = (text: string, caseSensitive = false, wildcards = false) => ({
    accepted: [{ text, weight: 1 }],
    caseSensitive,
    wildcards,
  });
  const fits = (accepted: ReturnType<typeof key>, typed: string) =>
    matchText(accepted, typed) !== undefined;

  test('case, form and white space are forgiven', () => {
    expect(fits(key('São  Paulo'), ' sa\u0303o\u00a0PAULO ')).toBe(true);
    expect(fits(key('Straße'), 'STRASSE')).toBe(true);
    expect(fits(key('ὈΔΥΣΣΕΎΣ'), 'ὀδυσσεύς')).toBe(true);
    expect(fits(key('Paris', true), 'paris')).toBe(false);
    expect(fits(key('Paris', true), 'Paris')).toBe(true);
    expect(fits(key('*'), 'anything')).toBe(false);
    expect(fits(key('*', false, true), '   ')).toBe(false);
    expect(normaliseAnswer(' a \n\t b ')).toBe('a b');
  });

  test('the first variant that fits gives weight and feedback', () => {
    const accepted = [
      { text: 'Paris, France', weight: 1 },
      { text: 'Paris*', weight: 0.5, feedback: 'Which country?' },
    ];
    const both = { accepted, caseSensitive: false, wildcards: true };
    expect(matchText(both, 'paris, france')?.weight).toBe(1);
    expect(matchText(both, 'Paris, Texas')?.feedback).toBe('Which country?');
  });

  // Moodle question/type/shortanswer/question.php, compare_string_with_wildcard.
  test.each<[string, string, boolean]>([
    ['*', '', true],
    ['*', 'frog', true],
    ['frog', 'frog', true],
    ['frog', 'frogs', false],
    ['f*g', 'frog', true],
    ['f*g', 'fg', true],
    ['f*g', 'f', false],
    ['*ro*', 'frog', true],
    ['**f**', 'f', true],
    ['a*b*c', 'axbxbxc', true],
    ['a*bc*bc', 'abc', false],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['\\**', '*x', true],
    ['a\\*b', 'a*b', true],
    ['a.b', 'axb', false],
    ['(', '(', true],
    ['ab*ba', 'aba', false],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  test('the matcher agrees with a regular expression on short texts', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*', '\\*'), { maxLength: 7 });
    const texts = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 9 });
    holds(
      fc.property(letters, texts, (pattern, text) => {
        const source = pattern.map((p) => (p === '*' ? '.*' : p === '\\*' ? '\\*' : p)).join('');
        expect(matchesWildcard(pattern.join(''), text.join(''))).toBe(
          new RegExp(`^${source}$`, 's').test(text.join('')),
        );
      }),
      2000,
    );
  });

  test('a hostile pattern and a long answer take linear time', () => {
    const before = performance.now();
    expect(matchesWildcard(`${'a*'.repeat(2_000)}b`, 'a'.repeat(500_000))).toBe(false);
    expect(matchesWildcard(`*${'a'.repeat(20_000)}b*c`, `${'a'.repeat(500_000)}c`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
