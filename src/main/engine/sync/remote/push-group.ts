import { FailureError } from '../../../../shared/kernel/errors';
import { isSqlState } from '../../connections/postgres-errors';
import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import type { OutboxRow } from '../local/outbox-repository';
import { complaintOf, judge } from '../sqlstate';
import type { Waiting } from '../waiting';
import { deliver, DeliveredBefore, type Delivery } from './deliver';
import { passingFailure, refusedFailure } from './push-failure';
import { examine } from './examine';
import type { Scene } from './scene';
import { StatementError } from './statement-error';

/** How long a delivery waits for somebody's lock, and how long one statement may take. */
const limits = { lockTimeoutMs: 10_000, statementTimeoutMs: 120_000 };

/** More tries than two programs that push the same at once can need. */
const mostTries = 5;

/**
 * Delivers operations of one action in one transaction of the server. When the server refuses a
 * statement, everything is rolled back and done again behind savepoints, so that exactly what is
 * refused is parked and the rest goes. Throws a `FailureError` for what passes by itself.
 */
export async function pushGroup(
  connection: PostgresConnection,
  scene: Scene,
  ops: readonly OutboxRow[],
  waiting: Waiting,
): Promise<readonly Delivery[]> {
  let step: Step = { lookFirst: false, careful: false };
  for (let tries = 0; tries < mostTries; tries += 1) {
    const fork = waiting.fork();
    try {
      const delivered = await connection.transaction(
        (client) => attempt(client, scene, ops, { ...step, waiting: fork }),
        limits,
      );
      waiting.adopt(fork);
      return delivered;
    } catch (error) {
      step = nextStep(error, step, connection);
    }
  }
  throw new FailureError(passingFailure('', connection.settings));
}

type Step = {
  /** Asks first what has been delivered before. */
  readonly lookFirst: boolean;
  /** Behind savepoints. */
  readonly careful: boolean;
};

/** What to try after an error; throws what trying again does not help. */
function nextStep(error: unknown, step: Step, { settings }: PostgresConnection): Step {
  if (error instanceof FailureError) throw error;
  if (error instanceof DeliveredBefore) return { ...step, lookFirst: true };
  if (error instanceof StatementError && !step.careful) return { ...step, careful: true };
  const complaint = complaintOf(error);
  if (!isSqlState(complaint.code)) throw error;
  if (judge(complaint.code).kind === 'later')
    throw new FailureError(passingFailure(complaint.code, settings));
  // A constraint that is looked at only when the transaction ends: savepoints look at it earlier.
  if (!step.careful) return { ...step, careful: true };
  throw new FailureError(refusedFailure(complaint, settings));
}

async function attempt(
  client: PgClient,
  scene: Scene,
  ops: readonly OutboxRow[],
  options: Step & { readonly waiting: Waiting },
): Promise<readonly Delivery[]> {
  if (!options.careful) return deliver(client, scene, ops, options);
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  return bySavepoints(client, scene, ops, options);
}

async function bySavepoints(
  client: PgClient,
  scene: Scene,
  ops: readonly OutboxRow[],
  options: Step & { readonly waiting: Waiting },
): Promise<readonly Delivery[]> {
  if (ops.length === 0) return [];
  await client.query('SAVEPOINT delivery');
  try {
    const delivered = await deliver(client, scene, ops, options);
    await client.query('RELEASE SAVEPOINT delivery');
    return delivered;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT delivery; RELEASE SAVEPOINT delivery');
    return divide(client, scene, ops, { ...options, error });
  }
}

/** Parks what is refused for certain; else halves until the one that is to blame stands alone. */
async function divide(
  client: PgClient,
  scene: Scene,
  ops: readonly OutboxRow[],
  options: Step & { readonly waiting: Waiting; readonly error: StatementError },
): Promise<readonly Delivery[]> {
  const { error, waiting } = options;
  const verdict = judge(error.complaint.code);
  const isWide = verdict.kind === 'park' && verdict.tableWide;
  const culprits = isWide ? error.ops : ops.length === 1 ? ops : [];
  if (culprits.length === 0) {
    const half = Math.ceil(ops.length / 2);
    return [
      ...(await bySavepoints(client, scene, ops.slice(0, half), options)),
      ...(await bySavepoints(client, scene, ops.slice(half), options)),
    ];
  }
  const parked: Delivery[] = [];
  for (const op of culprits) {
    waiting.block(op);
    parked.push(await examine(client, scene, op, error.complaint));
  }
  const rest = ops.filter((op) => !culprits.includes(op));
  return [...parked, ...(await bySavepoints(client, scene, rest, options))];
}
