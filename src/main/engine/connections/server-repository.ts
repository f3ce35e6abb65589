import type { ClientBase } from 'pg';

/** What a server says about itself right after the log-in. */
export type ServerIdentity = {
  /** Such as `15.18`. */
  readonly version: string;
  /** Such as 150018. */
  readonly number: number;
  /** True for a copy that only follows another server. */
  readonly standby: boolean;
  /** The process that serves the session. */
  readonly pid: number;
};

/** Asks a new session what it is connected to. */
export async function readIdentity(client: ClientBase): Promise<ServerIdentity> {
  const answer = await client.query<ServerIdentity>({
    // Debian appends its package to the version; people know the part before it.
    text: `SELECT split_part(current_setting('server_version'), ' ', 1) AS "version",
             CAST(current_setting('server_version_num') AS integer) AS "number",
             pg_is_in_recovery() AS "standby", pg_backend_pid() AS "pid"`,
    query_timeout: 10_000,
  } as { text: string }); // query_timeout is the driver's, its types forget it
  const [row] = answer.rows;
  if (!row) throw new Error('The server answered its version with no row');
  return row;
}

/** How a transaction is begun; times in milliseconds, 0 for no limit. */
export type SessionStart = {
  readonly readOnly: boolean;
  readonly isolation: 'read committed' | 'repeatable read';
  readonly lockTimeoutMs: number | undefined;
  readonly statementTimeoutMs: number | undefined;
  /**
   * How long the answer to BEGIN itself may take. It waits for nothing at the server, but a pooler may
   * have to find a session first.
   */
  readonly answerTimeoutMs: number;
};

/**
 * Begins a transaction whose settings end with it, so that behind PgBouncer nobody inherits them:
 * UTC, dates in ISO form and numbers whole whatever the role prefers, and the limits.
 */
export async function beginTransaction(client: ClientBase, start: SessionStart): Promise<void> {
  const { readOnly, isolation, lockTimeoutMs, statementTimeoutMs, answerTimeoutMs } = start;
  const settings: (readonly [name: string, value: string])[] = [
    ['TimeZone', 'UTC'],
    ['DateStyle', 'ISO, MDY'],
    ['IntervalStyle', 'postgres'],
    // Every digit of a double: fewer would be another number.
    ['extra_float_digits', '1'],
  ];
  if (lockTimeoutMs !== undefined) settings.push(['lock_timeout', `${Number(lockTimeoutMs)}ms`]);
  if (statementTimeoutMs !== undefined)
    settings.push(['statement_timeout', `${Number(statementTimeoutMs)}ms`]);
  const calls = settings.map(([name, value]) => `set_config('${name}', '${value}', true)`);
  // One exchange with the server: a back-fill begins a thousand transactions.
  await client.query({
    text: `BEGIN ISOLATION LEVEL ${isolation.toUpperCase()} ${readOnly ? 'READ ONLY' : 'READ WRITE'};
     SELECT ${calls.join(', ')}`,
    query_timeout: answerTimeoutMs,
  } as { text: string }); // as above
}

/**
 * Commits; an error that somebody caught and kept quiet about has already ended the transaction.
 * An answer that takes longer than `timeoutMs` (undefined: any time) counts as a lost connection.
 */
export async function commit(client: ClientBase, timeoutMs: number | undefined): Promise<void> {
  const limit = timeoutMs === undefined ? {} : { query_timeout: timeoutMs };
  const answer = await client.query({ text: 'COMMIT', ...limit });
  if (answer.command === 'ROLLBACK') {
    throw new Error('The transaction was rolled back: a statement in it had failed unnoticed');
  }
}

/** Takes everything back; false when the server did not answer in time. */
export async function rollback(client: ClientBase): Promise<boolean> {
  try {
    await client.query({ text: 'ROLLBACK', query_timeout: 5_000 } as { text: string }); // as above
    return true;
  } catch {
    // The session is closed instead, which has the same effect on the server.
    return false;
  }
}

/** The time zone that a session gets when it asks for none. */
export async function readTimeZone(client: {
  readonly query: <R>(text: string) => Promise<{ readonly rows: R[] }>;
}): Promise<string> {
  const answer = await client.query<{ readonly zone: string }>(
    `SELECT reset_val AS "zone" FROM pg_settings WHERE name = 'TimeZone'`,
  );
  return answer.rows[0]?.zone ?? '';
}
