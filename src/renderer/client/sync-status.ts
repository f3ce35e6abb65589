import type { SyncStatus } from '../../shared/contract/sync';
import { bridge } from './bridge';
import { client } from './client';
import { queryKey, setAnswer } from './query-cache';
import { useQuery } from './use-query';

/** How the workspace and its server stand; renders again whenever the engine says that it changed. */
export function useSyncStatus(): SyncStatus | undefined {
  return useQuery(client.sync.status, {}).data;
}

/** Takes over what the engine says about sync, so that nobody has to ask. Returns the way out. */
export function startSyncStatus(): () => void {
  const key = queryKey(client.sync.status.method, {});
  return bridge().on('sync', (status) => setAnswer(key, status));
}

/** Tells the engine that it may be worth trying the server now. */
export async function wakeSync(): Promise<void> {
  // A hint: an engine that cannot take it now will try by itself soon enough.
  if (bridge().engineState().state === 'ready') await client.sync.wake({});
}
