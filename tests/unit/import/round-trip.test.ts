import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DraftQuestion, OutgoingQuestion } from '../../../src/main/engine/import/draft';
import { guardFormula, unguardFormula } from '../../../src/main/engine/import/formats/csv/formula';
import { valid } from '../domain/question-builders';
import { formatOf, outgoing, read } from './reading';

const bank = readFileSync(
  resolve(import.meta.dirname, '../../fixtures/questions/bank.gift'),
  'utf8',
);

const common = {
  question: 'A **stem** with {braces}, ~ = # : and `code`\n\n$x_1$',
  explanation: 'Because.',
  points: 3,
};
const everyType: readonly OutgoingQuestion[] = [
  { ...valid.single_choice(), ...common, id: '1', title: 'One' },
  { ...valid.single_choice({ a: 1, b: 0.25 }), ...common, id: '2', title: null },
  { ...valid.multiple_choice(), ...common, id: '3', title: null },
  { ...valid.true_false(false), ...common, id: '4', title: null },
  { ...valid.short_answer(), ...common, id: '5', title: null },
  {
    ...valid.short_answer({ wildcards: true, caseSensitive: true }),
    ...common,
    id: '6',
    title: null,
  },
  { ...valid.numeric({ unit: 'kg' }), ...common, id: '7', title: null },
  { ...valid.matching(), ...common, id: '8', title: null },
  { ...valid.ordering(), ...common, id: '9', title: null },
  { ...valid.fill_blanks(), ...common, question: 'a [[x]] b [[y]] c [[z]]', id: '10', title: null },
  { ...valid.essay(), ...common, id: '11', title: null },
  { ...valid.description(), ...common, id: '12', title: 'Read: this' },
];

const bare = (
  questions: readonly OutgoingQuestion[],
): readonly (DraftQuestion & { readonly title: string | null })[] =>
  questions.map(({ id: _, ...question }) => question);

describe('export and import', () => {
  test.each(['json', 'csv'])('as %s bring back every type exactly, with nothing lost', (id) => {
    const { text, written, losses } = formatOf(id).write(everyType);
    expect([written, losses]).toEqual([everyType.length, []]);
    expect(bare(outgoing(read(id, text)))).toEqual(bare(everyType));
  });

  test.each(['gift', 'aiken', 'csv', 'json'])(
    'as %s are a fixed point: the second file equals the first',
    (id) => {
      const format = formatOf(id);
      const first = format.write(outgoing(read('gift', bank)));
      const again = outgoing(read(id, first.text));
      const second = format.write(again);
      expect(again.length).toBe(first.written);
      expect(bare(outgoing(read(id, second.text)))).toEqual(bare(again));
      expect(second.text).toBe(first.text);
    },
  );

  test('as GIFT keep answers, stem and feedback of all that GIFT can say', () => {
    const before = outgoing(read('gift', bank));
    const { text, losses } = formatOf('gift').write(before);
    expect(losses).toEqual([]);
    expect(bare(outgoing(read('gift', text)))).toEqual(bare(before));
  });

  test('as GIFT list what GIFT cannot say', () => {
    const { losses, written } = formatOf('gift').write(everyType);
    expect(written).toBe(10);
    const fields = losses.map(({ id, field }) => `${id} ${field}`);
    expect(fields).toContain('6 case');
    expect(fields).toContain('7 unit');
    expect(fields).toContain('9 question');
    expect(fields).toContain('10 question');
    expect(fields).toContain('1 points');
  });

  test('as Aiken list what Aiken cannot say', () => {
    const { written, losses } = formatOf('aiken').write(everyType);
    expect(written).toBe(2);
    expect(losses.some(({ id, field }) => id === '2' && field === 'weight')).toBe(true);
    expect(losses.filter(({ field }) => field === 'question')).toHaveLength(everyType.length - 2);
  });
});

describe('a cell that a spreadsheet would run', () => {
  test.each([
    "=cmd|'/C calc'!A0",
    '+1+1',
    '-2+3',
    '@SUM(1,1)',
    '\t=1+1',
    '\r=1+1',
    "'=already",
    '＝1',
  ])('is written with a mark and comes back as it was: %j', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
    expect(unguardFormula(guardFormula(text))).toBe(text);
  });

  test.each(['-5', '+3.5', "'tis", 'a=b', '-1,5'])('is not every cell: %j stays', (text) => {
    expect(guardFormula(text)).toBe(text);
    expect(unguardFormula(text)).toBe(text);
  });

  test('survives a whole trip through a file', () => {
    const text =
      '"Question","Answer 1","Answer 2","Correct"\n"=HYPERLINK(""http://x"")","=1","b",1\n';
    const before = outgoing(read('csv', text));
    const { text: written } = formatOf('csv').write(before);
    expect(written).toContain("'=HYPERLINK");
    expect(bare(outgoing(read('csv', written)))).toEqual(bare(before));
  });
});
