// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../src/shared/kernel/result';
import { obstacleOf } from '../../src/renderer/features/sync/connect/not-possible';
import { SyncPage } from '../../src/renderer/features/sync/sync-page';
import { renderPart } from './support/render';
import { info, synced, syncScene, type SyncScene } from './support/sync-scene';

let scene: SyncScene;

beforeEach(() => {
  scene = syncScene();
});

describe('a workspace without a server', () => {
  beforeEach(() => {
    scene.status = { ...synced, state: 'none', server: null };
  });

  it('can be connected only while it is empty and nobody’s sample', () => {
    expect(obstacleOf(info)).toBeNull();
    expect(obstacleOf({ ...info, sample: true })).toBe('sample');
    expect(obstacleOf({ ...info, counts: { Course: 1 } })).toBe('notEmpty');
    expect(obstacleOf({ ...info, readOnly: true })).toBe('readOnly');
  });

  it('says of a sample why not, and offers an empty one', async () => {
    scene.bridge.answer('workspace.info', () => ok({ ...info, sample: true }));
    const made: string[] = [];
    Object.assign(window.lectern.shell, {
      saveFile: async () => '/new.lectern',
      createWorkspace: async (file: string) => {
        made.push(file);
        return ok({ file });
      },
    });
    renderPart(<SyncPage />);
    await screen.findByText(/Its courses and learners are made up/);
    expect(screen.queryByText('1. Which server?')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'New empty workspace…' }));
    await waitFor(() => expect(made).toEqual(['/new.lectern']));
  });

  it('is looked at by URL, saved under a name, shown what comes, and copied', async () => {
    const settings = {
      host: 'localhost',
      port: 5432,
      database: 'lms',
      user: 'anna',
      tls: { mode: 'disable' },
    };
    scene.bridge.answer('targets.parse', () => ok({ settings, password: 'pw', notes: [] }));
    scene.bridge.answer('targets.save', () =>
      ok({ target: { id: 't1' }, secrets: { kept: true, reason: null } }),
    );
    scene.bridge.answer('sync.preview', () =>
      ok({
        server: 'lms at localhost as anna',
        version: '18.4',
        installed: false,
        canInstall: true,
        who: { role: 'anna', userId: 'u1', isAdmin: false, source: 'mapping' },
        courses: [{ id: 'c', title: 'Algebra I' }],
        rows: { Course: 1, UserProgress: 1000 },
        estimateSeconds: 12,
        complaints: [],
      }),
    );
    renderPart(<SyncPage />);
    const url = await screen.findByLabelText('Postgres URL');
    fireEvent.change(url, { target: { value: 'postgres://anna:pw@localhost/lms' } });
    fireEvent.submit(url);
    await screen.findByText('about 1,001, 12 seconds to copy');
    expect(scene.sent('targets.save')).toMatchObject([
      { name: 'lms', role: 'local', password: 'pw' },
    ]);
    expect(scene.sent('sync.preview')).toEqual([{ server: 't1' }]);
    const begin = screen.getByRole('button', { name: 'Make the first copy' });
    expect(begin.hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByLabelText('Install the server side of sync now'));
    fireEvent.click(begin);
    await waitFor(() =>
      expect(scene.sent('sync.init')).toEqual([
        { server: 't1', install: true, includePeople: true },
      ]),
    );
  });
});
