import type { PostgresConnection } from '../../connections/postgres-connection';
import type { CallContext } from '../../context';
import type { JobHandle } from '../../jobs/jobs';
import { firstDifference, type TablePrints } from '../backup/table-prints';
import { loadSteps } from '../load-steps';
import type { LossCounts } from '../loss';
import { migrateDown } from '../migrate-down';
import { migrateUp, type UpResult } from '../migrate-up';
import { createPostgresTarget } from '../postgres/postgres-target';
import { baselineStep, type RunnerStamp } from '../step';
import type { StepOutcome } from '../step-outcome';
import type { MigrationTarget } from '../target';

/** What came of trying the steps on a copy. */
export type Trial = {
  readonly ok: boolean;
  /** In a sentence, for the checklist. */
  readonly summary: string;
  readonly applied: readonly StepOutcome[];
  readonly failed: { readonly name: string; readonly message: string } | null;
  /** Checks that complained, with how often. */
  readonly complaints: { readonly [check: string]: number };
  readonly reverted: readonly string[];
  readonly difference: string | null;
};

/** Applies what is pending, verifies, reverts it, and compares with what was there before. */
export async function tryOnCopy(
  context: CallContext,
  scratch: PostgresConnection,
  prints: (connection: PostgresConnection) => Promise<TablePrints>,
  job: JobHandle,
): Promise<Trial> {
  const { clock, random, folders, version, who } = context;
  const target = createPostgresTarget(scratch, loadSteps(folders.migrations, 'postgres'), {
    now: clock.now,
    chance: () => (random(1)[0] ?? 0) / 256,
    signal: job.signal,
  });
  const stamp: RunnerStamp = { who: who(), now: clock.now, version };
  const before = await prints(scratch);
  const stayed = await lastApplied(target);
  const up = await migrateUp(target, stamp, {
    group: 'plan',
    isCancelled: () => job.signal.aborted,
    report: (done, total, detail) => {
      job.setTotal(total);
      job.report(done, detail);
    },
  });
  job.checkCancelled();
  if (up.failed) return failedTrial(up, up.failed);
  job.report(0, 'verifying');
  const complaints = await complaintsOf(target, up);
  const lost = await target.lossOf(after(target, stayed));
  const { reverted } = await migrateDown(target, stamp, { to: stayed, acceptLoss: 'all' });
  job.report(0, 'comparing with the time before');
  const difference = firstDifference(before, await prints(scratch)) ?? null;
  return judged({ up, complaints, reverted, difference, lost, stayed });
}

async function lastApplied(target: MigrationTarget): Promise<string> {
  const history = await target.history();
  return history.findLast((entry) => entry.group === 'plan')?.step ?? baselineStep;
}

function after(target: MigrationTarget, stayed: string): MigrationTarget['set']['steps'] {
  const { steps } = target.set;
  const last = steps.find((step) => step.name === stayed)?.number ?? 0;
  return steps.filter((step) => step.group === 'plan' && step.number > last);
}

async function complaintsOf(
  target: MigrationTarget,
  up: UpResult,
): Promise<{ readonly [check: string]: number }> {
  const failing = (await target.verify()).filter((check) => !check.ok);
  const found = Object.fromEntries(failing.map((check) => [check.name, check.complaints]));
  return up.untouched.ok
    ? found
    : { ...found, existing_tables_untouched: up.untouched.samples.length };
}

function failedTrial(
  up: UpResult,
  { name, message }: { readonly name: string; readonly message: string },
): Trial {
  const summary = `Tried on a copy: ${name} failed: ${message}`;
  const { applied } = up;
  const failed = { name, message };
  return { ok: false, summary, applied, failed, complaints: {}, reverted: [], difference: null };
}

function judged(found: {
  readonly up: UpResult;
  readonly complaints: { readonly [check: string]: number };
  readonly reverted: readonly string[];
  readonly difference: string | null;
  readonly lost: LossCounts;
  readonly stayed: string;
}): Trial {
  const { up, complaints, reverted, difference, lost, stayed } = found;
  const { applied } = up;
  const complaining = Object.keys(complaints);
  const rows = applied.reduce((sum, step) => sum + step.rows, 0);
  const verdict =
    complaining.length === 0 ? 'verify clean' : `complaints: ${complaining.join(', ')}`;
  const lostNames = Object.entries(lost).map(([object, count]) => `${object} (${count})`);
  const loss = lostNames.length === 0 ? 'loses nothing' : `loses ${lostNames.join(', ')}`;
  const back =
    difference === null
      ? `the way back to ${stayed} ${loss} and leaves every row as it was`
      : `after the way back to ${stayed} ${difference}`;
  return {
    ok: complaining.length === 0 && difference === null,
    summary: `Tried on a copy: ${applied.length} steps, ${rows} rows, ${verdict}; ${back}.`,
    applied,
    failed: null,
    complaints,
    reverted,
    difference,
  };
}
