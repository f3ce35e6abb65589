import type { SyncStatus } from '../../../shared/contract/sync';
import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import { withPostgres } from '../connections/open-postgres';
import { settingsSecret } from '../connections/resolve-database';
import type { CallContext } from '../context';
import { recordEvent } from './local/event-repository';
import { readSyncState, saveSyncState, type SyncState } from './local/state-repository';
import { meetServer } from './remote/meet-server';
import type { ServerIdentity } from './remote/server-facts';
import { namedServer } from './service/named-server';
import { requireInstalled } from './service/require-usable';

/**
 * Another address or login for the server that a workspace has. Refuses another server, and a
 * login that is another user there: both would replace what the workspace holds.
 */
export async function changeServer(context: CallContext, named: string): Promise<SyncStatus> {
  const { sync, workspace, secrets, clock, emit } = context;
  requireServer(context);
  const server = await namedServer(context, named);
  const keeper = await sync.keeper();
  await keeper.betweenCycles(async () => {
    await withPostgres(context, server, async (connection) => {
      const facts = await meetServer(connection);
      requireInstalled({ connection, facts });
      const state = requireServer(context);
      requireSame(state, facts.identity, server.label);
      requireSameUser(state, facts.who);
    });
    const { password, targetId, settings, label } = server;
    if (targetId === undefined && password !== undefined) {
      await secrets.set(settingsSecret(settings), password);
    }
    workspace.write((db) => {
      saveSyncState(db, { server: settings, targetId: targetId ?? null });
      recordEvent(db, 'server_changed', { server: label }, toInstant(clock.now()));
    });
  });
  emit('changed', { tables: ['lectern_sync_state', 'lectern_sync_event'] });
  keeper.wake();
  return keeper.status();
}

function requireServer({ workspace }: CallContext): SyncState {
  return (
    readSyncState(workspace.read) ??
    fail(
      'refused',
      'This workspace has no server yet. Nothing was changed. An empty one gets it with: sync init --server URL.',
    )
  );
}

/**
 * The epoch was drawn when sync was installed, and moves with the database to another machine. What
 * else has changed there (a restored dump has other numbers) the next cycle sees and recovers from.
 */
function requireSame(state: SyncState, there: ServerIdentity, label: string): void {
  const known = state.identity?.epoch ?? null;
  if (known === null || there.epoch === null || known === there.epoch) return;
  fail(
    'refused',
    `${label} is another server than the one whose rows this workspace holds. Nothing was changed. Make a new workspace for it (workspace create FILE), or give another address of the same server.`,
    { problem: 'another_server' },
  );
}

function requireSameUser(
  { userId }: SyncState,
  who: {
    readonly dbRole: string;
    readonly userId: string | null;
    readonly isAdmin: boolean;
    readonly source: string;
  },
): void {
  if (who.source === 'none' || who.isAdmin || who.userId === userId) return;
  fail(
    'refused',
    `${who.dbRole} is the LMS user ${who.userId ?? '(nobody)'} there, and this workspace holds ${userId === null ? 'all courses' : `the courses of ${userId}`}. Nothing was changed. Make a new workspace for that user.`,
    { role: who.dbRole },
  );
}
