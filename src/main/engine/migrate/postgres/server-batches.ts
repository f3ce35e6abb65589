import type { PgClient } from '../../connections/postgres-connection';
import { splitStatements } from '../statements';
import type { AppliedStep, RunnerStamp, Step } from '../step';
import { StepError, type StepOutcome } from '../step-outcome';
import type { TargetBatches } from '../target';
import { finishBatches } from './finish-batches';
import { refuseTwice, validateConstraints, type StepWitness } from './apply-step';
import { parseCursor, type BatchCursor } from './batch-cursor';
import { BatchSize } from './batch-size';
import { recordStep } from './history';
import { withLockRetries } from './lock-retries';
import { findMissed, type LearnerRange } from './missed-learners';
import { withParameters } from './named-parameters';
import { readRowChanges } from './row-changes';
import { runStatements } from './run-statements';
import { changing, type ServerSession } from './session';

/** On a site that never rests, what arrives during the last pass waits for `xp catch-up`. */
const mostPasses = 20;

/**
 * A commit need not wait for the disk: a server that crashes loses the last batches together with
 * their cursor, and they are made again. The commit that ends the step does wait, for all of them.
 */
const commitLater = "SELECT set_config('synchronous_commit', 'off', true)";

type BatchDone = { readonly rows: number; readonly cursor: BatchCursor };

/** Where a batched step stands; replaced as a whole once a transaction has been committed. */
type Standing = {
  readonly cursor: BatchCursor;
  /** The cursor's text in the history; undefined while there is no row. */
  readonly stored: { readonly cursor: string | null } | undefined;
  readonly rows: number;
  readonly retries: number;
};

/** A batched step under way on a server: it starts, or goes on where a killed run has stopped. */
export class ServerBatches implements TargetBatches {
  readonly #startedMs: number;
  readonly #size = new BatchSize();
  readonly #statements: readonly string[];
  #standing: Standing;
  /** Rows changed before the present whole pass; undefined in the first of this run. */
  #rowsBeforePass: number | undefined;
  /** What is left of the present catch-up pass; undefined before it has been asked for. */
  #missed: LearnerRange[] | undefined;

  constructor(
    private readonly session: ServerSession,
    private readonly step: Step,
    private readonly stamp: RunnerStamp,
    private readonly witness: StepWitness,
    before: AppliedStep | undefined,
  ) {
    this.#startedMs = stamp.now();
    this.#statements = splitStatements(step.sql.up);
    this.#standing = {
      cursor: parseCursor(before?.cursor ?? null),
      stored: before && { cursor: before.cursor },
      rows: before?.rowsTouched ?? 0,
      retries: before?.retries ?? 0,
    };
  }

  rows(): number {
    return this.#standing.rows;
  }

  /** One batch and one commit; the outcome once a pass has found nothing and `verify` agrees. */
  async advance(): Promise<StepOutcome | undefined> {
    if (this.#standing.cursor.phase === 'first') {
      await this.#firstPass();
      return undefined;
    }
    this.#missed ??= [...(await this.#findMissed())];
    if (this.#missed.length === 0) return this.#finish();
    await this.#catchUp(this.#missed);
    return undefined;
  }

  async #firstPass(): Promise<void> {
    const startedMs = this.stamp.now();
    await this.#change(async (client) => {
      const { cursor } = this.#standing;
      const { text, values } = withParameters(this.step.sql.next ?? '', {
        after: cursor.after,
        limit: this.#size.rows,
      });
      const found = await client.query<{ until: string | null }>(text, values);
      const until = found.rows[0]?.until ?? null;
      if (until === null) return { rows: 0, cursor: { ...cursor, phase: 'catch-up', after: '' } };
      const range = { after: cursor.after, until };
      const rows = await runStatements(client, this.step, this.#statements, range);
      return { rows, cursor: { ...cursor, after: until } };
    });
    this.#size.learn(this.stamp.now() - startedMs);
    if (this.#standing.cursor.phase === 'first') return;
    await validateConstraints(this.session, this.step, this.stamp);
  }

  async #findMissed(): Promise<readonly LearnerRange[]> {
    if (this.#standing.cursor.passes >= mostPasses) return [];
    return findMissed(this.session, this.step);
  }

  /** As many of the missed as fit into one batch. */
  async #catchUp(missed: LearnerRange[]): Promise<void> {
    const startedMs = this.stamp.now();
    const budgetMs = 100;
    let taken = 0;
    await this.#change(async (client) => {
      taken = 0;
      let rows = 0;
      for (const range of missed) {
        if (taken > 0 && this.stamp.now() - startedMs > budgetMs) break;
        rows += await runStatements(client, this.step, this.#statements, range);
        taken += 1;
      }
      const { cursor } = this.#standing;
      const passes = taken === missed.length ? cursor.passes + 1 : cursor.passes;
      return { rows, cursor: { ...cursor, passes } };
    });
    missed.splice(0, taken);
    if (missed.length === 0) this.#missed = undefined;
  }

  async #finish(): Promise<StepOutcome | undefined> {
    const { stored, cursor, rows, retries } = this.#standing;
    const done = { startedMs: this.#startedMs, stored, passes: cursor.passes, rows, retries };
    try {
      await finishBatches(this.session, this.step, this.stamp, done);
    } catch (error) {
      if (!(error instanceof StepError) || !this.#mayStartOver()) throw error;
      await this.#startOver();
      return undefined;
    }
    return {
      name: this.step.name,
      durationMs: Math.round(this.stamp.now() - this.#startedMs),
      retries,
      rows,
      longestWaitMs: this.session.watch.longestMs,
    };
  }

  /** A whole pass that has changed nothing cannot mend what `verify` complains of. */
  #mayStartOver(): boolean {
    const { rows, cursor } = this.#standing;
    return cursor.passes < mostPasses && rows !== this.#rowsBeforePass;
  }

  /** A catch-up pass looks at what moved lately; what else `verify` finds needs a whole pass. */
  async #startOver(): Promise<void> {
    this.#missed = undefined;
    this.#rowsBeforePass = this.#standing.rows;
    const passes = this.#standing.cursor.passes + 1;
    await this.#change(async () => ({ rows: 0, cursor: { phase: 'first', after: '', passes } }));
  }

  /**
   * One batch with its cursor, begun again when a lock does not come. `prepare` is part of the
   * first, so that a step whose first batch fails leaves nothing.
   */
  async #change(work: (client: PgClient) => Promise<BatchDone>): Promise<void> {
    const { session, step, stamp } = this;
    const { value } = await withLockRetries(session, step.name, stamp, (tries) =>
      changing(session, async (client) => {
        await client.query(commitLater);
        const prepared = this.#standing.stored ? 0 : await this.#prepare(client);
        const done = await work(client);
        const next = {
          cursor: done.cursor,
          stored: { cursor: JSON.stringify(done.cursor) },
          rows: this.#standing.rows + prepared + done.rows,
          retries: this.#standing.retries + tries,
        };
        await this.#store(client, next);
        this.witness(step.name, await readRowChanges(client));
        return next;
      }),
    );
    this.#standing = value;
  }

  async #prepare(client: PgClient): Promise<number> {
    return runStatements(client, this.step, splitStatements(this.step.sql.prepare ?? ''));
  }

  async #store(client: PgClient, next: Standing): Promise<void> {
    const progress = {
      startedMs: this.#startedMs,
      result: 'partial',
      rowsTouched: next.rows,
      retries: next.retries,
      cursor: next.stored?.cursor ?? null,
    } as const;
    const { stored } = this.#standing;
    if (!(await recordStep(client, this.step, this.stamp, progress, stored))) {
      refuseTwice(this.step);
    }
  }
}
