import type BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';
import { inTransaction, requireVerified, runStatements } from './sqlite-apply';
import type { StepOutcome } from './step-outcome';
import { readHistory, recordEvent, recordStep } from './sqlite-history';
import type { RunnerStamp, Step } from './step';

/** A batch covers at most this many progress rows, so at most twice as many awards. */
const largestBatch = 2500;
/** A batch that takes longer is followed by smaller ones, so that others get their turn. */
const longestBatchMs = 200;

/** How far a batched step is: kept in the history, so that a killed run goes on from there. */
const cursorSchema = z.strictObject({
  /** The last learner that is done in this pass. */
  after: z.string(),
  /** Rows that this pass has changed; a whole pass that changes none ends the step. */
  passRows: z.number(),
  passes: z.number(),
});
type Cursor = z.output<typeof cursorSchema>;

/** A batched step under way; `advance` runs one batch, in a transaction of its own. */
export type BatchRun = {
  /** Runs the next batch; the outcome when the step is finished and verified. */
  readonly advance: () => StepOutcome | undefined;
  readonly rows: () => number;
};

/** Starts a batched step, or goes on with one that was interrupted. */
export function startBatches(
  connection: BetterSqlite3.Database,
  step: Step,
  stamp: RunnerStamp,
): BatchRun {
  const startedMs = stamp.now();
  const before = readHistory(connection).find((entry) => entry.step === step.name);
  let rows = before?.rowsTouched ?? 0;
  let cursor: Cursor = before?.cursor
    ? cursorSchema.parse(JSON.parse(before.cursor))
    : { after: '', passRows: 0, passes: 0 };
  let limit = largestBatch;
  let isPrepared = before !== undefined;

  // Part of the first transaction, so that a step whose first batch fails leaves nothing.
  const prepare = (): number => {
    if (isPrepared || step.sql.prepare === null) return 0;
    return runStatements(connection, step, step.sql.prepare);
  };

  const finish = (): StepOutcome => {
    inTransaction(connection, () => {
      rows += prepare();
      requireVerified(connection, step);
      recordStep(connection, step, stamp, {
        startedMs,
        result: 'applied',
        rowsTouched: rows,
        cursor: null,
      });
      const detail = { rows, passes: cursor.passes };
      recordEvent(connection, stamp, { kind: 'apply', step: step.name, detail });
    });
    return { name: step.name, durationMs: Math.round(stamp.now() - startedMs), retries: 0, rows };
  };

  const advance = (): StepOutcome | undefined => {
    const batchMs = stamp.now();
    const until = nextEnd(connection, step, cursor.after, limit);
    if (until === null) {
      if (cursor.passRows === 0) return finish();
      cursor = { after: '', passRows: 0, passes: cursor.passes + 1 };
      return undefined;
    }
    const done = inTransaction(connection, () => {
      const noted = prepare();
      const parameters = { after: cursor.after, until };
      const touched = runStatements(connection, step, step.sql.up, parameters);
      const next = { ...cursor, after: until, passRows: cursor.passRows + touched };
      record(connection, step, stamp, { startedMs, rows: rows + noted + touched, cursor: next });
      return { rows: rows + noted + touched, cursor: next };
    });
    ({ rows, cursor } = done);
    isPrepared = true;
    const slow = stamp.now() - batchMs > longestBatchMs;
    limit = slow ? Math.max(100, Math.floor(limit / 2)) : Math.min(largestBatch, limit * 2);
    return undefined;
  };

  return { advance, rows: () => rows };
}

function record(
  connection: BetterSqlite3.Database,
  step: Step,
  stamp: RunnerStamp,
  state: { readonly startedMs: number; readonly rows: number; readonly cursor: Cursor },
): void {
  recordStep(connection, step, stamp, {
    startedMs: state.startedMs,
    result: 'partial',
    rowsTouched: state.rows,
    cursor: JSON.stringify(state.cursor),
  });
}

function nextEnd(
  connection: BetterSqlite3.Database,
  step: Step,
  after: string,
  limit: number,
): string | null {
  const until = connection
    .prepare(step.sql.next ?? '')
    .pluck()
    .get({ after, limit });
  return typeof until === 'string' ? until : null;
}
