import { resolve } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import {
  connectPostgres,
  type PostgresConnection,
  type PostgresSettings,
} from '../../src/main/engine/connections/postgres-connection';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { fillPostgres, makeLegacyRows, type LegacySize } from './legacy-database';
import {
  embeddedBinaries,
  machineBinaries,
  startServer,
  type ServerOptions,
  type TestServer,
} from './postgres';

// Benchmarks use this too: nothing here may import the test runner.
const set = loadSteps(resolve(import.meta.dirname, '../../migrations'), 'postgres');

/** The programs of a server: those of the packages, or else those of the machine. */
export type ServerBinaries = Parameters<typeof startServer>[0];

/** Who owns the tables and installs the steps; no superuser. */
export const lmsOwner = 'lms_owner';

/** A log-in that may do what `lectern.grant_sync` grants, and nothing else. */
export type SyncRole = {
  readonly name: string;
  /** The LMS user that `lectern.role_user` maps it to; no mapping when left out. */
  readonly userId?: string | null;
  readonly isAdmin?: boolean;
};

export type SyncServerOptions = {
  /** Decides the version; those of the packages when left out, else those of the machine. */
  readonly binaries?: ServerBinaries;
  /** Listens to 127.0.0.1 here as well, as PgBouncer and the proxy need it. */
  readonly port?: number;
  readonly settings?: ServerOptions['settings'];
  /** Fills the eight tables with a made-up LMS; without it they are empty. */
  readonly size?: LegacySize;
  /** The newest step of the plan; 14 when left out, 0 for an LMS that has its eight tables only. */
  readonly plan?: number;
  /** Lectern's own steps are applied unless false. */
  readonly lectern?: boolean;
  /** Made before the first database; granted in the template. */
  readonly roles?: readonly SyncRole[];
};

/** An LMS on a server, with the objects that sync needs. */
export type SyncServer = {
  readonly server: TestServer;
  readonly port: number | undefined;
  /** A fresh copy of the LMS's database; closed by `stop`, or earlier by its `close`. */
  readonly database: () => Promise<SyncDatabase>;
  readonly stop: () => Promise<void>;
};

export type SyncDatabase = {
  readonly name: string;
  /** Superuser, in UTC: what the web application and a DBA do. */
  readonly admin: Client;
  /** The plain driver as a role (`postgres` when left out); closed with the database. */
  readonly client: (user?: string) => Promise<Client>;
  /** How the program reaches it; by TCP when the server listens, else by its socket. */
  readonly settings: (user?: string) => PostgresSettings;
  /** As the program connects; closed with the database. */
  readonly connect: (user?: string) => Promise<PostgresConnection>;
  readonly close: () => Promise<void>;
};

/** The programs that a server is started from when nothing is said; undefined where there are none. */
export const usualBinaries = (await embeddedBinaries()) ?? machineBinaries();

/**
 * Starts a server with an LMS on it: the plan's steps, Lectern's own, and log-ins for sync, all
 * installed by a role that owns the tables and is no superuser. Takes about three seconds.
 */
export async function syncServer(options: SyncServerOptions = {}): Promise<SyncServer> {
  const binaries = options.binaries ?? usualBinaries;
  if (!binaries) throw new Error('this machine has no PostgreSQL to start');
  const { port, settings } = options;
  const server = await startServer(binaries, { settings, ...(port === undefined ? {} : { port }) });
  const template = await makeTemplate(server, port, options);
  const opened: SyncDatabase[] = [];
  return {
    server,
    port,
    database: async () => {
      const { name, client, close } = await server.createDatabase(template);
      await client.query(`ALTER DATABASE ${name} OWNER TO ${lmsOwner}`);
      const database = openDatabase(server, port, { name, admin: client, close });
      opened.push(database);
      return database;
    },
    stop: async () => {
      for (const database of opened) await database.close();
      await server.stop();
    },
  };
}

async function makeTemplate(
  server: TestServer,
  port: number | undefined,
  options: SyncServerOptions,
): Promise<string> {
  const { name, client, close } = await server.createDatabase();
  await client.query(`CREATE ROLE ${lmsOwner} LOGIN; ALTER DATABASE ${name} OWNER TO ${lmsOwner}`);
  for (const role of options.roles ?? []) {
    await client.query(`CREATE ROLE ${escapeIdentifier(role.name)} LOGIN`);
  }
  const owner = await openClient(server, port, name, lmsOwner);
  try {
    await owner.query(set.steps[0]?.sql.up ?? '');
    if (options.size) await fillPostgres(owner, makeLegacyRows(options.size));
    await applySteps(owner, 1, options.plan ?? 14);
    if (options.lectern !== false) await installLectern(owner, options.roles ?? []);
  } finally {
    await owner.end();
    // A template may have no connection while it is copied.
    await close();
  }
  return name;
}

/** Steps in the plainest way: whole, without the history. */
async function applySteps(owner: Client, from: number, to: number): Promise<void> {
  for (const { number, sql } of set.steps) {
    if (number < from || number > to) continue;
    for (const text of [sql.prepare, sql.up, sql.validate]) {
      const whole = text?.replace(/(?<!:):after\b/g, "''").replace(/(?<!:):until\b/g, 'NULL');
      if (whole !== undefined) await owner.query(whole);
    }
  }
}

/** Lectern's own steps and the grants of its roles, as the owner of the tables. */
async function installLectern(owner: Client, roles: readonly SyncRole[]): Promise<void> {
  await owner.query(set.bookkeeping);
  await applySteps(owner, 100, 999);
  for (const role of roles) {
    await owner.query('SELECT lectern.grant_sync($1)', [role.name]);
    if (role.userId === undefined && role.isAdmin === undefined) continue;
    await owner.query(
      'INSERT INTO lectern.role_user (role_name, user_id, is_admin) VALUES ($1, $2, $3)',
      [role.name, role.userId ?? null, role.isAdmin ?? false],
    );
  }
}

function openDatabase(
  server: TestServer,
  port: number | undefined,
  made: { readonly name: string; readonly admin: Client; readonly close: () => Promise<void> },
): SyncDatabase {
  const closing: (() => Promise<void>)[] = [made.close];
  const settings = (user = 'postgres'): PostgresSettings => ({
    host: port === undefined ? server.host : '127.0.0.1',
    port: port ?? 5432,
    database: made.name,
    user,
    tls: { mode: 'disable' },
  });
  return {
    name: made.name,
    admin: made.admin,
    settings,
    client: async (user = 'postgres') => {
      const client = await openClient(server, port, made.name, user);
      closing.push(() => client.end());
      return client;
    },
    connect: async (user) => {
      const connected = await connectPostgres(settings(user), undefined);
      if (!connected.ok) throw new Error(connected.error.message);
      closing.push(() => connected.value.close());
      return connected.value;
    },
    close: async () => {
      for (const close of closing.splice(0)) await close();
    },
  };
}

async function openClient(
  server: TestServer,
  port: number | undefined,
  database: string,
  user: string,
): Promise<Client> {
  const client = new Client({ host: server.host, port: port ?? 5432, database, user });
  await client.connect();
  await client.query("SET TIME ZONE 'UTC'");
  return client;
}
