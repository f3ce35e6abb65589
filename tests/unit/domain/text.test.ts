import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanPrintedText,
  findUnstorable,
  safeFileName,
  toPlainDigits,
  utf8Length,
} from '../../../src/shared/domain/text';
import { holds } from './property';

describe('printed text', () => {
  test.each([
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh'],
    ['Zoe\u0301', 'Zoé'],
    ['  Mia   Ito ', 'Mia Ito'],
    ['محمد\u200cرضا', 'محمد\u200cرضا'],
    ['שָׁלוֹם', 'שָׁלוֹם'.normalize('NFC')],
    ['สมชาย ใจดี', 'สมชาย ใจดี'],
    ['क्षितिज', 'क्षितिज'],
    ['李小龙 👩‍🎓', '李小龙 👩‍🎓'],
    ['a\u200eb', 'a\u200eb'],
  ])('%s can be printed', (text, expected) => {
    expect(cleanPrintedText(text)).toEqual({ ok: true, value: expected });
  });

  test.each<[string, string, string, number]>([
    ['ab\u0000', 'control', 'U+0000', 3],
    ['a\nb', 'control', 'U+000A', 2],
    ['a\u2028b', 'control', 'U+2028', 2],
    ['\ud83dx', 'surrogate', 'U+D83D', 1],
    ['x\udc00', 'surrogate', 'U+DC00', 2],
    ['👍\u202egpj', 'bidi', 'U+202E', 2],
    ['a\u2066b', 'bidi', 'U+2066', 2],
    ['a\u202a', 'bidi', 'U+202A', 2],
    ['a\u2069', 'bidi', 'U+2069', 2],
    ['M\ufffdller', 'damaged', 'U+FFFD', 2],
    ['a\uffff', 'damaged', 'U+FFFF', 2],
    [`x${'\u0331'.repeat(9)}`, 'stacked', 'U+0331', 10],
  ])('%j is refused: %s', (text, code, character, position) => {
    const result = cleanPrintedText(text);
    expect(result).toMatchObject({ ok: false, error: { code, character, position } });
    expect(result.ok ? '' : result.error.message).toContain(`Character ${position} (${character})`);
  });

  test('the length counts characters, and nothing is not a name', () => {
    expect(cleanPrintedText('👍'.repeat(200)).ok).toBe(true);
    expect(cleanPrintedText('a'.repeat(201))).toMatchObject({
      ok: false,
      error: { code: 'too_long' },
    });
    expect(cleanPrintedText('  ')).toMatchObject({ ok: false, error: { code: 'empty' } });
  });

  test('cleaning twice is cleaning once, and what is clean can be stored', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanPrintedText(text);
        if (!once.ok) return;
        expect(cleanPrintedText(once.value)).toEqual(once);
        expect(findUnstorable(once.value)).toBeUndefined();
      }),
      200,
    );
  });
});

describe('file names', () => {
  test.each([
    ['Mia Ito – Algebra', 'Mia Ito – Algebra.pdf'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j.pdf'],
    ['../../etc/passwd', 'etc-passwd.pdf'],
    ['CON', '_CON.pdf'],
    ['nul.tar', '_nul.tar.pdf'],
    ['com1', '_com1.pdf'],
    ['COM¹', '_COM¹.pdf'],
    ['Conrad', 'Conrad.pdf'],
    ['name. . .', 'name.pdf'],
    ['-rf', 'rf.pdf'],
    ['a\u202egpj.exe', 'a-gpj.exe.pdf'],
    ['x\ud800', 'x.pdf'],
    ['???', 'file.pdf'],
    ['', 'file.pdf'],
  ])('%j becomes %s', (text, expected) => {
    expect(safeFileName(text, '.pdf')).toBe(expected);
  });

  test('whatever the text, the name fits every system', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('.', ' ', 'a', '/', '\\', '\u0000', '名', '👍', '\ud800', 'CON', '-'),
    });
    holds(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), hostile),
        fc.integer({ min: 20, max: 200 }),
        (text, most) => {
          const name = safeFileName(text, '.pdf', most);
          expect(utf8Length(name)).toBeLessThanOrEqual(most);
          expect(name).toMatch(/^[^.\s][^/\\<>:"|?*\u0000-\u001f]*\.pdf$/);
          expect(name).not.toMatch(/^(?:con|nul|aux|prn|com\d|lpt\d)\.|[. ]\.pdf$/i);
        },
      ),
      500,
    );
    expect(safeFileName('. '.repeat(500_000))).toBe('file');
  });
});

test('byte lengths are those of UTF-8', () => {
  holds(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text, 'utf8'));
    }),
  );
  expect(utf8Length('\ud800')).toBe(3);
});

test('digits of other scripts become plain', () => {
  expect(toPlainDigits('۱۲٫۵ ๓ − １')).toBe('12.5 3 - 1');
});
