import type { SyncStatus } from '../../../src/shared/contract/sync';
import { ok } from '../../../src/shared/kernel/result';
import { clearQueries } from '../../../src/renderer/client/query-cache';
import { installFakeBridge, type FakeBridge } from './fake-bridge';

/** A workspace whose copy is up to date. */
export const synced: SyncStatus = {
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

/** The problem of a server that does not answer. */
export const away = {
  code: 'port_closed',
  message: 'Nothing answers.',
  remedy: 'Check the network.',
};

/** The workspace as the engine tells of it: empty, and nobody's sample. */
export const info = {
  file: '/w.lectern',
  name: 'w.lectern',
  sample: false,
  readOnly: false,
  schemaVersion: '106',
  counts: {},
  ok: true,
};

/** An engine whose sync stands as a test says. */
export type SyncScene = {
  readonly bridge: FakeBridge;
  status: SyncStatus;
  /** The rows in conflict. */
  listed: readonly { readonly op: string; readonly title: string }[];
  /** What was asked of a method so far. */
  readonly sent: (method: string) => readonly unknown[];
};

/** Installs one, with nothing remembered of the test before. */
export function syncScene(): SyncScene {
  clearQueries();
  window.location.hash = '#/home';
  const bridge = installFakeBridge();
  const scene: SyncScene = {
    bridge,
    status: synced,
    listed: [],
    sent: (method) =>
      bridge.calls.filter((call) => call.method === method).map(({ input }) => input),
  };
  bridge.answer('sync.status', () => ok(scene.status));
  bridge.answer('sync.conflicts', () => ok({ conflicts: scene.listed.map(row), others: [] }));
  bridge.answer('workspace.info', () => ok(info));
  bridge.answer('jobs.list', () => ok({ jobs: [] }));
  bridge.answer('targets.list', () => ok({ targets: [], secrets: { kept: true, reason: null } }));
  return scene;
}

function row({ op, title }: SyncScene['listed'][number]) {
  return {
    op,
    title,
    table: 'AssignmentSubmission',
    id: `row-${op}`,
    fields: [{ field: 'score', base: null, mine: 1, theirs: 2 }],
    reason: 'conflict',
    message: '',
    actions: ['resolve'],
    at: '2026-05-02T09:00:00.000Z',
  };
}
