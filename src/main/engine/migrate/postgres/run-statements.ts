import { FailureError } from '../../../../shared/kernel/errors';
import type { PgClient } from '../../connections/postgres-connection';
import { splitStatements } from '../statements';
import type { Complaint, Step } from '../step';
import { StepError } from '../step-outcome';
import { lockNotTaken } from './lock-retries';
import { withParameters, type BatchValues } from './named-parameters';

/** Runs statements one by one, so that a failing one can be named; returns rows changed. */
export async function runStatements(
  client: PgClient,
  step: Step,
  statements: readonly string[],
  parameters: BatchValues = {},
): Promise<number> {
  let rows = 0;
  for (const statement of statements) {
    const { text, values } = withParameters(statement, parameters);
    try {
      const { rowCount } = await client.query(text, values);
      if (changesRows(statement)) rows += rowCount;
    } catch (error) {
      // A lost connection arrives as a failure already, and says what is to be done.
      if (error instanceof FailureError) throw error;
      throw new StepError(step.name, statement, { cause: explained(error) });
    }
  }
  return rows;
}

/**
 * Runs statements in one exchange with the server, because waiting for one answer after the other
 * is most of the time that a small step takes. Where one fails they are begun again one by one, so
 * that it is named; a lock that does not come is the whole step's matter and is not waited for twice.
 */
export async function runTogether(
  client: PgClient,
  step: Step,
  statements: readonly string[],
): Promise<number> {
  // The counts of rows come back one by one only.
  if (statements.length < 2 || statements.some(changesRows)) {
    return runStatements(client, step, statements);
  }
  await client.query('SAVEPOINT together');
  try {
    await client.query(statements.join('\n'));
    return 0;
  } catch (error) {
    if (error instanceof FailureError) throw error;
    if (lockNotTaken(error)) throw new StepError(step.name, step.sql.up, { cause: error });
    await client.query('ROLLBACK TO SAVEPOINT together');
    return runStatements(client, step, statements);
  }
}

function changesRows(statement: string): boolean {
  return /^\s*(?:--[^\n]*\n\s*)*(?:INSERT|UPDATE|DELETE)\b/i.test(statement);
}

/** The server's own words about an error, with its detail and its hint; keeps the SQLSTATE. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // Fields that the driver puts on an error of the server; its types have no common name for them.
  const { detail, hint, code } = error as Error &
    Partial<Record<'detail' | 'hint' | 'code', string>>;
  const more = [detail, hint].filter((text) => text !== undefined && text !== '').join(' ');
  if (more === '') return error;
  return Object.assign(new Error(`${error.message} (${more})`, { cause: error }), { code });
}

/** Rows of a `verify` file, at most `limit` of them. */
export async function readComplaints(
  client: PgClient,
  step: Step,
  limit: number,
): Promise<readonly Complaint[]> {
  const complaints: Complaint[] = [];
  for (const statement of splitStatements(step.sql.verify)) {
    if (complaints.length >= limit) break;
    const sql = `SELECT * FROM (${withoutEnd(statement)}\n) v LIMIT ${limit - complaints.length}`;
    complaints.push(...(await client.query<Complaint>(sql)).rows);
  }
  return complaints;
}

/** A statement without its semicolon, to be put into another one. */
export function withoutEnd(statement: string): string {
  return statement.replace(/;\s*$/, '');
}

/** Throws when `verify` of the step has a complaint; inside the step's transaction. */
export async function requireVerified(client: PgClient, step: Step): Promise<void> {
  const [first, ...others] = await readComplaints(client, step, 11);
  if (!first) return;
  const count = others.length === 10 ? 'at least 10' : String(others.length);
  const more = others.length > 0 ? ` (and ${count} more)` : '';
  throw new StepError(step.name, step.sql.verify, {
    cause: new Error(`verify: ${first.check}: ${first.object}: ${first.detail}${more}`),
  });
}
