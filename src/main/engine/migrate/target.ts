import type { Drift } from './drift';
import type { StepSet } from './load-steps';
import type { LossCounts } from './loss';
import type { AppliedStep, EngineName, RunnerStamp, Step } from './step';
import type { StepOutcome } from './step-outcome';
import type { Untouched } from './untouched';
import type { NamedCheck } from './verify-result';

/** A batched step under way on any engine; one `advance` is one batch and one commit. */
export type TargetBatches = {
  /** The outcome when the step is finished and verified; undefined while there is more to do. */
  readonly advance: () => Promise<StepOutcome | undefined>;
  /** Rows changed so far, for the progress shown. */
  readonly rows: () => number;
};

/** Rows that a step is going to write; `ms` is null where it takes no time worth telling. */
export type StepEstimate = { readonly rows: number; readonly ms: number | null };

/** How one table is locked while a step runs. */
export type TableLock = { readonly table: string; readonly mode: string };

/**
 * A database whose steps can be planned, applied, verified and reverted. The runner (`migrateUp`,
 * `migrateDown`, ...) speaks to it alone, so that a server can stand where the workspace does.
 * Every method is a whole: what must be one transaction is one call.
 */
export type MigrationTarget = {
  readonly engine: EngineName;
  readonly set: StepSet;
  readonly version: () => Promise<string>;
  /**
   * Runs `work` while nobody else applies or reverts steps on this database. Fails with `busy`,
   * naming who does, when they are not done in a moment.
   */
  readonly exclusively: <T>(stamp: RunnerStamp, work: () => Promise<T>) => Promise<T>;
  /** The longest wait that this run has caused to others, in milliseconds; 0 where nobody waits. */
  readonly longestWaitMs: () => number;
  /** Steps applied or partly applied; empty for a database the runner has never seen. */
  readonly history: () => Promise<readonly AppliedStep[]>;
  readonly ensureBookkeeping: () => Promise<void>;
  /** Finishes what a killed run has left between a step and its validation. */
  readonly finishValidation: (stamp: RunnerStamp) => Promise<void>;
  /** `up`, `verify` and history in one transaction; throws a StepError that leaves nothing. */
  readonly applyWhole: (step: Step, stamp: RunnerStamp) => Promise<StepOutcome>;
  readonly startBatches: (step: Step, stamp: RunnerStamp) => Promise<TargetBatches>;
  readonly recordFailure: (step: string, message: string, stamp: RunnerStamp) => Promise<void>;
  /** Keeps what is needed to tell later whether the LMS's own rows were touched. */
  readonly rememberLmsRows: () => Promise<boolean>;
  readonly compareLmsRows: (stamp: RunnerStamp) => Promise<Untouched>;
  readonly revert: (step: Step, stamp: RunnerStamp, lost: LossCounts) => Promise<void>;
  readonly lossOf: (steps: readonly Step[]) => Promise<LossCounts>;
  readonly archive: (
    file: string,
    steps: readonly Step[],
    stamp: RunnerStamp,
    lost: LossCounts,
  ) => Promise<void>;
  readonly restoreArchive: (file: string, stamp: RunnerStamp) => Promise<LossCounts>;
  readonly drift: () => Promise<readonly Drift[]>;
  readonly verify: () => Promise<readonly NamedCheck[]>;
  /** What a step is going to write and about how long that takes, without running it. */
  readonly estimate: (step: Step) => Promise<StepEstimate>;
  /** True when a step's objects are there although the history does not know of it. */
  readonly isThere: (step: Step) => Promise<boolean>;
  /** Objects of others that stand in the way of reverting these steps, each as a sentence. */
  readonly dependantsOf: (steps: readonly Step[]) => Promise<readonly string[]>;
  readonly locksOf: (step: Step) => readonly TableLock[];
};
