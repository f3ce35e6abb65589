// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncTables } from '../../src/main/engine/sync/tables';
import type { SyncConflict } from '../../src/shared/contract/sync';
import { ok } from '../../src/shared/kernel/result';
import { clearQueries } from '../../src/renderer/client/query-cache';
import { takeOf } from '../../src/renderer/features/sync/conflicts/choice';
import { ConflictsView } from '../../src/renderer/features/sync/conflicts/conflicts-view';
import { diffWords } from '../../src/renderer/features/sync/names/diff-words';
import {
  fieldGroups,
  groupFields,
  kindOf,
} from '../../src/renderer/features/sync/names/field-kind';
import { fieldName } from '../../src/renderer/features/sync/names/field-name';
import { useSyncStore } from '../../src/renderer/features/sync/store';
import { startKeyDispatch } from '../../src/renderer/ui/actions/key-dispatch';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

const graded = '2026-05-02T08:00:00.000Z';

const conflict = (op: string, patch: Partial<SyncConflict> = {}): SyncConflict => ({
  op,
  kind: 'update',
  table: 'AssignmentSubmission',
  id: `row-${op}`,
  title: `Essay 1, Learner ${op}`,
  fields: [
    { field: 'gradedAt', base: null, mine: graded, theirs: '2026-05-03T08:00:00.000Z' },
    { field: 'score', base: null, mine: 78, theirs: 75 },
    { field: 'feedback', base: 'Good.', mine: 'Good work.', theirs: 'Good, but short.' },
  ],
  reason: 'conflict',
  message: 'Two people changed it.',
  actions: ['resolve', 'discard'],
  at: graded,
  ...patch,
});

let bridge: FakeBridge;
let conflicts: readonly SyncConflict[];
let stopKeys: () => void;

beforeEach(() => {
  clearQueries();
  window.location.hash = '#/sync';
  useSyncStore.setState({ choices: {} });
  conflicts = [conflict('a'), conflict('b')];
  bridge = installFakeBridge();
  bridge.answer('sync.conflicts', () => ok({ conflicts, others: [] }));
  bridge.answer('sync.resolve', () => ok({ op: 'a', state: 'queued' }));
  bridge.answer('sync.act', () => ok({ op: 'a', state: 'discarded' }));
  stopKeys = startKeyDispatch();
});
afterEach(() => stopKeys());

const press = (key: string, init: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init });
const sent = (method: string) =>
  bridge.calls.filter((call) => call.method === method).map(({ input }) => input);
const title = () => screen.getByRole('heading', { level: 2 }).textContent;

describe('fields that belong together', () => {
  it('are the ones that the engine holds back together', () => {
    const engine = syncTables
      .filter(({ together, mode }) => together.length > 0 && mode !== 'mirror')
      .map(({ name, together }) => [name, together.map((group) => group.toSorted())]);
    const window = Object.entries(fieldGroups).map(([name, groups]) => [
      name,
      groups.map((group) => group.toSorted()),
    ]);
    expect(Object.fromEntries(window)).toMatchObject(
      Object.fromEntries(engine.filter(([name]) => !String(name).startsWith('lectern_'))),
    );
  });

  it('make one decision, the one that matters first', () => {
    const groups = groupFields('AssignmentSubmission', conflict('a').fields);
    expect(groups.map(({ name, fields }) => [name, fields.length])).toEqual([
      ['score', 2],
      ['feedback', 1],
    ]);
  });
});

describe('a decision', () => {
  const groups = groupFields('AssignmentSubmission', conflict('a').fields);

  it('is sent whole where everything is one side’s', () => {
    const all = (take: 'mine' | 'theirs') => ({ score: { take }, feedback: { take } });
    expect(takeOf(groups, all('mine'))).toBe('mine');
    expect(takeOf(groups, all('theirs'))).toBe('theirs');
  });

  it('is sent value by value where it is mixed, and what goes with a score goes with it', () => {
    expect(
      takeOf(groups, { score: { take: 'mine' }, feedback: { take: 'own', value: 'Both.' } }),
    ).toEqual({ score: 78, gradedAt: graded, feedback: 'Both.' });
    expect(
      takeOf(groups, { score: { take: 'own', value: 77 }, feedback: { take: 'theirs' } }),
    ).toEqual({ score: 77, gradedAt: graded, feedback: 'Good, but short.' });
  });
});

describe('values', () => {
  it('are read by what they are', () => {
    expect(kindOf('score', [null, 3, 4])).toBe('number');
    expect(kindOf('dueDate', [null, graded])).toBe('date');
    expect(kindOf('isPublished', [0, 1])).toBe('yesNo');
    expect(kindOf('options', ['[]'])).toBe('code');
    expect(kindOf('feedback', ['12', '13'])).toBe('text');
    expect([fieldName('maxAttempts'), fieldName('late_waived'), fieldName('xpReward')]).toEqual([
      'Max attempts',
      'Late waived',
      'XP reward',
    ]);
  });

  it('mark the words that the other text lacks, and lose none', () => {
    expect(diffWords('a b c', 'a x c')).toEqual([
      { text: 'a ', isNew: false },
      { text: 'x ', isNew: true },
      { text: 'c', isNew: false },
    ]);
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '\n', 'é') });
    fc.assert(
      fc.property(text, text, (base, changed) => {
        const pieces = diffWords(base, changed);
        expect(pieces.map((piece) => piece.text).join('')).toBe(changed);
        const kept = pieces.filter(({ isNew }) => !isNew).flatMap((piece) => words(piece.text));
        if (words(base).length > 0) expect(isSubsequence(kept, words(base))).toBe(true);
        expect(diffWords(changed, changed).every(({ isNew }) => !isNew)).toBe(true);
      }),
    );
  });
});

const words = (text: string) => text.split(/\s+/).filter(Boolean);

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const word of whole) if (word === part[at]) at += 1;
  return at === part.length;
}

describe('conflicts by keyboard', () => {
  it('are decided field by field, and the focus goes on to the next one', async () => {
    renderPart(<ConflictsView />);
    await screen.findByRole('radiogroup', { name: 'Score' });
    expect(title()).toBe('Essay 1, Learner a');
    expect(document.activeElement).toBe(screen.getAllByRole('radio')[0]);
    press('Enter');
    expect(sent('sync.resolve')).toEqual([]);
    press('1');
    press('j');
    expect(document.activeElement?.closest('[data-group]')?.getAttribute('data-group')).toBe('1');
    press('t');
    press('Enter');
    await waitFor(() =>
      expect(sent('sync.resolve')).toEqual([
        { op: 'a', take: { score: 78, gradedAt: graded, feedback: 'Good, but short.' } },
      ]),
    );
    await waitFor(() => expect(title()).toBe('Essay 1, Learner b'));
    const focused = document.activeElement?.closest('[data-group]');
    expect(focused?.getAttribute('data-group')).toBe('0');
    expect(screen.queryAllByRole('option')).toHaveLength(1);
  });

  it('are decided at once for all values', async () => {
    renderPart(<ConflictsView />);
    await screen.findByRole('radiogroup', { name: 'Score' });
    press('T', { shiftKey: true });
    press('Enter');
    await waitFor(() => expect(sent('sync.resolve')).toEqual([{ op: 'a', take: 'theirs' }]));
  });

  it('are walked through with J and K past the fields of one', async () => {
    renderPart(<ConflictsView />);
    await screen.findByRole('radiogroup', { name: 'Score' });
    press('j');
    press('ArrowDown');
    await waitFor(() => expect(title()).toBe('Essay 1, Learner b'));
    press('k');
    await waitFor(() => expect(title()).toBe('Essay 1, Learner a'));
  });

  it('take a third value, and what was chosen is kept while the page is left', async () => {
    const { unmount } = renderPart(<ConflictsView />);
    await screen.findByRole('radiogroup', { name: 'Score' });
    press('m');
    press('j');
    press('e');
    const own = await screen.findByLabelText('Feedback, another value');
    expect(own.textContent).toBe('Good work.\n\nGood, but short.');
    fireEvent.change(own, { target: { value: 'Good work, but short.' } });
    unmount();
    renderPart(<ConflictsView />);
    fireEvent.click(await screen.findByRole('button', { name: 'Apply' }));
    await waitFor(() =>
      expect(sent('sync.resolve')).toEqual([
        { op: 'a', take: { score: 78, gradedAt: graded, feedback: 'Good work, but short.' } },
      ]),
    );
  });

  it('of a row that was removed here are decided whole', async () => {
    conflicts = [conflict('a', { kind: 'delete' })];
    renderPart(<ConflictsView />);
    await screen.findAllByText('removed here');
    press('2');
    press('Enter');
    await waitFor(() => expect(sent('sync.resolve')).toEqual([{ op: 'a', take: 'theirs' }]));
  });

  it('say that none is left when the last one is decided', async () => {
    conflicts = [conflict('a')];
    renderPart(<ConflictsView />);
    await screen.findByRole('radiogroup', { name: 'Score' });
    press('M', { shiftKey: true });
    press('Enter');
    await screen.findByText('No conflict');
    expect(document.activeElement).not.toBe(document.body);
    expect(document.activeElement?.textContent).toContain('No conflict');
  });

  it('are given up only after a question that says what is kept', async () => {
    renderPart(<ConflictsView />);
    fireEvent.click(await screen.findByRole('button', { name: 'Discard…' }));
    await screen.findByText('Your values stay readable under History of this page');
    expect(sent('sync.act')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Discard my change' }));
    await waitFor(() => expect(sent('sync.act')).toEqual([{ op: 'a', action: 'discard' }]));
  });
});
