import type BetterSqlite3 from 'better-sqlite3';
import { fail } from '../../../shared/kernel/errors';
import { missingLmsTables, lmsTables } from './lms-tables';
import { readComplaints } from './sqlite-complaints';
import { hasHistory, readHistory, recordEvent, recordStep } from './sqlite-history';
import { splitStatements } from './statements';
import { StepError, type StepOutcome } from './step-outcome';
import { baselineStep, type RunnerStamp, type Step } from './step';
import type { StepSet } from './load-steps';

/** Makes the runner's own tables. */
export function ensureBookkeeping(connection: BetterSqlite3.Database, set: StepSet): void {
  if (!hasHistory(connection)) inTransaction(connection, () => connection.exec(set.bookkeeping));
}

/** Runs `work` in one immediate transaction; anything thrown rolls all of it back. */
export function inTransaction<T>(connection: BetterSqlite3.Database, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    connection.exec('COMMIT');
    return value;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Applies a step that is all or nothing: `up`, `verify` and the history row are one transaction.
 * Throws a StepError that names the statement; nothing of the step stays then.
 */
export function applyWholeStep(
  connection: BetterSqlite3.Database,
  step: Step,
  stamp: RunnerStamp,
): StepOutcome {
  const startedMs = stamp.now();
  const rows = inTransaction(connection, () => {
    const skipped = step.name === baselineStep && isExistingLms(connection);
    const touched = skipped ? 0 : runStatements(connection, step, step.sql.up);
    requireVerified(connection, step);
    recordStep(connection, step, stamp, {
      startedMs,
      result: 'applied',
      rowsTouched: touched,
      cursor: null,
    });
    const kind = skipped ? 'baseline' : 'apply';
    recordEvent(connection, stamp, { kind, step: step.name, detail: { rows: touched } });
    return touched;
  });
  return { name: step.name, durationMs: Math.round(stamp.now() - startedMs), retries: 0, rows };
}

/** Runs the statements of a file one by one; returns how many rows they changed. */
export function runStatements(
  connection: BetterSqlite3.Database,
  step: Step,
  sql: string,
  parameters: { readonly [name: string]: string | number | null } = {},
): number {
  let rows = 0;
  for (const statement of splitStatements(sql)) {
    try {
      const prepared = connection.prepare(statement);
      if (prepared.reader) prepared.all(parameters);
      else rows += countedChanges(statement, prepared.run(parameters).changes);
    } catch (error) {
      throw new StepError(step.name, statement, { cause: error });
    }
  }
  return rows;
}

/** SQLite repeats the last count for statements that change no rows. */
function countedChanges(statement: string, changes: number): number {
  return /^\s*(?:--[^\n]*\n\s*)*(?:INSERT|UPDATE|DELETE)/i.test(statement) ? changes : 0;
}

/** Throws when `verify` of the step has a complaint; inside the step's transaction. */
export function requireVerified(connection: BetterSqlite3.Database, step: Step): void {
  const [first, ...others] = readComplaints(connection, step.sql.verify, 11);
  if (!first) return;
  const more =
    others.length > 0
      ? ` (and ${others.length === 10 ? 'at least ' : ''}${others.length} more)`
      : '';
  throw new StepError(step.name, step.sql.verify, {
    cause: new Error(`verify: ${first.check}: ${first.object}: ${first.detail}${more}`),
  });
}

/** True when the eight tables are there; fails when only some are, which no step can mend. */
function isExistingLms(connection: BetterSqlite3.Database): boolean {
  const missing = missingLmsTables(connection);
  if (missing.length === lmsTables.length) return false;
  if (missing.length === 0) return true;
  return fail(
    'refused',
    `This database has some tables of the LMS but lacks ${missing.join(', ')}. Nothing was changed. Use an empty file, or a complete LMS database.`,
    { missing },
  );
}

/** Steps that are not applied, or only partly, in their order. */
export function pendingSteps(connection: BetterSqlite3.Database, set: StepSet): readonly Step[] {
  const applied = new Map(readHistory(connection).map((entry) => [entry.step, entry]));
  return set.steps.filter((step) => applied.get(step.name)?.result !== 'applied');
}
