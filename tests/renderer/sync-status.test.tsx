// @vitest-environment happy-dom
import { act, fireEvent, renderHook, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../src/shared/contract/sync';
import { startSyncStatus, useRowConflicts } from '../../src/renderer/client';
import { startWaking } from '../../src/renderer/app/start-waking';
import { StatusBar } from '../../src/renderer/app/status-bar';
import { statusLine } from '../../src/renderer/features/sync/status/status-line';
import { SyncNotices } from '../../src/renderer/features/sync/status/sync-notices';
import { Toaster } from '../../src/renderer/ui/toast/toaster';
import { renderPart } from './support/render';
import { away, synced, syncScene, type SyncScene } from './support/sync-scene';

const now = Date.parse('2026-05-02T10:00:00.000Z');

let scene: SyncScene;

beforeEach(() => {
  scene = syncScene();
});

const words = (patch: Partial<SyncStatus>) => {
  const { tone, state, waiting } = statusLine({ ...synced, ...patch }, now);
  return `${tone}: ${[state, ...waiting].join(' · ')}`;
};

describe('the item of the status bar', () => {
  it('says how sync stands in one line', () => {
    expect(words({})).toBe('good: Synced just now');
    expect(words({ lastSyncedAt: '2026-05-02T08:00:00.000Z' })).toBe('good: Synced 2 hours ago');
    expect(words({ state: 'offline', problem: away, queued: 14, conflicts: 1 })).toBe(
      'wait: Offline · 14 queued · 1 conflict',
    );
    // Waiting does not help: somebody has to do something.
    expect(
      words({ state: 'offline', problem: { ...away, code: 'password_wrong' }, queued: 2 }),
    ).toBe('bad: Needs attention · 2 queued');
    expect(words({ state: 'paused', queued: 3 })).toBe('wait: Sync paused · 3 queued');
    expect(words({ problem: { ...away, code: 'server_busy' }, queued: 1 })).toBe(
      'wait: Waiting for a long transaction on the server · 1 queued',
    );
    const progress = { done: 42, total: 100, table: 'UserProgress' };
    expect(words({ state: 'seeding', busy: 'seeding', progress })).toBe(
      'busy: Copying from the server · 42%',
    );
    expect(words({ parked: 2 })).toBe('wait: Synced just now · 2 wait for you');
    expect(words({ problem: { ...away, code: 'not_allowed' } })).toBe('bad: Needs attention');
  });

  it('is not there without a server', async () => {
    scene.status = { ...synced, state: 'none', server: null };
    renderPart(<StatusBar />);
    await screen.findByText('Local workspace');
    expect(screen.queryByRole('link', { name: /Open Sync/ })).toBeNull();
  });

  it('changes when the engine says so, without being asked again', async () => {
    const stop = startSyncStatus();
    renderPart(<StatusBar />);
    const link = await screen.findByRole('link', { name: /Open Sync/ });
    const asked = scene.sent('sync.status').length;
    act(() =>
      scene.bridge.emit('sync', { ...synced, state: 'offline', queued: 20, problem: away }),
    );
    expect(link.textContent).toBe('Offline · 20 queued');
    expect(link.getAttribute('href')).toBe('#/sync?view=waiting');
    expect(scene.sent('sync.status')).toHaveLength(asked);
    stop();
  });
});

describe('notices', () => {
  it('tell once of a new conflict, with the way to it, and of nothing else', async () => {
    const stop = startSyncStatus();
    scene.listed = [{ op: 'old', title: 'Old one' }];
    scene.status = { ...synced, conflicts: 1 };
    renderPart(
      <>
        <Toaster />
        <SyncNotices />
      </>,
    );
    await waitFor(() => expect(scene.sent('sync.conflicts')).toHaveLength(1));
    act(() => scene.bridge.emit('sync', { ...scene.status, state: 'offline', problem: away }));
    act(() => scene.bridge.emit('sync', scene.status));
    expect(screen.queryByRole('alert')).toBeNull();
    scene.listed = [...scene.listed, { op: 'new', title: 'Essay 1, Mia Ito' }];
    act(() => scene.bridge.emit('sync', { ...scene.status, conflicts: 2 }));
    await screen.findByText('Conflict: Essay 1, Mia Ito');
    expect(screen.getAllByRole('alert')).toHaveLength(1);
    // Others follow one by one: the message counts all that are new.
    scene.listed = [...scene.listed, { op: 'newer', title: 'Essay 1, Ada Park' }];
    act(() => scene.bridge.emit('sync', { ...scene.status, conflicts: 3 }));
    await screen.findByText('2 new conflicts');
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(1));
    fireEvent.click(screen.getByRole('button', { name: 'Decide' }));
    expect(window.location.hash).toBe('#/sync?conflict=new');
    stop();
  });
});

describe('the engine is woken', () => {
  it('when a network is there again and when the window is looked at again', async () => {
    const stop = startWaking();
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(scene.sent('sync.wake')).toHaveLength(2));
    stop();
    window.dispatchEvent(new Event('online'));
    expect(scene.sent('sync.wake')).toHaveLength(2);
  });
});

describe('rows in conflict', () => {
  it('are known by table and row, with the operation that decides them', async () => {
    scene.listed = [{ op: 'x', title: 'Essay' }];
    const { result } = renderHook(() => [
      useRowConflicts('AssignmentSubmission'),
      useRowConflicts('Course'),
    ]);
    await waitFor(() => expect(result.current[0]?.get('row-x')?.op).toBe('x'));
    expect(result.current[1]?.size).toBe(0);
  });
});
