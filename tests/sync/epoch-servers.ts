import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import { connectTo } from '../support/lms-on-postgres';
import { programSettings, type SyncDatabase, type SyncServer } from '../support/sync-server';

/** A database of a server by its name, as the program and as an administrator see it. */
export type NamedDatabase = {
  readonly connection: PostgresConnection;
  readonly admin: Client;
  readonly close: () => Promise<void>;
};

/** Opens a database of this server; the program as `user`, or as it is usually. */
export async function openNamed(
  server: SyncServer,
  database: string,
  user?: string,
): Promise<NamedDatabase> {
  const { host } = server.server;
  const admin = new Client({ host, port: server.port ?? 5432, user: 'postgres', database });
  await admin.connect();
  await admin.query("SET TIME ZONE 'UTC'");
  const connection = await connectTo(programSettings(server, database, user));
  return {
    connection,
    admin,
    close: async () => {
      await connection.close();
      await admin.end();
    },
  };
}

/** A copy of a database as it is now; nobody may be at work in it. */
export async function keepState(server: SyncServer, name: string, copy: string): Promise<void> {
  await onMaintenance(server, sendHome(name));
  await onMaintenance(server, `CREATE DATABASE ${copy} TEMPLATE ${name}`);
}

/** Puts the copy in the place of the database, as a restore of a backup does. */
export async function putBack(server: SyncServer, name: string, copy: string): Promise<void> {
  await onMaintenance(server, sendHome(name, copy));
  await onMaintenance(server, `ALTER DATABASE ${name} RENAME TO ${name}_lost`);
  await onMaintenance(server, `ALTER DATABASE ${copy} RENAME TO ${name}`);
}

/** Ends what a pooler keeps open, as a DBA does; who is in a transaction stays. */
function sendHome(...names: readonly string[]): string {
  const list = names.map((name) => `'${name}'`).join(', ');
  return `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname IN (${list}) AND state = 'idle'`;
}

async function onMaintenance(server: SyncServer, sql: string): Promise<void> {
  const client = new Client({
    host: server.server.host,
    port: server.port ?? 5432,
    user: 'postgres',
    database: 'postgres',
  });
  await client.connect();
  // A session that has said goodbye may still be on its way out.
  for (let tries = 0; ; tries += 1) {
    try {
      await client.query(sql);
      break;
    } catch (error) {
      if (tries > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  await client.end();
}

/** Dumps a database and restores it into another cluster; false where no pg_dump speaks to it. */
export async function dumpTo(
  from: SyncDatabase,
  fromHost: string,
  toHost: string,
  name: string,
): Promise<boolean> {
  const options = { maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] as ('pipe' | 'pipe')[] };
  let dump: Buffer;
  try {
    dump = execFileSync('pg_dump', ['-Fc', '-h', fromHost, '-U', 'postgres', from.name], options);
  } catch {
    return false;
  }
  const client = new Client({ host: toHost, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  execFileSync('pg_restore', ['-h', toHost, '-U', 'postgres', '-d', name], {
    ...options,
    input: dump,
  });
  return true;
}
