import type { AnswerOf, Client } from '../../../client';
import type { MigrationStep } from '../../../../shared/contract/migrate';

export type Status = AnswerOf<Client['migrate']['status']>;
export type PlannedStep = AnswerOf<Client['migrate']['plan']>['steps'][number];
export type Losses = { readonly [object: string]: number };

/** The name of a step in its parts: `014_calculate_initial_xp` is 014, calculate_initial_xp. */
export function splitName(name: string): { readonly number: string; readonly title: string } {
  const [number = '', ...rest] = name.split('_');
  return { number, title: rest.join('_') };
}

/** Whether the step stands, wholly or with changed text. */
export function isApplied(step: MigrationStep): boolean {
  return step.state === 'applied' || step.state === 'edited';
}

/** Steps that applying would run: those without a place in the database yet, or only half of it. */
export function pendingSteps(steps: readonly MigrationStep[]): readonly MigrationStep[] {
  return steps.filter((step) => !isApplied(step));
}

/**
 * Steps that applying takes when nothing else is said: on a server the plan's alone, because the
 * web application's owner decides about tables of Lectern's own.
 */
export function duePending(
  steps: readonly MigrationStep[],
  isServer: boolean,
): readonly MigrationStep[] {
  return pendingSteps(steps).filter(({ group }) => !isServer || group === 'plan');
}

/** Lectern's own steps that a server could take now: the plan comes first. */
export function duePendingOwn(
  steps: readonly MigrationStep[],
  isServer: boolean,
): readonly MigrationStep[] {
  if (!isServer || duePending(steps, true).length > 0) return [];
  return pendingSteps(steps);
}

/** The newest applied step of a group, as its number; null when none is. */
export function newestNumber(
  steps: readonly MigrationStep[],
  group: MigrationStep['group'],
): string | null {
  const newest = steps.findLast((step) => step.group === group && isApplied(step));
  return newest ? splitName(newest.name).number : null;
}

/** Steps a rollback to `name` reverts, the newest first: the plan's applied ones after it. */
export function stepsToRevert(
  steps: readonly MigrationStep[],
  name: string,
): readonly MigrationStep[] {
  const at = steps.findIndex((step) => step.name === name);
  return steps
    .slice(at + 1)
    .filter((step) => step.group === 'plan' && step.state !== 'pending')
    .toReversed();
}

/** Steps that can be the last one to stay: applied ones of the plan with something after them. */
export function rollbackTargets(steps: readonly MigrationStep[]): readonly MigrationStep[] {
  return steps.filter(
    (step) =>
      step.group === 'plan' &&
      step.state !== 'pending' &&
      stepsToRevert(steps, step.name).length > 0,
  );
}

/** The losses a refused rollback names; null when it was refused for something else. */
export function lossesIn(details: unknown): Losses | null {
  if (typeof details !== 'object' || details === null || !('wouldLose' in details)) return null;
  const { wouldLose } = details;
  if (typeof wouldLose !== 'object' || wouldLose === null) return null;
  const counts = Object.entries(wouldLose).filter((pair): pair is [string, number] => {
    return typeof pair[1] === 'number';
  });
  return counts.length === 0 ? null : Object.fromEntries(counts);
}
