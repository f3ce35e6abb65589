import { loadSteps, type StepSet } from '../migrate/load-steps';
import { pendingSteps } from '../migrate/sqlite-apply';
import type { Workspace } from '../storage/workspace';

/** Shipped files do not change while the program runs; reading them for every count would show. */
const loaded = new Map<string, StepSet>();

/** How many steps the workspace still lacks, of both groups. */
export function countPendingSteps({ connection }: Workspace, migrationsFolder: string): number {
  const set = loaded.get(migrationsFolder) ?? loadSteps(migrationsFolder, 'sqlite');
  loaded.set(migrationsFolder, set);
  return pendingSteps(connection, set).length;
}
