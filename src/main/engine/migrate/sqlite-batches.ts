import type BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';
import { inTransaction, requireVerified, runStatements } from './sqlite-apply';
import type { StepOutcome } from './step-outcome';
import { readHistory, recordEvent, recordStep } from './sqlite-history';
import type { AppliedStep, RunnerStamp, Step } from './step';

/** A batch covers at most this many progress rows, so at most twice as many awards. */
const largestBatch = 2500;
const smallestBatch = 100;
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

/** A batched step under way: it starts, or goes on where an interrupted run has stopped. */
export class SqliteBatches {
  readonly #startedMs: number;
  #rows: number;
  #cursor: Cursor;
  #limit = largestBatch;
  #isPrepared: boolean;

  constructor(
    private readonly connection: BetterSqlite3.Database,
    private readonly step: Step,
    private readonly stamp: RunnerStamp,
  ) {
    const before = readHistory(connection).find((entry) => entry.step === step.name);
    this.#startedMs = stamp.now();
    this.#rows = before?.rowsTouched ?? 0;
    this.#cursor = before?.cursor
      ? cursorSchema.parse(JSON.parse(before.cursor))
      : { after: '', passRows: 0, passes: 0 };
    this.#isPrepared = before !== undefined;
  }

  /** Rows changed so far, by earlier runs of this step too. */
  get rows(): number {
    return this.#rows;
  }

  /**
   * Runs one batch in a transaction of its own. Passes over all learners are repeated until one
   * finds nothing to do; then the step is verified and finished, and its outcome returned.
   */
  advance(): StepOutcome | undefined {
    const startedMs = this.stamp.now();
    const until = this.#nextEnd();
    if (until !== null) {
      this.#runBatch(until);
      const isSlow = this.stamp.now() - startedMs > longestBatchMs;
      this.#limit = isSlow
        ? Math.max(smallestBatch, Math.floor(this.#limit / 2))
        : Math.min(largestBatch, this.#limit * 2);
      return undefined;
    }
    if (this.#cursor.passRows === 0) return this.#finish();
    this.#cursor = { after: '', passRows: 0, passes: this.#cursor.passes + 1 };
    return undefined;
  }

  #nextEnd(): string | null {
    const until = this.connection
      .prepare(this.step.sql.next ?? '')
      .pluck()
      .get({ after: this.#cursor.after, limit: this.#limit });
    return typeof until === 'string' ? until : null;
  }

  #runBatch(until: string): void {
    const { after, passRows } = this.#cursor;
    // The fields change only once the transaction has been committed.
    const done = inTransaction(this.connection, () => {
      const prepared = this.#prepare();
      const touched = runStatements(this.connection, this.step, this.step.sql.up, { after, until });
      const cursor = { ...this.#cursor, after: until, passRows: passRows + touched };
      const rows = this.#rows + prepared + touched;
      this.#record('partial', rows, JSON.stringify(cursor));
      return { rows, cursor };
    });
    this.#rows = done.rows;
    this.#cursor = done.cursor;
    this.#isPrepared = true;
  }

  /** Part of the first transaction, so that a step whose first batch fails leaves nothing. */
  #prepare(): number {
    if (this.#isPrepared || this.step.sql.prepare === null) return 0;
    return runStatements(this.connection, this.step, this.step.sql.prepare);
  }

  #finish(): StepOutcome {
    const { name } = this.step;
    const rows = inTransaction(this.connection, () => {
      const total = this.#rows + this.#prepare();
      requireVerified(this.connection, this.step);
      this.#record('applied', total, null);
      const detail = { rows: total, passes: this.#cursor.passes };
      recordEvent(this.connection, this.stamp, { kind: 'apply', step: name, detail });
      return total;
    });
    return { name, durationMs: Math.round(this.stamp.now() - this.#startedMs), retries: 0, rows };
  }

  #record(result: AppliedStep['result'], rowsTouched: number, cursor: string | null): void {
    const progress = { startedMs: this.#startedMs, result, rowsTouched, cursor };
    recordStep(this.connection, this.step, this.stamp, progress);
  }
}
