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
  /** Steps applied or partly applied; empty for a database the runner has never seen. */
  readonly history: () => Promise<readonly AppliedStep[]>;
  readonly ensureBookkeeping: () => Promise<void>;
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
  /** Rows a step is going to write, as far as can be told without running it. */
  readonly estimateRows: (step: Step) => Promise<number>;
  readonly locksOf: (step: Step) => readonly TableLock[];
};
