import type BetterSqlite3 from 'better-sqlite3';
import { loadSteps } from './load-steps';
import { applyWholeStep, ensureBookkeeping, pendingSteps } from './sqlite-apply';
import { SqliteBatches } from './sqlite-batches';
import { isBatched, type RunnerStamp, type Step, type StepGroup } from './step';
import type { StepOutcome } from './step-outcome';

/**
 * Brings a new workspace to the newest schema, both groups, in one go. For databases that hold
 * data use `migrateUp`, which reports progress, can be cancelled and proves that nothing else
 * changed. Throws a StepError when a step fails.
 */
export function applyAll(
  connection: BetterSqlite3.Database,
  migrationsFolder: string,
  stamp: RunnerStamp,
): readonly StepOutcome[] {
  return applyWhere(connection, migrationsFolder, stamp, () => true);
}

/** As `applyAll`, for one group: what opening a workspace does with Lectern's own steps. */
export function applyGroup(
  connection: BetterSqlite3.Database,
  migrationsFolder: string,
  group: StepGroup,
  stamp: RunnerStamp,
): readonly StepOutcome[] {
  return applyWhere(connection, migrationsFolder, stamp, (step) => step.group === group);
}

function applyWhere(
  connection: BetterSqlite3.Database,
  migrationsFolder: string,
  stamp: RunnerStamp,
  isWanted: (step: Step) => boolean,
): readonly StepOutcome[] {
  const set = loadSteps(migrationsFolder, 'sqlite');
  ensureBookkeeping(connection, set);
  const steps = pendingSteps(connection, set).filter(isWanted);
  return steps.map((step) => applyStep(connection, step, stamp));
}

function applyStep(
  connection: BetterSqlite3.Database,
  step: Step,
  stamp: RunnerStamp,
): StepOutcome {
  if (!isBatched(step)) return applyWholeStep(connection, step, stamp);
  const batches = new SqliteBatches(connection, step, stamp);
  for (;;) {
    const outcome = batches.advance();
    if (outcome) return outcome;
  }
}
