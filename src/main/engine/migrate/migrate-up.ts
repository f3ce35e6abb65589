import { FailureError, type ErrorCode } from '../../../shared/kernel/errors';
import { findStep } from './load-steps';
import { refuseEdited, refuseNewer } from './edited-steps';
import { isBatched, type RunnerStamp, type Step, type StepGroup } from './step';
import { StepError, type StepOutcome } from './step-outcome';
import type { MigrationTarget } from './target';
import { withoutComments } from './statements';

export type UpOptions = {
  /** The last step to apply, by number or name; everything pending when absent. */
  readonly to?: string | undefined;
  /** Only this group; both when absent. */
  readonly group?: StepGroup | undefined;
  /** Run once everything that could refuse has not, before the first change: a backup. */
  readonly beforeChange?: () => Promise<void>;
  /** Called before each step and after each batch. */
  readonly report?: (done: number, total: number, detail: string) => void;
  /** Asked between steps and between batches; true stops there and keeps what is done. */
  readonly isCancelled?: () => boolean;
};

export type UpResult = {
  readonly applied: readonly StepOutcome[];
  readonly failed: {
    readonly name: string;
    readonly message: string;
    readonly statement: string;
    /** `step_failed`, or why the database could not do it just now (`busy`, `unavailable`, ...). */
    readonly code: ErrorCode;
  } | null;
  /** True when it was stopped on request; a batched step is then `partial`. */
  readonly cancelled: boolean;
  readonly untouched: { readonly ok: boolean; readonly samples: readonly string[] };
  /** The longest wait that the run has caused to others, in milliseconds. */
  readonly longestWaitMs: number;
};

/**
 * Applies pending steps in order, each in a transaction of its own with its `verify` and its
 * history, and stops at the first that fails: earlier ones stand, the failing one leaves nothing.
 * Afterwards it proves that the rows of the LMS are what they were. Fails with `refused` when an
 * applied step was edited, with `newer_workspace` when a newer program has been here.
 */
export function migrateUp(
  target: MigrationTarget,
  stamp: RunnerStamp,
  options: UpOptions = {},
): Promise<UpResult> {
  return target.exclusively(stamp, () => applyPending(target, stamp, options));
}

async function applyPending(
  target: MigrationTarget,
  stamp: RunnerStamp,
  options: UpOptions,
): Promise<UpResult> {
  const history = await target.history();
  refuseNewer(target.set, history);
  refuseEdited(target.set, history);
  const done = new Set(
    history.filter((entry) => entry.result === 'applied').map((entry) => entry.step),
  );
  await target.finishValidation(stamp);
  const pending = selectSteps(target, options).filter((step) => !done.has(step.name));
  if (pending.length === 0) return { ...nothingDone, applied: [] };
  await options.beforeChange?.();
  await target.ensureBookkeeping();
  const remembered = await target.rememberLmsRows();
  const run = await runSteps(target, stamp, pending, options);
  const untouched = remembered ? await target.compareLmsRows(stamp) : nothingDone.untouched;
  return {
    ...run,
    untouched: { ok: untouched.ok, samples: untouched.samples },
    longestWaitMs: target.longestWaitMs(),
  };
}

const nothingDone = {
  failed: null,
  cancelled: false,
  untouched: { ok: true, samples: [] },
  longestWaitMs: 0,
} as const;

function selectSteps(target: MigrationTarget, options: UpOptions): readonly Step[] {
  const last = options.to === undefined ? undefined : findStep(target.set, options.to);
  return target.set.steps.filter(
    (step) =>
      (last === undefined || step.number <= last.number) &&
      (options.group === undefined || step.group === options.group),
  );
}

type Run = Omit<UpResult, 'untouched' | 'longestWaitMs'>;

async function runSteps(
  target: MigrationTarget,
  stamp: RunnerStamp,
  pending: readonly Step[],
  options: UpOptions,
): Promise<Run> {
  const applied: StepOutcome[] = [];
  for (const [at, step] of pending.entries()) {
    if (options.isCancelled?.()) return { applied, failed: null, cancelled: true };
    const report = (detail: string): void => options.report?.(at, pending.length, detail);
    report(step.name);
    try {
      const outcome = isBatched(step)
        ? await runBatches(target, step, stamp, options, report)
        : await target.applyWhole(step, stamp);
      if (!outcome) return { applied, failed: null, cancelled: true };
      applied.push(outcome);
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'cancelled') {
        return { applied, failed: null, cancelled: true };
      }
      const failed = failureOf(step, error);
      await target.recordFailure(step.name, failed.message, stamp);
      return { applied, failed, cancelled: false };
    }
  }
  return { applied, failed: null, cancelled: false };
}

async function runBatches(
  target: MigrationTarget,
  step: Step,
  stamp: RunnerStamp,
  options: UpOptions,
  report: (detail: string) => void,
): Promise<StepOutcome | undefined> {
  const batches = await target.startBatches(step, stamp);
  for (;;) {
    const outcome = await batches.advance();
    if (outcome) return outcome;
    const waited = target.longestWaitMs();
    const wait = waited === 0 ? '' : `, others waited ${waited} ms at most`;
    report(`${step.name}: ${batches.rows()} rows${wait}`);
    if (options.isCancelled?.()) return undefined;
  }
}

function failureOf(step: Step, error: unknown): NonNullable<UpResult['failed']> {
  if (error instanceof StepError) {
    const statement = withoutComments(error.statement);
    return { name: step.name, message: error.message, statement, code: 'step_failed' };
  }
  // What the database itself cannot do just now (a full disk, a lock) is the caller's to explain.
  if (error instanceof FailureError) {
    return { name: step.name, message: error.message, statement: '', code: error.failure.code };
  }
  throw error;
}
