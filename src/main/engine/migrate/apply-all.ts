import type BetterSqlite3 from 'better-sqlite3';
import { loadSteps, type StepSet } from './load-steps';
import { applyWholeStep, ensureBookkeeping, pendingSteps, type StepOutcome } from './sqlite-apply';
import { startBatches } from './sqlite-batches';
import { isBatched, type RunnerStamp, type Step, type StepGroup } from './step';

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
  const set: StepSet = loadSteps(migrationsFolder, 'sqlite');
  ensureBookkeeping(connection, set);
  return pendingSteps(connection, set).map((step) => applyStep(connection, step, stamp));
}

/** As `applyAll`, for the steps of one group: a newer program brings its own tables up to date. */
export function applyGroup(
  connection: BetterSqlite3.Database,
  migrationsFolder: string,
  group: StepGroup,
  stamp: RunnerStamp,
): readonly StepOutcome[] {
  const set: StepSet = loadSteps(migrationsFolder, 'sqlite');
  ensureBookkeeping(connection, set);
  return pendingSteps(connection, set)
    .filter((step) => step.group === group)
    .map((step) => applyStep(connection, step, stamp));
}

function applyStep(
  connection: BetterSqlite3.Database,
  step: Step,
  stamp: RunnerStamp,
): StepOutcome {
  if (!isBatched(step)) return applyWholeStep(connection, step, stamp);
  const run = startBatches(connection, step, stamp);
  for (;;) {
    const outcome = run.advance();
    if (outcome) return outcome;
  }
}
