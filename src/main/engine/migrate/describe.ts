import { editedSteps } from './edited-steps';
import { findStep } from './load-steps';
import type { LossCounts } from './loss';
import { splitStatements } from './statements';
import { baselineStep, type AppliedStep, type Step, type StepGroup } from './step';
import type { MigrationTarget, TableLock } from './target';

/** Where one step stands. */
export type StepStatus = {
  readonly name: string;
  readonly group: StepGroup;
  readonly state: 'pending' | 'applied' | 'partial' | 'edited';
  readonly appliedAt: string | null;
  readonly durationMs: number | null;
  readonly sha256: string;
  readonly retries: number;
  readonly summary: string;
};

/** The state of every shipped step, in order. */
export async function stepStatuses(target: MigrationTarget): Promise<readonly StepStatus[]> {
  const history = await target.history();
  const edited = new Set(editedSteps(target.set, history).map(({ step }) => step.name));
  return target.set.steps.map((step) => {
    const entry = history.find((candidate) => candidate.step === step.name);
    return {
      name: step.name,
      group: step.group,
      state: stateOf(entry, edited.has(step.name)),
      appliedAt: entry?.endedAt ?? null,
      durationMs: entry?.durationMs ?? null,
      sha256: step.digests.up,
      retries: entry?.retries ?? 0,
      summary: step.summary,
    };
  });
}

function stateOf(entry: AppliedStep | undefined, edited: boolean): StepStatus['state'] {
  if (!entry) return 'pending';
  return edited ? 'edited' : entry.result;
}

/** What applying one pending step means. */
export type PlannedStep = {
  readonly name: string;
  /** As it will run; `:after` and `:until` are the ends of a batch. */
  readonly sql: readonly string[];
  readonly locks: readonly TableLock[];
  readonly rows: number;
  /** About how long it takes, in milliseconds; null where it is a moment. */
  readonly estimatedMs: number | null;
  /** True when its objects are there already: it is recorded then, once they are proved right. */
  readonly exists: boolean;
  readonly reversible: boolean;
  readonly lostByDown: LossCounts;
};

/** The pending steps up to `to` and of `group`, as `up` would take them. Changes nothing. */
export async function planSteps(
  target: MigrationTarget,
  wanted: { readonly to?: string | undefined; readonly group?: StepGroup | undefined },
): Promise<readonly PlannedStep[]> {
  const history = await target.history();
  const done = new Set(
    history.filter((entry) => entry.result === 'applied').map((entry) => entry.step),
  );
  const last = wanted.to === undefined ? Infinity : findStep(target.set, wanted.to).number;
  const pending = target.set.steps.filter(
    (step) =>
      step.number <= last &&
      !done.has(step.name) &&
      (wanted.group === undefined || step.group === wanted.group),
  );
  const planned: PlannedStep[] = [];
  // One after the other: the estimates measure how long the server takes.
  for (const step of pending) planned.push(await planStep(target, step));
  return planned;
}

async function planStep(target: MigrationTarget, step: Step): Promise<PlannedStep> {
  const { prepare, up, validate } = step.sql;
  const exists = await target.isThere(step);
  const { rows, ms } = await target.estimate(step);
  const files = exists ? [] : [prepare, up, validate];
  return {
    name: step.name,
    sql: files.flatMap((sql) => (sql === null ? [] : splitStatements(sql))),
    locks: exists ? [] : target.locksOf(step),
    rows,
    estimatedMs: ms,
    exists,
    reversible: step.group === 'plan' && step.name !== baselineStep,
    lostByDown: await target.lossOf([step]),
  };
}
