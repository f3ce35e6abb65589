import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../src/shared/contract/sync';
import { groupItems } from '../../src/renderer/features/sync/waiting/group-items';

describe('the queue', () => {
  const item = (op: string, patch: Partial<OutboxItem> = {}): OutboxItem => ({
    op,
    action: 'grade-1',
    label: 'score of Mia Ito',
    table: 'AssignmentSubmission',
    id: op,
    title: `Row ${op}`,
    kind: 'update',
    state: 'queued',
    reason: null,
    message: '',
    fields: [],
    actions: [],
    attempts: 0,
    at: '2026-05-02T09:00:00.000Z',
    waitsFor: null,
    ...patch,
  });
  const lines = (items: readonly OutboxItem[]) =>
    groupItems(items).map((entry) => [entry.item.op, ...entry.others.map(({ op }) => op)]);

  it('is one line for a person’s action, however many rows it touched', () => {
    expect(lines([item('a'), item('b'), item('c', { action: 'grade-2' }), item('d')])).toEqual([
      ['a', 'b', 'd'],
      ['c'],
    ]);
  });

  it('shows by itself what needs a decision, with what waits for it', () => {
    expect(
      lines([
        item('a'),
        item('b', { state: 'parked', reason: 'row_deleted' }),
        item('c', { waitsFor: 'b' }),
        item('d', { state: 'conflicted', reason: 'conflict' }),
        item('e', { waitsFor: 'd' }),
        item('f', { waitsFor: 'e' }),
        item('g'),
        item('h', { action: 'grade-2', waitsFor: 'b' }),
      ]),
    ).toEqual([['a', 'g'], ['b', 'c'], ['d', 'e', 'f'], ['h']]);
  });
});
