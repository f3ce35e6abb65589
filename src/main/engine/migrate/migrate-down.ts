import { fail } from '../../../shared/kernel/errors';
import { refuseEdited, refuseNewer } from './edited-steps';
import { findStep } from './load-steps';
import type { LossCounts } from './loss';
import type { RunnerStamp, Step } from './step';
import { StepError } from './step-outcome';
import type { MigrationTarget } from './target';

export type DownOptions = {
  /** The last step that stays applied, by number or name. */
  readonly to: string;
  /** Objects (tables, table.column) whose loss is accepted by name, or all of them. */
  readonly acceptLoss?: 'all' | readonly string[] | undefined;
  /** A file to write what would be lost to; it is then no loss that needs acceptance. */
  readonly archive?: string | undefined;
  /** Run once everything that could refuse has not, before the first change: a backup. */
  readonly beforeChange?: () => Promise<void>;
  readonly report?: (done: number, total: number, detail: string) => void;
};

export type DownResult = {
  readonly reverted: readonly string[];
  readonly lost: LossCounts;
  readonly archive: string | null;
};

/**
 * Reverts the plan's steps after `to`, newest first, each in a transaction of its own. What would
 * be lost is counted before anything changes, and so is what depends on it; without consent (or an archive) it fails with
 * `refused` and `details.wouldLose`. Lectern's own group stays. A failing step is `step_failed`:
 * the steps reverted before it are named in `details.reverted`, it itself stays applied.
 */
export function migrateDown(
  target: MigrationTarget,
  stamp: RunnerStamp,
  options: DownOptions,
): Promise<DownResult> {
  return target.exclusively(stamp, () => revertSteps(target, stamp, options));
}

/** What `migrateDown` to a step would revert and lose, and what stands in its way; changes nothing. */
export async function previewDown(
  target: MigrationTarget,
  to: string,
): Promise<{
  readonly reverts: readonly string[];
  readonly wouldLose: LossCounts;
  readonly dependants: readonly string[];
}> {
  const steps = await stepsToRevert(target, to);
  return {
    reverts: steps.map((step) => step.name),
    wouldLose: await target.lossOf(steps),
    dependants: await target.dependantsOf(steps),
  };
}

async function revertSteps(
  target: MigrationTarget,
  stamp: RunnerStamp,
  options: DownOptions,
): Promise<DownResult> {
  const steps = await stepsToRevert(target, options.to);
  refuseDependants(await target.dependantsOf(steps));
  const lost = await target.lossOf(steps);
  const archive = options.archive ?? null;
  if (archive === null) refuseLoss(lost, options.acceptLoss);
  if (steps.length === 0) return { reverted: [], lost: {}, archive: null };
  await options.beforeChange?.();
  if (archive !== null) await target.archive(archive, steps, stamp, lost);
  const reverted: string[] = [];
  for (const step of steps) {
    options.report?.(reverted.length, steps.length, step.name);
    await revertOne(target, step, stamp, { reverted, lost, archive });
    reverted.push(step.name);
  }
  return { reverted, lost, archive };
}

async function stepsToRevert(target: MigrationTarget, to: string): Promise<readonly Step[]> {
  const last = findStep(target.set, to);
  if (last.group === 'lectern') {
    fail(
      'bad_input',
      `${last.name} is one of Lectern's own steps, which stay. Nothing was changed. Name a step of the plan (000 to 014).`,
      { step: last.name },
    );
  }
  const history = await target.history();
  refuseNewer(target.set, history);
  refuseEdited(target.set, history);
  const present = new Set(history.map((entry) => entry.step));
  if (present.size > 0 && !present.has(last.name)) {
    fail(
      'bad_input',
      `${last.name} is not applied, so it cannot be what stays. Nothing was changed.`,
      { step: last.name },
    );
  }
  return target.set.steps
    .filter((step) => step.group === 'plan' && step.number > last.number && present.has(step.name))
    .toReversed();
}

/** They are somebody else's, so they are never dropped along. */
function refuseDependants(dependants: readonly string[]): void {
  if (dependants.length === 0) return;
  fail(
    'refused',
    `Other objects depend on what would go: ${dependants.join('; ')}. Nothing was changed. Drop them first (and make them again after a later up), or keep the steps.`,
    { dependants: [...dependants] },
  );
}

function refuseLoss(lost: LossCounts, accepted: DownOptions['acceptLoss']): void {
  if (accepted === 'all') return;
  const objects = Object.keys(lost);
  const named = new Set(accepted ?? []);
  const unnamed = objects.filter((object) => !named.has(object));
  if (unnamed.length === 0) return;
  const list = unnamed.map((object) => `${object} (${lost[object] ?? 0})`).join(', ');
  fail(
    'refused',
    `This would lose ${list}. Nothing was changed. Archive it first (--archive FILE), or accept the loss by naming it (--accept-loss ${unnamed.join(',')}).`,
    { wouldLose: lost },
  );
}

async function revertOne(
  target: MigrationTarget,
  step: Step,
  stamp: RunnerStamp,
  known: {
    readonly reverted: readonly string[];
    readonly lost: LossCounts;
    readonly archive: string | null;
  },
): Promise<void> {
  try {
    await target.revert(step, stamp, known.lost);
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    await target.recordFailure(step.name, error.message, stamp);
    const stands =
      known.reverted.length === 0
        ? 'Nothing was changed.'
        : `Reverted before it: ${known.reverted.join(', ')}.`;
    fail(
      'step_failed',
      `${step.name} could not be reverted and stays applied: ${error.message}. ${stands}`,
      {
        failed: { name: step.name, message: error.message, statement: error.statement },
        reverted: [...known.reverted],
        lost: known.lost,
        archive: known.archive,
      },
    );
  }
}
