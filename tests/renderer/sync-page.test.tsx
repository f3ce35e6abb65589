// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../src/shared/kernel/result';
import { SyncPage } from '../../src/renderer/features/sync/sync-page';
import { renderPart } from './support/render';
import { away, synced, syncScene, type SyncScene } from './support/sync-scene';

let scene: SyncScene;

beforeEach(() => {
  scene = syncScene();
});

describe('what the page shows of a server', () => {
  it('why nothing moves, that work goes on, and the ways out', async () => {
    scene.status = { ...synced, state: 'offline', queued: 2, problem: away };
    scene.bridge.answer('sync.outbox', () => ok({ items: [], total: 0, next: null }));
    renderPart(<SyncPage />);
    await screen.findByText('Nothing answers.');
    screen.getByText(/You can go on working/);
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    await waitFor(() => expect(scene.sent('sync.run')).toEqual([{}]));
  });

  it('a password that is missing can be given there', async () => {
    scene.status = {
      ...synced,
      state: 'offline',
      problem: { code: 'password_needed', message: 'A password is needed.', remedy: 'Enter it.' },
    };
    scene.bridge.answer('targets.list', () =>
      ok({
        targets: [{ id: 't1', name: 'live', label: scene.status.server, role: 'production' }],
        secrets: { kept: false, reason: 'No keyring.' },
      }),
    );
    renderPart(<SyncPage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Enter password…' }));
    fireEvent.change(await screen.findByLabelText('Password'), { target: { value: 'pw' } });
    fireEvent.click(screen.getByRole('button', { name: 'Connect' }));
    await waitFor(() =>
      expect(scene.sent('targets.unlock')).toEqual([{ id: 't1', password: 'pw' }]),
    );
    await waitFor(() => expect(scene.sent('sync.wake')).toHaveLength(1));
  });

  it('differences that a comparison found, and mends exactly those', async () => {
    scene.bridge.answer('sync.health', () =>
      ok({
        server: scene.status.server,
        version: '18',
        userId: null,
        courses: 1,
        triggers: [{ table: 'UserProgress', state: 'disabled' }],
        lastVerifiedAt: null,
        repaired: 0,
        workspaceBytes: 1,
        queueRows: 0,
        offlineFiles: { kept: 0, bytes: 0 },
        unfitValues: [{ table: 'QuizAttempt', id: 'q', column: 'score', text: 'NaN' }],
      }),
    );
    scene.bridge.answer('sync.verify', () =>
      ok({ ok: false, differs: [{ table: 'Course', ids: ['c1', 'c2'] }], compared: {} }),
    );
    scene.bridge.answer('sync.repair', () => ok({ repaired: 2, differs: [] }));
    window.location.hash = '#/sync?view=health';
    renderPart(<SyncPage />);
    await screen.findByText(/Progress: the trigger is disabled/);
    screen.getByText('NaN');
    fireEvent.click(screen.getByRole('button', { name: 'Verify now' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Repair 2 rows' }));
    await waitFor(() => expect(scene.sent('sync.repair')).toEqual([{}]));
    await waitFor(() => expect(screen.queryByText(/differ from the server/)).toBeNull());
  });
});
