import { settingsLabel } from '../connections/postgres-settings';
import type { EngineContext } from '../context';
import { readHealth } from './local/health-repository';
import { lastEvent } from './local/event-repository';
import { readSyncState } from './local/state-repository';
import type { ServerFacts, TriggerState } from './remote/server-facts';
import type { SyncHealth } from './service/health-answer';

/** What is known of a server since this program met it. */
export type Acquaintance = { readonly version: string; readonly facts: ServerFacts };

/**
 * How well sync is: triggers at the last contact, what was found different and mended, and what it
 * takes on this disk. `met` is the server of this program's last contact; without one, what was
 * written down then.
 */
export function syncHealth(
  { workspace }: Pick<EngineContext, 'workspace'>,
  met: Acquaintance | undefined,
): SyncHealth {
  const db = workspace.read;
  const state = readSyncState(db);
  const stored = readHealth(workspace);
  return {
    server: state ? settingsLabel(state.server) : null,
    version: met?.version ?? null,
    userId: state?.userId ?? null,
    courses: stored.courses,
    triggers: met ? triggersOf(met.facts) : rememberedTriggers(db),
    lastVerifiedAt: state?.lastVerifiedAt ?? null,
    repaired: stored.repaired,
    workspaceBytes: stored.workspaceBytes,
    queueRows: stored.queueRows,
    offlineFiles: stored.offlineFiles,
    unfitValues: [...stored.unfitValues],
  };
}

type Trigger = { table: string; state: TriggerState };

function triggersOf({ tables }: ServerFacts): Trigger[] {
  return [...tables]
    .filter(([, table]) => table.exists)
    .map(([table, { trigger }]) => ({ table, state: trigger }));
}

/** Only those that were bad are written down. */
function rememberedTriggers(db: EngineContext['workspace']['read']): Trigger[] {
  const event = lastEvent(db, ['triggers_missing', 'triggers_back']);
  if (event?.kind !== 'triggers_missing') return [];
  const { tables } = event.detail;
  const names = Array.isArray(tables) ? tables.map(String) : [];
  return names.map((table) => ({ table, state: 'missing' }));
}
