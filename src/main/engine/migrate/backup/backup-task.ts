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
  { connection, stamp, lockHeld }: Pick<BackupTask, 'connection' | 'stamp' | 'lockHeld'>,
  work: (client: PgClient) => Promise<T>,
): Promise<T> {
  const atMoment = (): Promise<T> =>
    connection.transaction(
      async (client) => {
        await client.query(portableText);
        return work(client);
      },
      { isolation: 'repeatable read', readOnly: true, statementTimeoutMs: 0 },
    );
  return lockHeld ? atMoment() : withRunnerLock(connection, stamp, patienceMs, atMoment);
}
