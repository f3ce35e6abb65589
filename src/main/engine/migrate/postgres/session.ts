import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import type { StepSet } from '../load-steps';
import type { LockWatch } from './lock-watch';
import type { StepObjects } from './schema-objects';

/** How long a statement may wait for a lock, and how often it tries again; times in milliseconds. */
export type RetryPolicy = {
  readonly lockTimeoutMs: number;
  /** Attempts after the first. */
  readonly retries: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
};

/**
 * Waiting for a lock makes everybody wait who comes after, so each wait is short, and there are
 * many: together about half a minute, which outlives most readers.
 */
export const usualRetries: RetryPolicy = {
  lockTimeoutMs: 100,
  retries: 40,
  firstPauseMs: 50,
  longestPauseMs: 1_000,
};

/** What every piece of work on a server needs. */
export type ServerSession = {
  readonly connection: PostgresConnection;
  readonly set: StepSet;
  /** What each step adds to the catalogue. */
  readonly objects: StepObjects;
  readonly watch: LockWatch;
  readonly policy: RetryPolicy;
  /** Says what happens to whoever looks on: a retry, a pause. */
  readonly note: (text: string) => void;
  /** From 0 up to 1; scatters the pauses of two who wait for each other. */
  readonly chance: () => number;
  /** Aborted when the person wants to stop; asked between attempts. */
  readonly signal: AbortSignal | undefined;
};

/** A transaction that changes something, with the short wait for locks, and under watch. */
export function changing<T>(
  session: ServerSession,
  work: (client: PgClient) => Promise<T>,
): Promise<T> {
  const { connection, watch, policy } = session;
  return connection.transaction((client) => watch.over(client, () => work(client)), {
    lockTimeoutMs: policy.lockTimeoutMs,
    statementTimeoutMs: 0,
  });
}

/**
 * Whole tables are joined: with the usual memory the server would write them to its disk. And it
 * would compile these queries, which was measured to take longer than it saves.
 */
export const roomForJoins =
  "SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)";

/**
 * A transaction that only looks, in one snapshot. It asks for more memory than usual: its queries
 * join whole tables.
 */
export function looking<T>(
  session: ServerSession,
  work: (client: PgClient) => Promise<T>,
): Promise<T> {
  return session.connection.transaction(
    async (client) => {
      await client.query(roomForJoins);
      return work(client);
    },
    { readOnly: true, isolation: 'repeatable read', statementTimeoutMs: 0 },
  );
}
