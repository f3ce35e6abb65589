import { fail, FailureError } from '../../../../shared/kernel/errors';
import type { RandomBytes } from '../../../../shared/kernel/ids';
import {
  connectPostgres,
  type PgClient,
  type PostgresConnection,
} from '../../connections/postgres-connection';
import { errorParts } from '../../connections/postgres-errors';
import { quoted } from '../sqlite-catalogue';

const prefix = 'lectern_scratch_';

/** Whether the role may make a database to restore a backup into. */
export async function mayCreateDatabases(client: PgClient): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.may === true && !(await isReadOnly(client));
}

async function isReadOnly(client: PgClient): Promise<boolean> {
  const { rows } = await client.query<{ standby: boolean }>(
    'SELECT pg_is_in_recovery() AS standby',
  );
  return rows[0]?.standby === true;
}

/**
 * Makes an empty database on the same server, hands a connection to it over, and drops it again
 * whatever happens. Leftovers of a program that was killed are dropped first.
 */
export async function withScratchDatabase<T>(
  connection: PostgresConnection,
  password: string | undefined,
  random: RandomBytes,
  work: (scratch: PostgresConnection) => Promise<T>,
): Promise<T> {
  const name = await connection.withClient(async (client) => {
    await dropLeftovers(client);
    return createScratch(client, Buffer.from(random(6)).toString('hex'));
  });
  try {
    const opened = await connectPostgres({ ...connection.settings, database: name }, password);
    if (!opened.ok) throw new FailureError(opened.error);
    try {
      return await work(opened.value);
    } finally {
      await opened.value.close();
    }
  } finally {
    await connection.withClient((client) => drop(client, name));
  }
}

async function createScratch(client: PgClient, suffix: string): Promise<string> {
  const { rows } = await client.query<{ encoding: string; hour: number; path: string }>(
    `SELECT pg_encoding_to_char(encoding) AS encoding,
       extract(epoch FROM now())::bigint / 3600 AS hour, current_setting('search_path') AS path
     FROM pg_database WHERE datname = current_database()`,
  );
  const name = `${prefix}${rows[0]?.hour ?? 0}_${suffix}`;
  try {
    // In the plainest order: what is compared does not depend on it, and it is there everywhere.
    await client.query(
      `CREATE DATABASE ${quoted(name)} TEMPLATE template0
       ENCODING '${rows[0]?.encoding ?? 'UTF8'}' LC_COLLATE 'C' LC_CTYPE 'C'`,
    );
    // The LMS's tables are found the same way as in the database itself.
    await client.query(
      `ALTER DATABASE ${quoted(name)} SET search_path = ${rows[0]?.path ?? 'public'}`,
    );
    return name;
  } catch (error) {
    const { message } = errorParts(error);
    return fail(
      'unavailable',
      `The server did not make the scratch database that a backup is proved in (${message}). Nothing of the LMS was changed.`,
    );
  }
}

/**
 * Drops what a killed program has left. The name carries the hour it was made in, because a server
 * does not tell when a database was made, and another program may be using a fresh one.
 */
async function dropLeftovers(client: PgClient): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT d.datname AS name FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
     WHERE d.datname ~ '^${prefix}[0-9]+_[0-9a-f]+$' AND r.rolname = current_user
       AND split_part(d.datname, '_', 3)::bigint < extract(epoch FROM now())::bigint / 3600 - 6
       AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datid = d.oid)`,
  );
  for (const { name } of rows) await drop(client, name);
}

async function drop(client: PgClient, name: string): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
}
