// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { formatDate } from '../../src/renderer/ui/date-text/format-date';
import { NumberField } from '../../src/renderer/ui/field/number-field';
import { parseNumber } from '../../src/renderer/ui/field/parse-number';
import { filterRows } from '../../src/renderer/ui/filter/fold-text';
import { defineTexts, textsOf } from '../../src/renderer/ui/i18n/texts';
import { matchPath, pathTo } from '../../src/renderer/ui/navigation/match-path';
import { renderPart } from './support/render';

describe('a number field', () => {
  function Points() {
    const [value, setValue] = useState<number | null>(7);
    return (
      <>
        <NumberField label="Points" value={value} onChange={setValue} min={0} max={10} step={0.1} />
        <output>{String(value)}</output>
      </>
    );
  }
  const value = () => document.querySelector('output')?.textContent;

  it('reads numbers as people write them', () => {
    expect(['12', '7.5', '7,5', ' 1 000 ', '-3', '.5'].map(parseNumber)).toEqual([
      12, 7.5, 7.5, 1000, -3, 0.5,
    ]);
    expect(['', 'abc', '1,000.5', '1e5', '--1', '0x10'].map(parseNumber)).toEqual(
      Array.from({ length: 6 }, () => null),
    );
  });

  it('steps with the arrows within its bounds and does nothing for a wheel', () => {
    renderPart(<Points />);
    const field = screen.getByLabelText('Points');
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(value()).toBe('7.2');
    fireEvent.wheel(field, { deltaY: 100 });
    expect(value()).toBe('7.2');
    fireEvent.change(field, { target: { value: '10' } });
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(value()).toBe('10');
  });

  it('keeps what it cannot read in the field, says so, and does not pass it on', () => {
    renderPart(<Points />);
    const field = screen.getByLabelText<HTMLInputElement>('Points');
    fireEvent.change(field, { target: { value: '8x' } });
    fireEvent.blur(field);
    expect(field.value).toBe('8x');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(value()).toBe('7');
  });
});

describe('filtering', () => {
  const names = ['Zoë Brontë', 'محمد الفارسي', 'Łukasz Żółć', 'Mia Ito'];
  const find = (query: string) => filterRows(names, query, (name) => name);
  it('ignores case and accents and wants every word, in any order', () => {
    expect(find('bronte zoe')).toEqual(['Zoë Brontë']);
    expect(find('الفارسي')).toEqual(['محمد الفارسي']);
    expect(find('  ')).toEqual(names);
    expect(find('mia zoe')).toEqual([]);
  });
});

describe('an address', () => {
  it('gives the values of its placeholders, decoded, or nothing when it does not fit', () => {
    const path = pathTo('/courses/:courseId', { courseId: 'a/b ü' });
    expect(matchPath('/courses/:courseId', path)).toEqual({ courseId: 'a/b ü' });
    expect(matchPath('/courses/:courseId', '/courses')).toBeNull();
    expect(matchPath('/courses/:courseId', '/courses/')).toBeNull();
    expect(matchPath('/courses/:courseId', '/quizzes/a')).toBeNull();
  });
});

describe('a catalogue of texts', () => {
  const catalogue = defineTexts('test', {
    plain: 'Plain',
    group: { named: 'Hello {{name}}' },
    rows_one: '{{count}} row',
    rows_other: '{{count}} rows',
  });
  const t = textsOf(catalogue);

  it('fills in values and chooses the plural', () => {
    expect(t('plain')).toBe('Plain');
    expect(t('group.named', { name: '<Ada>' })).toBe('Hello <Ada>');
    expect([t('rows', { count: 1 }), t('rows', { count: 2 })]).toEqual(['1 row', '2 rows']);
  });

  it('does not compile with a missing key or a forgotten value', () => {
    const wrong = () => {
      // @ts-expect-error -- no such key
      t('absent');
      // @ts-expect-error -- a group is no sentence
      t('group');
      // @ts-expect-error -- the name is missing
      t('group.named');
      // @ts-expect-error -- the value has another name
      t('rows', { total: 2 });
    };
    expect(wrong).toBeTypeOf('function');
  });
});

describe('a date', () => {
  const now = Date.parse('2026-11-24T12:00:00.000Z');
  it('is told as people tell it, and text that is no date stays as it is', () => {
    expect(formatDate('2026-11-24T11:30:00.000Z', 'relative', now)).toBe('30 minutes ago');
    expect(formatDate('2026-11-26T12:00:00.000Z', 'relative', now)).toBe('in 2 days');
    expect(formatDate('soon', 'day', now)).toBe('soon');
  });
});
