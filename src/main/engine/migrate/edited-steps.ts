import { fail } from '../../../shared/kernel/errors';
import type { StepSet } from './load-steps';
import type { AppliedStep, Step } from './step';

/**
 * Applied steps whose files are no longer those that were applied, and which file it is. A step
 * that stopped half way may be mended: its batches can be run again without harm.
 */
export function editedSteps(
  set: StepSet,
  history: readonly AppliedStep[],
): readonly { readonly step: Step; readonly parts: readonly string[] }[] {
  return history.flatMap((entry) => {
    const step = set.steps.find((candidate) => candidate.name === entry.step);
    if (!step || entry.result === 'partial') return [];
    const parts = (['up', 'down', 'verify'] as const).filter(
      (part) => step.digests[part] !== entry.digests[part],
    );
    return parts.length === 0 ? [] : [{ step, parts }];
  });
}

/** Fails with `refused` and names the steps, when an applied step was edited. */
export function refuseEdited(set: StepSet, history: readonly AppliedStep[]): void {
  const edited = editedSteps(set, history);
  if (edited.length === 0) return;
  const names = edited.map(({ step, parts }) => `${step.name} (${parts.join(', ')})`);
  fail(
    'refused',
    `The files of steps that are applied have been changed since: ${names.join('; ')}. Nothing was changed. Put the shipped files back (install Lectern again), then try again.`,
    { steps: edited.map(({ step }) => step.name) },
  );
}

/** Steps of the history that this program does not ship: a newer one has made them. */
export function unknownSteps(set: StepSet, history: readonly AppliedStep[]): readonly string[] {
  const known = new Set(set.steps.map((step) => step.name));
  return history.map((entry) => entry.step).filter((name) => !known.has(name));
}

/** Fails with `newer_workspace` when a newer Lectern has worked on this database. */
export function refuseNewer(set: StepSet, history: readonly AppliedStep[]): void {
  const unknown = unknownSteps(set, history);
  if (unknown.length === 0) return;
  fail(
    'newer_workspace',
    `A newer Lectern has taken steps here that this one does not know: ${unknown.join(', ')}. Nothing was changed. Use the newer program.`,
    { steps: [...unknown] },
  );
}
