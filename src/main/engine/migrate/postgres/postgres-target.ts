import type { PostgresConnection } from '../../connections/postgres-connection';
import type { StepSet } from '../load-steps';
import type { RunnerStamp, Step } from '../step';
import type { MigrationTarget } from '../target';
import { adoptStep, isThereAlready } from './adopt-step';
import { applyWholeStep } from './apply-step';
import { ensureServerBookkeeping, finishValidation } from './bookkeeping';
import { estimateStep } from './estimate';
import { findDependants } from './foreign-dependants';
import { hasHistory, readHistory, recordEvent } from './history';
import { LockWatch } from './lock-watch';
import { locksOfStep } from './locks-of-step';
import { countLossParts, lossPartsOf } from './loss';
import { revertServerStep } from './revert-step';
import type { RowChanges } from './row-changes';
import { withRunnerLock } from './runner-lock';
import { readSchemaObjects, type SchemaObjects } from './schema-objects';
import { archiveSteps, restoreSteps } from './server-archive';
import { ServerBatches } from './server-batches';
import { explaining } from './server-failure';
import { looking, usualRetries, type RetryPolicy, type ServerSession } from './session';
import { compareLmsRows, rememberLmsRows } from './untouched';
import { driftOfServer, verifyServer } from './verify-server';

/** What a target needs beside its connection; all of it has a sensible default but the clock. */
export type PostgresTargetOptions = {
  readonly now: () => number;
  /** From 0 up to 1; scatters the pauses between attempts. */
  readonly chance: () => number;
  /** Told of every retry and of progress within a step. */
  readonly note?: (text: string) => void;
  /** Aborted when the person wants to stop. */
  readonly signal?: AbortSignal;
  readonly retries?: Partial<RetryPolicy>;
  /** How long a second run waits for the first before it is refused. */
  readonly patienceMs?: number;
};

/** A Postgres database as a migration target, over an open connection that the caller closes. */
export function createPostgresTarget(
  connection: PostgresConnection,
  set: StepSet,
  options: PostgresTargetOptions,
): MigrationTarget {
  const session: ServerSession = {
    connection,
    set,
    objects: set.objects,
    watch: new LockWatch(connection, options.now),
    policy: { ...usualRetries, ...options.retries },
    note: options.note ?? (() => undefined),
    chance: options.chance,
    signal: options.signal,
  };
  const run = new ServerRun(session);
  return {
    engine: 'postgres',
    set,
    exclusively: (stamp, work) =>
      withRunnerLock(connection, stamp, options.patienceMs ?? 3_000, work),
    longestWaitMs: () => session.watch.longestMs,
    ...looksAt(session, run, options.now),
    ...applies(session, run),
    ...reverts(session),
  };
}

/** What one run learns on its way. */
class ServerRun {
  /** Rows of the LMS that our own transactions changed, by step; there should be none. */
  readonly changes = new Map<string, RowChanges>();
  #found: Promise<SchemaObjects> | undefined;

  constructor(private readonly session: ServerSession) {}

  readonly witness = (step: string, changes: RowChanges): void => {
    if (Object.keys(changes).length > 0) this.changes.set(step, changes);
  };

  /** The catalogue as it was before this run's first step. */
  found(): Promise<SchemaObjects> {
    this.#found ??= looking(this.session, readSchemaObjects);
    return this.#found;
  }
}

type Looking =
  'version' | 'history' | 'drift' | 'verify' | 'estimate' | 'locksOf' | 'isThere' | 'dependantsOf';
type Reverting = 'lossOf' | 'archive' | 'revert' | 'restoreArchive';

function looksAt(
  session: ServerSession,
  run: ServerRun,
  now: () => number,
): Pick<MigrationTarget, Looking> {
  const { connection, objects } = session;
  return {
    version: async () => connection.serverVersion,
    history: () => explaining(() => connection.transaction(readHistory, { readOnly: true })),
    drift: () => explaining(() => driftOfServer(session)),
    verify: () => explaining(() => verifyServer(session)),
    estimate: (step) =>
      explaining(() => looking(session, (client) => estimateStep(client, step, now))),
    locksOf: locksOfStep,
    isThere: async (step) => isThereAlready(session, step, await run.found()),
    dependantsOf: (steps) =>
      explaining(() => looking(session, (client) => findDependants(client, objects, steps))),
  };
}

function applies(
  session: ServerSession,
  run: ServerRun,
): Omit<MigrationTarget, Looking | Reverting | 'engine' | 'set' | 'exclusively' | 'longestWaitMs'> {
  const { connection } = session;
  return {
    ensureBookkeeping: () => explaining(() => ensureServerBookkeeping(session)),
    finishValidation: (stamp) => explaining(() => finishValidation(session, stamp)),
    applyWhole: (step, stamp) => explaining(() => takeStep(session, run, step, stamp)),
    startBatches: async (step, stamp) => {
      const history = await connection.transaction(readHistory, { readOnly: true });
      const before = history.find((entry) => entry.step === step.name);
      const batches = new ServerBatches(session, step, stamp, run.witness, before);
      return { rows: () => batches.rows(), advance: () => explaining(() => batches.advance()) };
    },
    recordFailure: (step, message, stamp) => recordFailure(session, step, message, stamp),
    rememberLmsRows: () => explaining(() => rememberLmsRows(connection)),
    compareLmsRows: (stamp) =>
      explaining(async () => {
        const found = await compareLmsRows(connection, run.changes);
        await connection.transaction((client) =>
          recordEvent(client, stamp, { kind: 'untouched', step: null, detail: found }),
        );
        return found;
      }),
  };
}

async function takeStep(
  session: ServerSession,
  run: ServerRun,
  step: Step,
  stamp: RunnerStamp,
): ReturnType<MigrationTarget['applyWhole']> {
  const found = await run.found();
  if (isThereAlready(session, step, found)) return adoptStep(session, step, found, stamp);
  return applyWholeStep(session, step, stamp, run.witness);
}

/** Where the server itself is gone, the failure is told without being written down. */
async function recordFailure(
  session: ServerSession,
  step: string,
  message: string,
  stamp: RunnerStamp,
): Promise<void> {
  try {
    await session.connection.transaction(async (client) => {
      if (!(await hasHistory(client))) return;
      await recordEvent(client, stamp, { kind: 'fail', step, detail: { message } });
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    session.note(`${step}: the failure could not be written into the history (${why})`);
  }
}

function reverts(session: ServerSession): Pick<MigrationTarget, Reverting> {
  return {
    lossOf: (steps) =>
      explaining(() =>
        looking(session, async (client) => {
          const found = await readSchemaObjects(client);
          return countLossParts(client, lossPartsOf(session.objects, found, steps));
        }),
      ),
    archive: (file, steps, stamp, lost) =>
      explaining(() => archiveSteps(session, file, steps, stamp, lost)),
    revert: (step, stamp, lost) =>
      explaining(() => revertServerStep(session, step, stamp, lost, session.note)),
    restoreArchive: (file, stamp) => explaining(() => restoreSteps(session, file, stamp)),
  };
}
