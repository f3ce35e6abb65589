import { fail } from '../../../../shared/kernel/errors';
import type { RandomBytes } from '../../../../shared/kernel/ids';
import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { withRunnerLock } from '../postgres/runner-lock';
import type { RunnerStamp } from '../step';
import { portableText } from './copy-stream';
import type { ToolSearch } from './find-pg-tools';
import type { FilePrint } from './hash-file';
import type { TablePrints } from './table-prints';

/** A Postgres database that is to be backed up, and what that takes. */
export type BackupTask = {
  readonly connection: PostgresConnection;
  readonly password: string | undefined;
  /** Absolute; there is no such file yet. */
  readonly file: string;
  readonly stamp: RunnerStamp;
  readonly migrationsFolder: string;
  readonly tools: ToolSearch;
  readonly random: RandomBytes;
  readonly signal: AbortSignal;
  /** This program holds the right to change steps already: the backup is part of applying them. */
  readonly lockHeld: boolean;
  /** Says what is going on. */
  readonly report: (detail: string) => void;
};

/** A backup that has been restored and compared. */
export type ProvenBackup = {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly ends: FilePrint['ends'];
  readonly method: 'pg_dump' | 'archive' | 'sqlite';
  /** How it was proved, and why not in a better way; for a person. */
  readonly proof: string;
  readonly prints: TablePrints;
  /** The steps that were applied in it. */
  readonly steps: readonly string[];
};

/** How long to wait for steps that are just ending, in milliseconds. */
const patienceMs = 2_000;

/**
 * Runs `work` on one moment of the database (REPEATABLE READ, read-only) while no step can run and
 * none is running. Fails with `busy`, naming who is at work, when steps go on.
 */
export function atOneMoment<T>(
  task: Momentary,
  work: (client: PgClient) => Promise<T>,
): Promise<T> {
  const { connection, stamp, lockHeld } = task;
  const atMoment = (): Promise<T> =>
    connection.transaction(
      async (client) => {
        await client.query(portableText);
        return cancellable(task, client, () => work(client));
      },
      { isolation: 'repeatable read', readOnly: true, statementTimeoutMs: 0 },
    );
  return lockHeld ? atMoment() : withRunnerLock(connection, stamp, patienceMs, atMoment);
}

type Momentary = Pick<BackupTask, 'connection' | 'stamp' | 'lockHeld' | 'signal'>;

/** A wish to stop ends the statement that runs, which may otherwise go on for minutes. */
async function cancellable<T>(
  { connection, signal }: Momentary,
  client: PgClient,
  work: () => Promise<T>,
): Promise<T> {
  checkCancelled(signal);
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  let ending: Promise<unknown> | undefined;
  const end = (): void => {
    ending = connection
      .withClient((other) => other.query('SELECT pg_cancel_backend($1)', [rows[0]?.pid]))
      // Without it the work ends by itself, later.
      .catch(() => undefined);
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    return await work();
  } catch (error) {
    checkCancelled(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
    await ending;
  }
}

/** Fails with `cancelled` when the person wants to stop. */
export function checkCancelled(signal: AbortSignal): void {
  if (signal.aborted)
    fail('cancelled', 'Cancelled. No backup was kept; the database is unchanged.');
}
