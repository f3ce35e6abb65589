// @vitest-environment happy-dom
import { act, fireEvent, renderHook, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxItem, SyncStatus } from '../../src/shared/contract/sync';
import { ok } from '../../src/shared/kernel/result';
import { startSyncStatus, useRowConflicts } from '../../src/renderer/client';
import { clearQueries } from '../../src/renderer/client/query-cache';
import { startWaking } from '../../src/renderer/app/start-waking';
import { StatusBar } from '../../src/renderer/app/status-bar';
import { obstacleOf } from '../../src/renderer/features/sync/connect/not-possible';
import { statusLine } from '../../src/renderer/features/sync/status/status-line';
import { SyncNotices } from '../../src/renderer/features/sync/status/sync-notices';
import { groupItems } from '../../src/renderer/features/sync/waiting/group-items';
import { SyncPage } from '../../src/renderer/features/sync/sync-page';
import { Toaster } from '../../src/renderer/ui/toast/toaster';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

const now = Date.parse('2026-05-02T10:00:00.000Z');

const synced: SyncStatus = {
  state: 'synced',
  busy: null,
  cursor: '1:1:',
  queued: 0,
  parked: 0,
  conflicts: 0,
  lastSyncedAt: '2026-05-02T09:59:48.000Z',
  rows: {},
  server: 'lms at db.example.edu:5432 as anna',
  userId: 'anna',
  problem: null,
  nextAttemptAt: null,
  progress: null,
};
const away = { code: 'refused', message: 'Nothing answers.', remedy: 'Check the network.' };
const info = {
  file: '/w.lectern',
  name: 'w.lectern',
  sample: false,
  readOnly: false,
  schemaVersion: '106',
  counts: {},
  ok: true,
};

let bridge: FakeBridge;
let status: SyncStatus;
let listed: { readonly op: string; readonly title: string }[];

const row = ({ op, title }: { readonly op: string; readonly title: string }) => ({
  op,
  title,
  table: 'AssignmentSubmission',
  id: `row-${op}`,
  fields: [{ field: 'score', base: null, mine: 1, theirs: 2 }],
  reason: 'conflict',
  message: '',
  actions: ['resolve'],
  at: '2026-05-02T09:00:00.000Z',
});

beforeEach(() => {
  clearQueries();
  window.location.hash = '#/home';
  status = synced;
  listed = [];
  bridge = installFakeBridge();
  bridge.answer('sync.status', () => ok(status));
  bridge.answer('sync.conflicts', () => ok({ conflicts: listed.map(row), others: [] }));
  bridge.answer('workspace.info', () => ok(info));
  bridge.answer('jobs.list', () => ok({ jobs: [] }));
  bridge.answer('targets.list', () => ok({ targets: [], secrets: { kept: true, reason: null } }));
});

const sent = (method: string) =>
  bridge.calls.filter((call) => call.method === method).map(({ input }) => input);
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
    status = { ...synced, state: 'none', server: null };
    renderPart(<StatusBar />);
    await screen.findByText('Local workspace');
    expect(screen.queryByRole('link', { name: /Open Sync/ })).toBeNull();
  });

  it('changes when the engine says so, without being asked again', async () => {
    const stop = startSyncStatus();
    renderPart(<StatusBar />);
    const link = await screen.findByRole('link', { name: /Open Sync/ });
    const asked = sent('sync.status').length;
    act(() => bridge.emit('sync', { ...synced, state: 'offline', queued: 20, problem: away }));
    expect(link.textContent).toBe('Offline · 20 queued');
    expect(link.getAttribute('href')).toBe('#/sync?view=waiting');
    expect(sent('sync.status')).toHaveLength(asked);
    stop();
  });
});

describe('notices', () => {
  it('tell once of a new conflict, with the way to it, and of nothing else', async () => {
    const stop = startSyncStatus();
    listed = [{ op: 'old', title: 'Old one' }];
    status = { ...synced, conflicts: 1 };
    renderPart(
      <>
        <Toaster />
        <SyncNotices />
      </>,
    );
    await waitFor(() => expect(sent('sync.conflicts')).toHaveLength(1));
    act(() => bridge.emit('sync', { ...status, state: 'offline', problem: away }));
    act(() => bridge.emit('sync', status));
    expect(screen.queryByRole('alert')).toBeNull();
    listed = [...listed, { op: 'new', title: 'Essay 1, Mia Ito' }];
    act(() => bridge.emit('sync', { ...status, conflicts: 2 }));
    await screen.findByText('Conflict: Essay 1, Mia Ito');
    expect(screen.getAllByRole('alert')).toHaveLength(1);
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
    await waitFor(() => expect(sent('sync.wake')).toHaveLength(2));
    stop();
    window.dispatchEvent(new Event('online'));
    expect(sent('sync.wake')).toHaveLength(2);
  });
});

describe('rows in conflict', () => {
  it('are known by table and row, with the operation that decides them', async () => {
    listed = [{ op: 'x', title: 'Essay' }];
    const { result } = renderHook(() => [
      useRowConflicts('AssignmentSubmission'),
      useRowConflicts('Course'),
    ]);
    await waitFor(() => expect(result.current[0]?.get('row-x')?.op).toBe('x'));
    expect(result.current[1]?.size).toBe(0);
  });
});

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

describe('a workspace without a server', () => {
  beforeEach(() => {
    status = { ...synced, state: 'none', server: null };
  });

  it('can be connected only while it is empty and nobody’s sample', () => {
    expect(obstacleOf(info)).toBeNull();
    expect(obstacleOf({ ...info, sample: true })).toBe('sample');
    expect(obstacleOf({ ...info, counts: { Course: 1 } })).toBe('notEmpty');
    expect(obstacleOf({ ...info, readOnly: true })).toBe('readOnly');
  });

  it('says of a sample why not, and offers an empty one', async () => {
    bridge.answer('workspace.info', () => ok({ ...info, sample: true }));
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
    bridge.answer('targets.parse', () => ok({ settings, password: 'pw', notes: [] }));
    bridge.answer('targets.save', () =>
      ok({ target: { id: 't1' }, secrets: { kept: true, reason: null } }),
    );
    bridge.answer('sync.preview', () =>
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
    expect(sent('targets.save')).toMatchObject([{ name: 'lms', role: 'local', password: 'pw' }]);
    expect(sent('sync.preview')).toEqual([{ server: 't1' }]);
    const begin = screen.getByRole('button', { name: 'Make the first copy' });
    expect(begin.hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByLabelText('Install the server side of sync now'));
    fireEvent.click(begin);
    await waitFor(() =>
      expect(sent('sync.init')).toEqual([{ server: 't1', install: true, includePeople: true }]),
    );
  });
});

describe('what the page shows of a server', () => {
  it('why nothing moves, that work goes on, and the ways out', async () => {
    status = { ...synced, state: 'offline', queued: 2, problem: away };
    bridge.answer('sync.outbox', () => ok({ items: [], total: 0, next: null }));
    renderPart(<SyncPage />);
    await screen.findByText('Nothing answers.');
    screen.getByText(/You can go on working/);
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    await waitFor(() => expect(sent('sync.run')).toEqual([{}]));
  });

  it('a password that is missing can be given there', async () => {
    status = {
      ...synced,
      state: 'offline',
      problem: { code: 'password_needed', message: 'A password is needed.', remedy: 'Enter it.' },
    };
    bridge.answer('targets.list', () =>
      ok({
        targets: [{ id: 't1', name: 'live', label: status.server, role: 'production' }],
        secrets: { kept: false, reason: 'No keyring.' },
      }),
    );
    renderPart(<SyncPage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Enter password…' }));
    fireEvent.change(await screen.findByLabelText('Password'), { target: { value: 'pw' } });
    fireEvent.click(screen.getByRole('button', { name: 'Connect' }));
    await waitFor(() => expect(sent('targets.unlock')).toEqual([{ id: 't1', password: 'pw' }]));
    await waitFor(() => expect(sent('sync.wake')).toHaveLength(1));
  });

  it('differences that a comparison found, and mends exactly those', async () => {
    bridge.answer('sync.health', () =>
      ok({
        server: status.server,
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
    bridge.answer('sync.verify', () =>
      ok({ ok: false, differs: [{ table: 'Course', ids: ['c1', 'c2'] }], compared: {} }),
    );
    bridge.answer('sync.repair', () => ok({ repaired: 2, differs: [] }));
    window.location.hash = '#/sync?view=health';
    renderPart(<SyncPage />);
    await screen.findByText(/Progress: the trigger is disabled/);
    screen.getByText('NaN');
    fireEvent.click(screen.getByRole('button', { name: 'Verify now' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Repair 2 rows' }));
    await waitFor(() => expect(sent('sync.repair')).toEqual([{}]));
    await waitFor(() => expect(screen.queryByText(/differ from the server/)).toBeNull());
  });
});
