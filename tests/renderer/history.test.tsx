// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActionSummary } from '../../src/shared/contract/history';
import { failure } from '../../src/shared/kernel/errors';
import { err, ok } from '../../src/shared/kernel/result';
import { connectOutcomes } from '../../src/renderer/app/connect-outcomes';
import { undoLast } from '../../src/renderer/app/undo-redo';
import { clearQueries } from '../../src/renderer/client/query-cache';
import { HistoryPage } from '../../src/renderer/features/history/history-page';
import { pageSize } from '../../src/renderer/features/history/use-history-pages';
import { startKeyDispatch } from '../../src/renderer/ui/actions/key-dispatch';
import { Toaster } from '../../src/renderer/ui/toast/toaster';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let engine: FakeBridge;
beforeAll(() => {
  // The DOM of the tests has no layout; the table needs a height to draw rows into.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { get: () => 640 });
});
beforeEach(() => {
  engine = installFakeBridge();
  clearQueries();
  return startKeyDispatch();
});

const action = (seq: number, more: Partial<ActionSummary> = {}): ActionSummary => ({
  action: `a${seq}`,
  seq,
  kind: 'do',
  name: 'course.update',
  label: `change ${seq}`,
  at: '2026-03-01T09:30:00.000Z',
  who: 'Ada',
  undone: false,
  undoable: true,
  operations: 1,
  ...more,
});

function show(actions: readonly ActionSummary[], undo: number | null): void {
  engine.answer('history.list', () => ok({ actions }));
  const target = (seq: number) => ({ ...action(seq) });
  engine.answer('history.next', () =>
    ok({ undo: undo === null ? null : target(undo), redo: null }),
  );
  engine.answer('history.undo', () => ok({ undone: action(undo ?? 0) }));
  renderPart(<HistoryPage />);
}

const sent = (method: string) =>
  engine.calls.filter((call) => call.method === method).map(({ input }) => input);
const undoOf = (seq: number) => screen.findByRole('button', { name: `Undo: change ${seq}` });

describe('the history', () => {
  it('undoes the newest action at once, and asks before an older one', async () => {
    show([action(3), action(2, { undone: true }), action(1)], 3);
    await screen.findByText('next to undo');
    fireEvent.click(await undoOf(3));
    await waitFor(() => expect(sent('history.undo')).toEqual([{ action: 'a3' }]));
    fireEvent.click(await undoOf(1));
    await screen.findByRole('dialog', { name: 'Undo: change 1' });
    expect(sent('history.undo')).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Undo this action' }));
    await waitFor(() => expect(sent('history.undo')[1]).toEqual({ action: 'a1' }));
  });

  it('offers no undo for what is undone, or is an undo itself', async () => {
    show([action(3, { kind: 'undo', label: 'change 2' }), action(2, { undone: true })], null);
    await screen.findByText('Undo: change 2');
    expect(screen.queryByRole('button', { name: /Undo: change/ })).toBeNull();
  });

  it('goes to older actions before the last one shown, and back', async () => {
    const newest = Array.from({ length: pageSize + 1 }, (_, index) => action(900 - index));
    show(newest, 900);
    fireEvent.click(await screen.findByRole('button', { name: /^Older/ }));
    const before = 900 - pageSize + 1;
    await waitFor(() =>
      expect(sent('history.list').at(-1)).toEqual({ limit: pageSize + 1, before }),
    );
    fireEvent.click(screen.getByRole('button', { name: /^Newer/ }));
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Newer/ }).disabled).toBe(true),
    );
  });
});

describe('undo, of what somebody else has changed since', () => {
  it('says so once, however often it is pressed, and shows where others are', async () => {
    const off = connectOutcomes();
    engine.answer('history.next', () => ok({ undo: action(3), redo: null }));
    engine.answer('history.undo', () => err(failure('conflict', 'The score changed since.')));
    renderPart(<Toaster />);
    await undoLast();
    await undoLast();
    await screen.findAllByText('The score changed since.');
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(1));
    fireEvent.click(screen.getByRole('button', { name: 'Undo another…' }));
    expect(window.location.hash).toBe('#/history');
    off();
  });
});
