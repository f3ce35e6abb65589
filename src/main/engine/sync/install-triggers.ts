import { fail } from '../../../shared/kernel/errors';
import type { PostgresConnection } from '../connections/postgres-connection';
import { serverPlace } from '../connections/postgres-settings';
import { lockNotTaken } from '../migrate/postgres/lock-retries';

/** All tables are locked together, and whoever waits behind such a lock waits as long as it does. */
const limits = { lockTimeoutMs: 100, statementTimeoutMs: 120_000 } as const;
const mostTries = 20;
const pauseMs = 500;

/**
 * Gives every table of the server the triggers it lacks, in one transaction. It asks for its locks
 * only briefly, and again, so that the web application never stands still behind it. Fails with
 * `busy` when they never came free; nothing was changed then.
 */
export async function installTriggers(
  connection: PostgresConnection,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await connection.transaction(
        (client) => client.query('SELECT lectern.install_change_triggers()'),
        limits,
      );
      return;
    } catch (error) {
      if (!lockNotTaken(error)) throw error;
      if (tries === mostTries) giveUp(connection);
    }
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function giveUp({ settings }: PostgresConnection): never {
  fail(
    'busy',
    `The triggers of sync could not be put on the tables of ${serverPlace(settings)}: somebody kept one of them locked in all ${mostTries} attempts. Nothing was changed. Wait until that transaction has ended, or end it, then call sync init --install again.`,
    { problem: 'server_busy' },
  );
}
