import type { RandomBytes } from '../../../../shared/kernel/ids';
import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { fail } from '../../../../shared/kernel/errors';
import { lockHolder, tryTransactionLock } from '../postgres/advisory-lock';
import type { RunnerStamp } from '../step';
import { portableText } from './copy-stream';
import type { ToolSearch } from './find-pg-tools';
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
  /** Says what is going on. */
  readonly report: (detail: string) => void;
};

/** A backup that has been restored and compared. */
export type ProvenBackup = {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly method: 'pg_dump' | 'archive' | 'sqlite';
  /** How it was proved, and why not in a better way; for a person. */
  readonly proof: string;
  readonly prints: TablePrints;
  /** The steps that were applied in it. */
  readonly steps: readonly string[];
};

/** How long to wait for steps that are just ending, in milliseconds, and how often to ask. */
const patience = { tries: 8, pauseMs: 250 };

/**
 * Runs `work` on one moment of the database (REPEATABLE READ, read-only) while no step can run and
 * none is running. Fails with `busy`, naming who is at work, when steps go on.
 */
export function atOneMoment<T>(
  connection: PostgresConnection,
  work: (client: PgClient) => Promise<T>,
): Promise<T> {
  return connection.transaction(
    async (client) => {
      // Before the lock: the waiting itself must not be cut off.
      await client.query(portableText);
      await takeLock(client);
      return work(client);
    },
    { isolation: 'repeatable read', readOnly: true },
  );
}

async function takeLock(client: PgClient): Promise<void> {
  for (let tries = 0; tries < patience.tries; tries += 1) {
    if (await tryTransactionLock(client)) return;
    await new Promise((resolve) => setTimeout(resolve, patience.pauseMs));
  }
  const holder = (await lockHolder(client)) ?? 'another program';
  fail(
    'busy',
    `Steps are going up or down on this database, or another backup is being made: ${holder}. A backup never runs at the same time. Nothing was done. Wait for it to end, then start again.`,
    { holder },
  );
}
