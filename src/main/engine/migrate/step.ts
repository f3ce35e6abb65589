import type { Instant } from '../../../shared/kernel/clock';

export type EngineName = 'sqlite' | 'postgres';

/** `plan`: the LMS's own tables, 000-014. `lectern`: what Lectern adds for itself, 100 and up. */
export type StepGroup = 'plan' | 'lectern';

/** The SQL of one step in one dialect, as shipped. */
export type StepSql = {
  readonly up: string;
  readonly down: string;
  /** Every row it returns is a complaint: check, object, detail. */
  readonly verify: string;
  /** Present on a batched step: run once before the batches. */
  readonly prepare: string | null;
  /** Present on a batched step: finds where the next batch ends; `up` is then one batch. */
  readonly next: string | null;
  /** Of a batched step: finds learners whom a batch would change; asked after the first pass. */
  readonly missed: string | null;
  /** Of a batched step: finds where the next batch of `down` ends; `down` is then one batch. */
  readonly downNext: string | null;
  /** Run after the step is committed, each statement in a transaction of its own. */
  readonly validate: string | null;
};

/** SHA-256 of what was shipped; `up` covers all that serves it, `down` its `down-next`. */
export type StepDigests = { readonly up: string; readonly down: string; readonly verify: string };

/** One step of the migrations folder, in the dialect it was loaded for. */
export type Step = {
  /** `NNN_name`, the folder's name. */
  readonly name: string;
  readonly number: number;
  readonly group: StepGroup;
  /** One sentence for a person: the first comment line of `up`. */
  readonly summary: string;
  readonly sql: StepSql;
  readonly digests: StepDigests;
};

/** The step that makes or verifies the eight tables of the LMS; never reverted. */
export const baselineStep = '000_baseline';

/** The step whose awards `verify` judges. */
export const backfillStep = '014_calculate_initial_xp';

/** True for a step that runs in batches and may be left half done. */
export function isBatched(step: Step): boolean {
  return step.sql.next !== null;
}

/** What the history keeps about a step that is applied, or partly applied. */
export type AppliedStep = {
  readonly step: string;
  readonly group: StepGroup;
  readonly digests: StepDigests;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly durationMs: number;
  readonly who: string;
  readonly result: 'applied' | 'partial';
  readonly retries: number;
  readonly rowsTouched: number;
  readonly lecternVersion: string;
  readonly cursor: string | null;
};

/** Who runs the steps, when, and with which program; written into the history. */
export type RunnerStamp = {
  readonly who: string;
  readonly now: () => number;
  readonly version: string;
};

/** One row of a `verify` file. */
export type Complaint = {
  readonly check: string;
  readonly object: string;
  readonly detail: string;
};
