import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choose } from '../../../src/shared/domain/sync/choose';
import { mergeFields, type MergeInput } from '../../../src/shared/domain/sync/merge';
import { overlay, type PendingChange } from '../../../src/shared/domain/sync/overlay';
import { sameValue, type Fields } from '../../../src/shared/domain/sync/values';
import { holds } from './property';

const names = ['score', 'gradedAt', 'feedback', 'title'] as const;
const value = fc.oneof(fc.constantFrom(null, '', 'a', 'b', 0, 1, 2));
const row: fc.Arbitrary<Fields> = fc.record({
  score: value,
  gradedAt: value,
  feedback: value,
  title: value,
});
const some: fc.Arbitrary<Fields> = fc
  .subarray([...names])
  .chain((fields) => fc.record(Object.fromEntries(fields.map((name) => [name, value]))));
const together = [['score', 'gradedAt']];

const input = (base: Fields, mine: Fields, theirs: Fields): MergeInput => ({
  base,
  mine,
  theirs,
  together,
  structured: [],
});

describe('merging the fields of an operation', () => {
  test('what the server still has as it was is written', () => {
    expect(mergeFields(input({ feedback: 'a' }, { feedback: 'b' }, { feedback: 'a' }))).toEqual({
      write: { feedback: 'b' },
      conflicts: [],
    });
  });

  test('what the server has already is left', () => {
    expect(mergeFields(input({ feedback: 'a' }, { feedback: 'b' }, { feedback: 'b' }))).toEqual({
      write: {},
      conflicts: [],
    });
  });

  test('fields that belong together conflict together, others go', () => {
    const base = { score: 1, gradedAt: 'then', feedback: 'a' };
    const merged = mergeFields(
      input(base, { score: 2, gradedAt: 'now', feedback: 'b' }, { ...base, score: 3 }),
    );
    expect(merged).toEqual({
      write: { feedback: 'b' },
      conflicts: [
        { field: 'score', base: 1, mine: 2, theirs: 3 },
        { field: 'gradedAt', base: 'then', mine: 'now', theirs: 'then' },
      ],
    });
  });

  test('nothing is written over a value that is neither the base nor mine', () => {
    holds(
      fc.property(row, some, row, (base, mine, theirs) => {
        const { write } = mergeFields(input(base, mine, theirs));
        for (const [name, written] of Object.entries(write)) {
          expect(sameValue(written, mine[name] ?? null)).toBe(true);
          const [was, is] = [(base as Fields)[name] ?? null, (theirs as Fields)[name] ?? null];
          expect(sameValue(is, was)).toBe(true);
        }
      }),
      1_000,
    );
  });

  test('every field of mine is written, there already, no change, or in conflict', () => {
    holds(
      fc.property(row, some, row, (base, mine, theirs) => {
        const { write, conflicts } = mergeFields(input(base, mine, theirs));
        for (const [name, wanted] of Object.entries(mine)) {
          const isDecided = name in write || conflicts.some(({ field }) => field === name);
          const [was, is] = [(base as Fields)[name] ?? null, (theirs as Fields)[name] ?? null];
          expect(isDecided || sameValue(is, wanted) || sameValue(was, wanted)).toBe(true);
          expect(name in write && conflicts.some(({ field }) => field === name)).toBe(false);
        }
      }),
      1_000,
    );
  });

  test('once it has been written, doing it again changes nothing', () => {
    holds(
      fc.property(row, some, row, (base, mine, theirs) => {
        const merged = mergeFields(input(base, mine, theirs));
        fc.pre(merged.conflicts.length === 0);
        const again = mergeFields(input(base, mine, { ...theirs, ...merged.write }));
        expect(again).toEqual({ write: {}, conflicts: [] });
      }),
      1_000,
    );
  });

  test('choosing mine from what was shown goes through when nothing else has changed', () => {
    holds(
      fc.property(row, some, row, (base, mine, theirs) => {
        const { conflicts, write } = mergeFields(input(base, mine, theirs));
        fc.pre(conflicts.length > 0);
        const seen = Object.fromEntries(conflicts.map((one) => [one.field, one.theirs]));
        const kept = Object.fromEntries(conflicts.map((one) => [one.field, one.mine]));
        const after = mergeFields(input({ ...base, ...seen }, kept, { ...theirs, ...write }));
        expect(after.conflicts).toEqual([]);
        expect({ ...theirs, ...write, ...after.write }).toMatchObject(kept);
      }),
      1_000,
    );
  });
});

describe('values', () => {
  test.each([
    [1, '1', true],
    [1, '1.0', true],
    [0, '', false],
    [null, '', false],
    [null, 0, false],
    ['a', 'A', false],
    ['9007199254740993', '9007199254740993', true],
  ])('%j and %j', (a, b, same) => {
    expect(sameValue(a, b)).toBe(same);
    expect(sameValue(b, a)).toBe(same);
  });

  test('JSON means the same with other spaces and another order of keys, and only JSON does', () => {
    expect(sameValue('{"a":1,"b":[1,2]}', '{"b": [1, 2], "a": 1}', true)).toBe(true);
    expect(sameValue('[1,2]', '[2,1]', true)).toBe(false);
    expect(sameValue('{"a":1}', '{"a": 1}')).toBe(false);
    expect(sameValue('{broken', '{broken ', true)).toBe(false);
  });
});

describe('the row that a person sees', () => {
  const change: fc.Arbitrary<PendingChange> = fc.oneof(
    fc.record({ kind: fc.constant('insert' as const), fields: row }),
    fc.record({ kind: fc.constant('update' as const), fields: some }),
    fc.constant({ kind: 'delete' as const }),
  );

  const maybeRow: fc.Arbitrary<Fields | null> = fc.option(row);

  test('is the base with the changes on top, in their order', () => {
    holds(
      fc.property(maybeRow, fc.array(change), fc.array(change), (base, first, second) => {
        expect(overlay(overlay(base, first), second)).toEqual(overlay(base, [...first, ...second]));
      }),
    );
  });

  test('is absent while changes of a row wait that the server does not have', () => {
    holds(
      fc.property(fc.array(some), (updates) => {
        const changes = updates.map((fields) => ({ kind: 'update' as const, fields }));
        expect(overlay(null, changes)).toBe(null);
      }),
    );
  });
});

describe('choosing', () => {
  const conflicts = [
    { field: 'score', base: 1, mine: 2, theirs: 3 },
    { field: 'gradedAt', base: 'then', mine: 'mine', theirs: 'theirs' },
    { field: 'feedback', base: 'a', mine: 'b', theirs: 'c' },
  ];
  const about = { conflicts, together, times: ['gradedAt'], at: 'now' };

  test('whole', () => {
    expect(choose('mine', about)).toEqual({ mine: ['score', 'gradedAt', 'feedback'], other: {} });
    expect(choose('theirs', about)).toEqual({
      mine: [],
      other: { score: 3, gradedAt: 'theirs', feedback: 'c' },
    });
  });

  test('by field: company follows', () => {
    expect(choose({ score: 2 }, about)).toEqual({
      mine: ['score', 'gradedAt'],
      other: { feedback: 'c' },
    });
    expect(choose({ score: 3, feedback: 'b' }, about)).toEqual({
      mine: ['feedback'],
      other: { score: 3, gradedAt: 'theirs' },
    });
    expect(choose({ score: 5 }, about)).toEqual({
      mine: [],
      other: { score: 5, gradedAt: 'now', feedback: 'c' },
    });
  });
});
