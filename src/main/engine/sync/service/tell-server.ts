import { saveSyncState } from '../local/state-repository';
import { noteClient } from '../remote/client-repository';
import type { SyncSession } from '../session';

/**
 * Tells the server how far this workspace is, and remembers when that was: a server that knows of
 * an earlier time only has been put back since (see `checkEpoch`).
 */
export async function tellServer({ connection, context, state }: SyncSession): Promise<void> {
  const { clientId, userId, cursor } = state();
  const told = await noteClient(connection, { clientId, userId, cursor, label: context.who() });
  const { identity } = state();
  if (!identity) return;
  context.workspace.write((db) => saveSyncState(db, { identity: { ...identity, told } }));
}
