import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './tcp';

/** A PgBouncer in transaction mode before a server of the tests. */
export type PgBouncer = {
  /** At 127.0.0.1; any user of the server comes in without a password. */
  readonly port: number;
  /** The program's own words about itself, such as `PgBouncer 1.18.0`. */
  readonly version: string;
  readonly stop: () => Promise<void>;
};

const folders = ['/usr/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(':')];

/** Where Debian's pgbouncer is; undefined where it is not installed: tests skip, saying so. */
export const pgbouncerProgram = folders
  .map((folder) => join(folder, 'pgbouncer'))
  .find((file) => existsSync(file));

/** PgBouncer refuses to run as root; this user needs no entry anywhere but in its own. */
const nobody = 65534;

/**
 * Starts PgBouncer before the server that listens at `serverPort` of 127.0.0.1. Two sessions of the
 * server serve everybody (`poolSize`), so that what a session keeps is soon met by somebody else.
 */
export async function startPgBouncer(
  serverPort: number,
  { poolSize = 2 }: { readonly poolSize?: number } = {},
): Promise<PgBouncer> {
  if (pgbouncerProgram === undefined) throw new Error('pgbouncer is not on this machine');
  const isRoot = process.getuid?.() === 0;
  const folder = mkdtempSync(join(tmpdir(), 'lectern-pgbouncer-'));
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  writeFileSync(users, accounts);
  writeFileSync(file, settingsFile({ port, serverPort, poolSize, users }));
  chmodSync(folder, 0o755);
  if (isRoot) for (const path of [folder, file, users]) chownSync(path, nobody, nobody);
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

/** With `trust` a user must be known by name; the roles of the tests are. */
const accounts = [
  'postgres',
  'lms_owner',
  'teacher',
  'other_teacher',
  'admin',
  'stranger',
  'viewer',
  'ada',
  'ben',
  'cyd',
]
  .map((name) => `"${name}" ""\n`)
  .join('');

function settingsFile(options: {
  readonly port: number;
  readonly serverPort: number;
  readonly poolSize: number;
  readonly users: string;
}): string {
  return `
[databases]
* = host=127.0.0.1 port=${options.serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${options.port}
unix_socket_dir =
auth_type = trust
auth_file = ${options.users}
pool_mode = transaction
default_pool_size = ${options.poolSize}
max_client_conn = 200
admin_users = postgres
server_login_retry = 1
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
