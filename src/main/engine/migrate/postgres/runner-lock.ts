import { fail, type JsonValue } from '../../../../shared/kernel/errors';
import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import type { RunnerStamp } from '../step';

/** `LECT` in ASCII and a number of ours: the key of the advisory lock, one in every database. */
const lockClass = 0x4c454354;
const lockNumber = 1;

const askEveryMs = 100;

/**
 * Holds the right to change this database's steps while `work` runs. It is an advisory lock of an
 * open transaction that does nothing else: it has no snapshot, so it hinders no vacuum; it is gone
 * with its session when the program dies; and it works behind PgBouncer, where a lock of a session
 * would be somebody else's the next moment. Waits `patienceMs`, then fails with `busy` and names
 * who is at work.
 */
export async function withRunnerLock<T>(
  connection: PostgresConnection,
  stamp: RunnerStamp,
  patienceMs: number,
  work: () => Promise<T>,
): Promise<T> {
  let outcome: { readonly value: T } | undefined;
  try {
    return await connection.transaction(async (client) => {
      // It is idle on purpose, for as long as the run takes.
      const limits = ['idle_in_transaction_session_timeout', 'transaction_timeout'];
      await client.query(
        `SELECT set_config(name, '0', true) FROM pg_settings WHERE name = ANY ($1)`,
        [limits],
      );
      await client.query(`SELECT set_config('application_name', $1, true)`, [
        `lectern migrate (${stamp.who})`.slice(0, 63),
      ]);
      await claim(client, patienceMs);
      outcome = { value: await work() };
      return outcome.value;
    });
  } catch (error) {
    // Letting go of a lock that a lost session has let go of already is no failure of the work.
    if (outcome) return outcome.value;
    throw error;
  }
}

async function claim(client: PgClient, patienceMs: number): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += askEveryMs) {
    const { rows } = await client.query<{ got: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1, $2) AS "got"',
      [lockClass, lockNumber],
    );
    if (rows[0]?.got) return;
    if (waitedMs >= patienceMs) await refuse(client);
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
}

type Holder = {
  readonly pid: number;
  readonly user: string | null;
  readonly application: string | null;
  readonly address: string | null;
  readonly seconds: number | null;
};

async function refuse(client: PgClient): Promise<never> {
  const { rows } = await client.query<Holder>(
    `SELECT a.pid AS "pid", a.usename AS "user", a.application_name AS "application",
       host(a.client_addr) AS "address", extract(epoch FROM clock_timestamp() - a.xact_start) AS "seconds"
     FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [lockClass, lockNumber],
  );
  const [holder] = rows;
  const details: Record<string, JsonValue> = holder ? { pid: holder.pid } : {};
  return fail(
    'busy',
    `Steps are being applied or reverted on this database already, by ${describeHolder(holder)}. Nothing was changed. Wait for it, then try again.`,
    details,
  );
}

function describeHolder(holder: Holder | undefined): string {
  if (!holder) return 'another session';
  const { pid, user, application, address, seconds } = holder;
  const from = address === null ? '' : ` from ${address}`;
  const since = seconds === null ? '' : `, for ${Math.round(Number(seconds))} s`;
  return `${application ?? 'a session'} as ${user ?? 'unknown'}${from} (process ${pid}${since})`;
}
