import { resolve } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import {
  connectPostgres,
  type PostgresConnection,
  type PostgresSettings,
} from '../../src/main/engine/connections/postgres-connection';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { fillPostgres, makeLegacyRows, type LegacySize } from './legacy-database';
import { pgbouncerMissing, pgbouncerProgram, startPgBouncer, type PooledServer } from './pgbouncer';
import {
  embeddedBinaries,
  machineBinaries,
  startServer,
  type ServerOptions,
  type TestServer,
} from './postgres';
import { socketOf, type ProxyTarget } from './tcp-proxy';

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
  /** PgBouncer asks for its password; the server itself does so where its own rules say it. */
  readonly asksPassword?: boolean;
};

/** Who the program is when nothing is said: may grade everything, and has no other privilege. */
export const graderRole = {
  name: 'grader',
  userId: null,
  isAdmin: true,
} as const satisfies SyncRole;

/** `LECTERN_THROUGH=pgbouncer`: the program reaches every server of these tests through PgBouncer. */
export const isThroughPgBouncer = process.env.LECTERN_THROUGH === 'pgbouncer';

export type SyncServerOptions = {
  /** Decides the version; those of the packages when left out, else those of the machine. */
  readonly binaries?: ServerBinaries;
  /** Listens to 127.0.0.1 here as well, with the rules of its `hba_file` for those who come so. */
  readonly port?: number;
  readonly settings?: ServerOptions['settings'];
  /** Fills the eight tables with a made-up LMS; without it they are empty. */
  readonly size?: LegacySize;
  /** The newest step of the plan; 14 when left out, 0 for an LMS that has its eight tables only. */
  readonly plan?: number;
  /** Lectern's own steps are applied unless false. */
  readonly lectern?: boolean;
  /** Made before the first database; granted in the template. `graderRole` when left out. */
  readonly roles?: readonly SyncRole[];
};

/** An LMS on a server, with the objects that sync needs. */
export type SyncServer = {
  readonly server: TestServer;
  readonly port: number | undefined;
  /** Where the program connects: the server's port or else its socket, or PgBouncer before it. */
  readonly door: ProxyTarget;
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
  /** How the program reaches it, through the server's `door`, as a role (`grader` when left out). */
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
  if (isThroughPgBouncer && !pgbouncerProgram) throw new Error(pgbouncerMissing);
  const { port, settings, roles = [graderRole] } = options;
  const server = await startServer(binaries, { settings, ...(port === undefined ? {} : { port }) });
  const template = await makeTemplate(server, port, { ...options, roles });
  const { door, close } = await doorTo({ host: server.host, port }, roles);
  const opened: SyncDatabase[] = [];
  return {
    server,
    port,
    door,
    database: async () => {
      const { name, client, close } = await server.createDatabase(template);
      await client.query(`ALTER DATABASE ${name} OWNER TO ${lmsOwner}`);
      const database = openDatabase({ server, port, door }, { name, admin: client, close });
      opened.push(database);
      return database;
    },
    stop: async () => {
      for (const database of opened) await database.close();
      await close();
      await server.stop();
    },
  };
}

/** Where the program connects to this server: at its port or socket, or at a PgBouncer before it. */
export async function doorTo(
  server: PooledServer,
  roles: readonly SyncRole[] = [],
): Promise<{ readonly door: ProxyTarget; readonly close: () => Promise<void> }> {
  if (!isThroughPgBouncer) {
    const door = server.port === undefined ? socketOf(server) : { port: server.port };
    return { door, close: () => Promise.resolve() };
  }
  const names = (isAsked: boolean): readonly string[] =>
    roles.filter(({ asksPassword = false }) => asksPassword === isAsked).map(({ name }) => name);
  const { port, stop } = await startPgBouncer(server, {
    knows: names(false),
    asksPassword: names(true),
  });
  return { door: { port }, close: stop };
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
  { server, port, door }: Pick<SyncServer, 'server' | 'port' | 'door'>,
  made: { readonly name: string; readonly admin: Client; readonly close: () => Promise<void> },
): SyncDatabase {
  const closing: (() => Promise<void>)[] = [made.close];
  const settings = (user?: string): PostgresSettings =>
    programSettings({ server, door }, made.name, user);
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

/** How the program reaches a database of a server, as a role. */
export function programSettings(
  { server, door }: Pick<SyncServer, 'server' | 'door'>,
  database: string,
  user: string = graderRole.name,
): PostgresSettings {
  const place =
    'port' in door ? { host: '127.0.0.1', port: door.port } : { host: server.host, port: 5432 };
  return { ...place, database, user, tls: { mode: 'disable' } };
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
