import type { SyncStatus } from '../../../../shared/contract/sync';
import { connectProblems } from '../../connections/connect-problem';
import { connectPostgres } from '../../connections/postgres-connection';
import type { EngineContext } from '../../context';
import { readSyncState } from '../local/state-repository';
import { problemOf } from './explain-trouble';
import { resolvedPlace } from './server-link';

/** A status is asked for to be read at once: a server that is slower counts as away. */
const patienceMs = 2_000;

/**
 * How sync stands. A program that does not keep in step by itself knows only what was written
 * down, so it knocks at the server: `synced` must not be said of one that is away.
 */
export async function statusOf(context: EngineContext): Promise<SyncStatus> {
  const { sync, workspace } = context;
  const keeper = await sync.keeper();
  const status = keeper.status(!sync.isAutomatic);
  const state = readSyncState(workspace.read);
  if (sync.isAutomatic || !state || state.paused || keeper.hasTrouble()) return status;
  const place = await resolvedPlace(context, state);
  const connected = await connectPostgres(place.settings, place.password, {
    connectTimeoutMs: patienceMs,
  });
  if (!connected.ok) return notReached(status, problemOf(connected.error));
  await connected.value.close();
  if (!status.problem || !isAboutReaching(status.problem.code)) return status;
  return { ...status, state: state.phase === 'seeding' ? 'seeding' : 'synced', problem: null };
}

function notReached(status: SyncStatus, problem: NonNullable<SyncStatus['problem']>): SyncStatus {
  // Not knowing the password here says nothing about the server, nor about another program.
  if (problem.code === 'password_needed') return { ...status, problem: status.problem ?? problem };
  return { ...status, state: 'offline', problem };
}

/** A server that lets somebody in has none of these any more. */
function isAboutReaching(code: string): boolean {
  return code === 'server_away' || connectProblems.some((problem) => problem === code);
}
