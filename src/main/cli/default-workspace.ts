import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { dataFolder } from '../../shared/kernel/data-folder';

/** The data folder of this machine's user. */
export function userDataFolder(): string {
  return dataFolder({ platform: process.platform, home: homedir(), env: process.env });
}

/** The workspace of a call: the one named, or the environment's, or the one the window uses. */
export function workspaceFileFor(named: string | undefined): string {
  const choice = named ?? process.env.LECTERN_WORKSPACE;
  if (choice) return resolve(choice);
  return lastOpened() ?? join(userDataFolder(), 'workspaces', 'sample.lectern');
}

/** What the window opened last; it writes `window.json` (shell/window-memory.ts). */
function lastOpened(): string | undefined {
  try {
    const memory: unknown = JSON.parse(readFileSync(join(userDataFolder(), 'window.json'), 'utf8'));
    if (typeof memory !== 'object' || memory === null || !('workspace' in memory)) return undefined;
    return typeof memory.workspace === 'string' ? memory.workspace : undefined;
  } catch {
    // No window has run yet, or its file is not readable: the default place then.
    return undefined;
  }
}
