import type { Pool, PoolClient, QueryResult } from 'pg';
import { failure, FailureError, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { diagnoseConnectError } from './diagnose-connect-error';
import { createPool, hangUp } from './postgres-driver';
import { serverPlace, type PostgresSettings } from './postgres-settings';
import { connectionLost } from './postgres-errors';
import { checkServer } from './server-check';
import {
  beginTransaction,
  commit,
  readIdentity,
  rollback,
  type ServerIdentity,
} from './server-repository';
import { tlsOptions } from './tls-options';

export type { PostgresSettings } from './postgres-settings';

/**
 * One session. Statements are never named (PgBouncer). Timestamps come back as ISO-8601 text with
 * `Z` (no digit lost), whole numbers as numbers while they are exact, JSON parsed.
 */
export type PgClient = {
  readonly query: <R>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<{ readonly rows: R[]; readonly rowCount: number }>;
  /** The driver's own client, for COPY. */
  readonly raw: PoolClient;
};

export type TransactionOptions = {
  readonly readOnly?: boolean;
  readonly isolation?: 'read committed' | 'repeatable read';
  /** The server gives up waiting for a lock after this long (SQLSTATE 55P03). */
  readonly lockTimeoutMs?: number;
  /** The server gives up a statement after this long (57014); a dead network a little later. */
  readonly statementTimeoutMs?: number;
};

/** An open server: a small pool of sessions with timeouts; close when done. */
export type PostgresConnection = {
  /** Never holds the password. */
  readonly settings: PostgresSettings;
  /** Such as `15.18`. */
  readonly serverVersion: string;
  /** Such as 150018. */
  readonly serverVersionNumber: number;
  readonly standby: boolean;
  /** A pooler such as PgBouncer stands between: what a session keeps (SET, advisory locks held beyond a transaction, temporary tables) cannot be relied on. */
  readonly pooled: boolean;
  /**
   * One session for one piece of work; given back when `work` ends, closed when it throws. Settings
   * of the session are the server's: for UTC and timeouts use `transaction`.
   */
  readonly withClient: <T>(work: (client: PgClient) => Promise<T>) => Promise<T>;
  /**
   * `BEGIN` … `COMMIT` on one session in UTC; `ROLLBACK` when `work` throws. All settings are local
   * to the transaction. A lost connection is thrown as an `unavailable` failure, every other error
   * of the server as the driver's own (with its SQLSTATE in `code`).
   */
  readonly transaction: <T>(
    work: (client: PgClient) => Promise<T>,
    options?: TransactionOptions,
  ) => Promise<T>;
  /** Breaks off what its sessions are waiting for; that ends with a lost connection. */
  readonly breakOff: () => void;
  readonly close: () => Promise<void>;
};

export type ConnectOptions = {
  readonly connectTimeoutMs?: number;
  /** Also a standby or a server that is too old, for those who only look. */
  readonly acceptAny?: boolean;
};

const sessions = 4;

/**
 * Connects to a server and asks what it is. Fails with a diagnosis that a person understands:
 * `details.problem` names it, `details.remedy` says what to do.
 */
export async function connectPostgres(
  settings: PostgresSettings,
  password: string | undefined,
  { connectTimeoutMs = 10_000, acceptAny = false }: ConnectOptions = {},
): Promise<Result<PostgresConnection, Failure>> {
  const ssl = tlsOptions(settings);
  if (!ssl.ok) return ssl;
  const pool = createPool({ settings, password, ssl: ssl.value, connectTimeoutMs, sessions });
  try {
    const { identity, pooled } = await meet(pool);
    const problem = acceptAny ? undefined : checkServer(settings, identity);
    if (!problem) return ok(openConnection(settings, pool, identity, pooled));
    await pool.end();
    return err(problem);
  } catch (error) {
    await pool.end();
    const known = await diagnoseConnectError(error, settings, ssl.value !== false);
    if (!known) throw error;
    return err(known);
  }
}

async function meet(
  pool: Pool,
): Promise<{ readonly identity: ServerIdentity; readonly pooled: boolean }> {
  const client = await pool.connect();
  try {
    const identity = await readIdentity(client);
    client.release();
    // A pooler makes up its own number for the key that cancels a query.
    return { identity, pooled: processOf(client) !== identity.pid };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function processOf(client: PoolClient): unknown {
  // Set by the driver from the server's BackendKeyData; its types leave it out.
  return (client as unknown as { readonly processID: unknown }).processID;
}

function openConnection(
  settings: PostgresSettings,
  pool: Pool,
  identity: ServerIdentity,
  pooled: boolean,
): PostgresConnection {
  let closing: Promise<void> | undefined;
  const inUse = new Set<PoolClient>();
  const withSession = async <T>(work: (raw: PoolClient) => Promise<T>): Promise<T> => {
    if (closing) throw new Error('The connection has been closed');
    const raw = await anotherSession(pool, settings);
    inUse.add(raw);
    try {
      return await work(raw);
    } catch (error) {
      throw connectionLost(error) ? new FailureError(lostFailure(settings)) : error;
    } finally {
      inUse.delete(raw);
    }
  };
  return {
    settings,
    serverVersion: identity.version,
    serverVersionNumber: identity.number,
    standby: identity.standby,
    pooled,
    withClient: (work) => withSession((raw) => usedOnce(raw, () => work(wrap(raw, undefined)))),
    transaction: (work, options = {}) => withSession((raw) => inTransaction(raw, work, options)),
    breakOff: () => inUse.forEach(hangUp),
    close: () => (closing ??= pool.end()),
  };
}

/** A session of the pool; why there is none any more is explained as when connecting first. */
async function anotherSession(pool: Pool, settings: PostgresSettings): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    const known = await diagnoseConnectError(error, settings, settings.tls.mode !== 'disable');
    if (known) throw new FailureError(known);
    throw error;
  }
}

/** Gives a session back; one whose state nobody knows any more is closed. */
async function usedOnce<T>(
  raw: PoolClient,
  work: (raw: PoolClient) => Promise<T>,
  isCleanAfterError: () => boolean = () => false,
): Promise<T> {
  try {
    const value = await work(raw);
    raw.release();
    return value;
  } catch (error) {
    raw.release(!isCleanAfterError());
    throw error;
  }
}

/** Keeps the session after a `ROLLBACK` that was answered: a retry need not log in again. */
async function inTransaction<T>(
  raw: PoolClient,
  work: (client: PgClient) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const { readOnly = false, isolation = 'read committed', ...limits } = options;
  const { lockTimeoutMs, statementTimeoutMs } = limits;
  const limit = patience(statementTimeoutMs);
  let rolledBack = false;
  const run = async (): Promise<T> => {
    try {
      const answerTimeoutMs = Math.min(limit ?? beginMs, beginMs);
      await beginTransaction(raw, {
        readOnly,
        isolation,
        lockTimeoutMs,
        statementTimeoutMs,
        answerTimeoutMs,
      });
      const value = await work(wrap(raw, statementTimeoutMs));
      await commit(raw, limit);
      return value;
    } catch (error) {
      rolledBack = await rollback(raw);
      throw error;
    }
  };
  return usedOnce(raw, run, () => rolledBack);
}

/** The server keeps its own time; this one is for a network that swallows the answer. */
const patienceMs = 5_000;
/** The longest wait for the answer to BEGIN. */
const beginMs = 30_000;

/** How long an answer is waited for; undefined: for any time. */
function patience(statementTimeoutMs: number | undefined): number | undefined {
  const isUnlimited = statementTimeoutMs === undefined || statementTimeoutMs === 0;
  return isUnlimited ? undefined : statementTimeoutMs + patienceMs;
}

function wrap(raw: PoolClient, statementTimeoutMs: number | undefined): PgClient {
  const timeoutMs = patience(statementTimeoutMs);
  const limit = timeoutMs === undefined ? {} : { query_timeout: timeoutMs };
  return {
    raw,
    query: async <R>(text: string, values: readonly unknown[] = []) => {
      const answered = await raw.query({ text, values: [...values], ...limit });
      const answer = lastOf(answered);
      // The caller names the row's shape, as everywhere with hand-written SQL.
      return { rows: answer.rows as R[], rowCount: answer.rowCount ?? 0 };
    },
  };
}

/** A text of several statements is answered by an array, which the driver's types do not say. */
function lastOf(answer: QueryResult): QueryResult {
  return (Array.isArray(answer) ? answer.at(-1) : answer) as QueryResult;
}

function lostFailure(settings: PostgresSettings): Failure {
  return failure(
    'unavailable',
    `The connection to ${serverPlace(settings)} was lost. What was committed before is kept; the server rolls back what was under way. Check the network and the server, then start again.`,
    { problem: 'connection_lost', host: settings.host, port: settings.port },
  );
}
