import { fail } from '../../../../shared/kernel/errors';
import type { PgClient } from '../../connections/postgres-connection';
import { lmsTables } from '../lms-tables';
import { splitStatements } from '../statements';
import { baselineStep, type RunnerStamp, type Step } from '../step';
import type { StepOutcome } from '../step-outcome';
import { recordStep } from './history';
import { withLockRetries } from './lock-retries';
import { readRowChanges, type RowChanges } from './row-changes';
import { requireVerified, runStatements, runTogether } from './run-statements';
import { changing, type ServerSession } from './session';

/** What a run learns about its own steps, for the comparison of the LMS's rows. */
export type StepWitness = (step: string, changes: RowChanges) => void;

/**
 * Applies a step that is all or nothing: `up`, `verify` and the history are one transaction, which
 * is begun again when a lock does not come. Afterwards its constraints are validated, each in a
 * transaction of its own. Throws a StepError or a failure; nothing of the step stays then.
 */
export async function applyWholeStep(
  session: ServerSession,
  step: Step,
  stamp: RunnerStamp,
  witness: StepWitness,
): Promise<StepOutcome> {
  const startedMs = stamp.now();
  const { value: rows, retries } = await withLockRetries(session, step.name, stamp, (tries) =>
    changing(session, (client) => applyOnce(client, step, stamp, { startedMs, tries, witness })),
  );
  const validating = await validateConstraints(session, step, stamp);
  return {
    name: step.name,
    durationMs: Math.round(stamp.now() - startedMs),
    retries: retries + validating,
    rows,
    longestWaitMs: session.watch.longestMs,
  };
}

async function applyOnce(
  client: PgClient,
  step: Step,
  stamp: RunnerStamp,
  run: { readonly startedMs: number; readonly tries: number; readonly witness: StepWitness },
): Promise<number> {
  const exists = step.name === baselineStep && (await isExistingLms(client));
  const statements = exists ? [] : splitStatements(step.sql.up);
  const rows = await runTogether(client, step, statements);
  await requireVerified(client, step);
  await finishStep(client, step, stamp, {
    kind: exists ? 'baseline' : 'apply',
    startedMs: run.startedMs,
    retries: run.tries,
    rows,
  });
  run.witness(step.name, await readRowChanges(client));
  return rows;
}

/** History and event of a step that is whole; part of its transaction. */
export async function finishStep(
  client: PgClient,
  step: Step,
  stamp: RunnerStamp,
  done: {
    readonly kind: 'apply' | 'baseline';
    readonly startedMs: number;
    readonly retries: number;
    readonly rows: number;
  },
): Promise<void> {
  const progress = {
    startedMs: done.startedMs,
    result: 'applied',
    rowsTouched: done.rows,
    retries: done.retries,
    cursor: null,
  } as const;
  const detail = { rows: done.rows, retries: done.retries };
  const event = { kind: done.kind, detail };
  if (!(await recordStep(client, step, stamp, progress, undefined, event))) refuseTwice(step);
}

/** The runner's lock should make this impossible; the history is what it is proved by. */
export function refuseTwice(step: Step): never {
  fail(
    'busy',
    `Another run has taken ${step.name} meanwhile. This one left nothing of it behind. Look at the status, then go on.`,
    { step: step.name },
  );
}

/** True when the eight tables are there; fails when only some are, which no step can mend. */
export async function isExistingLms(client: PgClient): Promise<boolean> {
  const missing = await missingLmsTables(client);
  if (missing.length === lmsTables.length) return false;
  if (missing.length === 0) return true;
  return fail(
    'refused',
    `This database has some tables of the LMS but lacks ${missing.join(', ')}. Nothing was changed. Use an empty database, or a complete LMS database; the search path of the role must lead to its tables.`,
    { missing: [...missing] },
  );
}

/** Names of the eight tables that this database does not have. */
export async function missingLmsTables(client: PgClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT w."name" FROM unnest($1::text[]) w("name") WHERE to_regclass(quote_ident(w."name")) IS NULL`,
    [lmsTables.map((table) => table.name)],
  );
  return rows.map((row) => row.name);
}

/** Validates what a committed step left unvalidated; returns how often it had to try again. */
export async function validateConstraints(
  session: ServerSession,
  step: Step,
  stamp: RunnerStamp,
): Promise<number> {
  let tries = 0;
  for (const statement of splitStatements(step.sql.validate ?? '')) {
    const { retries } = await withLockRetries(session, step.name, stamp, () =>
      changing(session, (client) => runStatements(client, step, [statement])),
    );
    tries += retries;
  }
  return tries;
}
