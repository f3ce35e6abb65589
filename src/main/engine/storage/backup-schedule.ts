import { rmSync } from 'node:fs';
import type { EngineContext } from '../context';
import { backupName, backupTo, listBackups, type Backup } from './backup';

const everyMs = 30 * 60 * 1000;
const startDelayMs = 5_000;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Copies the workspace soon after the start and then every half hour when it has changed, and
 * thins the copies out. Returns how to stop; stopping waits for a copy that is being made.
 */
export function startBackups(context: EngineContext): () => Promise<void> {
  const { workspace, workers, folders, clock, log } = context;
  if (workspace.readOnly) return async () => undefined;
  let lastVersion: unknown;
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    const version = workspace.connection.pragma('data_version', { simple: true });
    const changes = workspace.connection.prepare('SELECT total_changes() AS n').pluck().get();
    const state = `${String(version)}:${String(changes)}`;
    if (state === lastVersion) return;
    lastVersion = state;
    const target = backupName(folders.backups, workspace.file, clock.now());
    running = backupTo(workspace, target, workers)
      .then(() => thinOut(listBackups(folders.backups, workspace.file), clock.now()))
      .catch((error: unknown) => {
        // Work goes on without this copy; the log and `workspace check` say so.
        log.warn('backup.failed', { message: String(error) });
      });
  };
  const first = setTimeout(run, startDelayMs);
  const rest = setInterval(run, everyMs);
  first.unref();
  rest.unref();
  return async () => {
    clearTimeout(first);
    clearInterval(rest);
    await running;
  };
}

function thinOut(backups: readonly Backup[], now: number): void {
  const kept = new Set(backupsToKeep(backups, now).map((backup) => backup.file));
  for (const backup of backups) if (!kept.has(backup.file)) rmSync(backup.file, { force: true });
}

/** Of backups newest first: the 10 newest, one a day for 7 days, one a week for 4 weeks. */
export function backupsToKeep(backups: readonly Backup[], now: number): readonly Backup[] {
  const kept = new Set(backups.slice(0, 10));
  keepOnePer(backups, now, dayMs, 7, kept);
  keepOnePer(backups, now, 7 * dayMs, 4, kept);
  return backups.filter((backup) => kept.has(backup));
}

function keepOnePer(
  backups: readonly Backup[],
  now: number,
  span: number,
  count: number,
  kept: Set<Backup>,
): void {
  const seen = new Set<number>();
  for (const backup of backups) {
    const age = Math.floor((now - Date.parse(backup.at)) / span);
    if (age >= count || seen.has(age)) continue;
    seen.add(age);
    kept.add(backup);
  }
}
