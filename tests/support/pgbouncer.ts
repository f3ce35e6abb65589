import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './tcp';

/** A PgBouncer in transaction mode before a server of the tests. */
export type PgBouncer = {
  /** At 127.0.0.1. */
  readonly port: number;
  /** The program's own words about itself, such as `PgBouncer 1.18.0`. */
  readonly version: string;
  readonly stop: () => Promise<void>;
};

const folders = ['/usr/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(':')];

/** Why tests that need it are skipped. */
export const pgbouncerMissing =
  'PgBouncer is not on this machine (Debian, Ubuntu: apt-get install pgbouncer)';

/** Where Debian's pgbouncer is; undefined where it is not installed: tests skip, saying so. */
export const pgbouncerProgram = folders
  .map((folder) => join(folder, 'pgbouncer'))
  .find((file) => existsSync(file));

/** PgBouncer refuses to run as root; this user needs no entry anywhere but in its own. */
const nobody = 65534;

/** The server behind it: the folder of its socket, or its address, and its port (5432). */
export type PooledServer = { readonly host: string; readonly port?: number | undefined };

export type PgBouncerOptions = {
  /** Sessions of the server for each database and role. */
  readonly poolSize?: number;
  /** Roles that are in its own list; what is not is asked of the server. */
  readonly knows?: readonly string[];
  /** Roles that it lets in with their password only; they are not in its list. */
  readonly asksPassword?: readonly string[];
};

/**
 * Starts PgBouncer before a server. Two sessions of it serve everybody (`poolSize`), so that what a
 * session keeps is soon met by somebody else. Superusers do not come in.
 */
export async function startPgBouncer(
  server: PooledServer,
  { poolSize = 2, knows = [], asksPassword = [] }: PgBouncerOptions = {},
): Promise<PgBouncer> {
  if (pgbouncerProgram === undefined) throw new Error(pgbouncerMissing);
  const isRoot = process.getuid?.() === 0;
  const folder = mkdtempSync(join(tmpdir(), 'lectern-pgbouncer-'));
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  const rules = join(folder, 'hba.conf');
  writeFileSync(users, ['postgres', ...knows].map((name) => `"${name}" ""\n`).join(''));
  writeFileSync(rules, rulesFile(asksPassword));
  writeFileSync(file, settingsFile({ port, server, poolSize, users, rules }));
  chmodSync(folder, 0o755);
  if (isRoot) for (const path of [folder, file, users, rules]) chownSync(path, nobody, nobody);
  const identity = isRoot ? { uid: nobody, gid: nobody } : {};
  const child = spawn(pgbouncerProgram, [file], {
    ...identity,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // A test that dies must not leave it behind.
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const version = await untilReady(
    port,
    () => child.exitCode !== null,
    () => said,
  );
  return {
    port,
    version,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Who comes in how; the first rule that fits decides. */
function rulesFile(asksPassword: readonly string[]): string {
  return [
    'host pgbouncer postgres 127.0.0.1/32 trust',
    `host all postgres 127.0.0.1/32 reject`,
    ...asksPassword.map((role) => `host all ${role} 127.0.0.1/32 scram-sha-256`),
    'host all all 127.0.0.1/32 trust',
    '',
  ].join('\n');
}

function settingsFile(options: {
  readonly port: number;
  readonly server: PooledServer;
  readonly poolSize: number;
  readonly users: string;
  readonly rules: string;
}): string {
  const { host, port = 5432 } = options.server;
  return `
[databases]
* = host=${host} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${options.port}
unix_socket_dir =
auth_type = hba
auth_hba_file = ${options.rules}
auth_file = ${options.users}
auth_user = postgres
auth_query = SELECT usename, passwd FROM pg_catalog.pg_shadow WHERE usename = $1
pool_mode = transaction
default_pool_size = ${options.poolSize}
max_client_conn = 200
admin_users = postgres
server_login_retry = 1
server_idle_timeout = 5
ignore_startup_parameters =
`;
}

async function untilReady(
  port: number,
  hasEnded: () => boolean,
  said: () => string,
): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (hasEnded()) throw new Error(`PgBouncer ended: ${said()}`);
    const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'pgbouncer' });
    try {
      await client.connect();
      const answer = await client.query<{ version: string }>('SHOW VERSION');
      return answer.rows[0]?.version ?? '';
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    } finally {
      await client.end();
    }
  }
  throw new Error(`PgBouncer did not answer: ${said()}`);
}
