import { failure, FailureError, type Failure } from '../../shared/kernel/errors';
import { err, ok, type Result } from '../../shared/kernel/result';
import type { EngineOptions } from './engine-options';
import type { Log } from './log/log';
import { applyGroup } from './migrate/apply-all';
import { loadSteps } from './migrate/load-steps';
import { readHistory } from './migrate/sqlite-history';
import { openWorkspaceFile } from './storage/open';
import { sqliteFailure } from './storage/sqlite-errors';
import type { Workspace } from './storage/workspace';

/**
 * Opens a workspace and brings Lectern's own tables up to this program's version; the plan's
 * steps stay where the person has put them. Fails with `newer_workspace` for a file that a newer
 * Lectern has worked on: writing it with older rules could lose what the newer one keeps.
 */
export function preparedWorkspace(options: EngineOptions, log: Log): Result<Workspace, Failure> {
  const writer = { program: options.program, pid: process.pid };
  const opened = openWorkspaceFile({ file: options.file, mode: options.mode, writer });
  if (!opened.ok) return opened;
  const workspace = opened.value;
  try {
    const newer = newerSteps(workspace, options.folders.migrations);
    if (newer.length > 0) {
      workspace.close();
      return err(newerFailure(options.file, newer));
    }
    if (!workspace.readOnly) {
      const stamp = { who: options.userName, now: options.clock.now, version: options.version };
      const applied = applyGroup(
        workspace.connection,
        options.folders.migrations,
        'lectern',
        stamp,
      );
      for (const step of applied)
        log.info('step.applied', { step: step.name, ms: step.durationMs });
    }
    return ok(workspace);
  } catch (error) {
    workspace.close();
    if (error instanceof FailureError) return err(error.failure);
    const known = sqliteFailure(error, options.file);
    if (!known) throw error;
    return err(known);
  }
}

function newerSteps(workspace: Workspace, migrations: string): readonly string[] {
  const known = new Set(loadSteps(migrations, 'sqlite').steps.map((step) => step.name));
  return readHistory(workspace.connection)
    .map((step) => step.step)
    .filter((name) => !known.has(name));
}

function newerFailure(file: string, steps: readonly string[]): Failure {
  return failure(
    'newer_workspace',
    `The workspace ${file} was last used by a newer Lectern (it has ${steps.join(', ')}). It was left as it is. Update Lectern, or open another workspace.`,
    { file, steps },
  );
}
