import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { machineBinaries } from '../support/postgres';
import { postgresProxy } from '../support/tcp-proxy';
import { freePort } from '../support/tcp';
import { doorTo, type SyncDatabase } from '../support/sync-server';
import { eventually, stands, startLoopServer, urlOf, type LoopServer } from './loop-server';

const binaries = machineBinaries();
const canCopy = binaries !== undefined && spawnSync('pg_basebackup', ['--version']).status === 0;
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

let primary: LoopServer;
let lms: SyncDatabase;
let standby: { readonly port: number; readonly stop: () => Promise<void> } | undefined;

beforeAll(async () => {
  if (!canCopy || !binaries) return;
  primary = await startLoopServer({
    binaries,
    settings: ['wal_level=replica', 'max_wal_senders=4'],
  });
  lms = await primary.lms();
  standby = await startStandby(primary.server.port ?? 5432, binaries.postgres);
}, 120_000);
afterAll(async () => {
  await standby?.stop();
  await primary?.stop();
});
beforeEach((context) => {
  if (!canCopy) context.skip('pg_basebackup and a server of its version are not on this machine');
});

/** A real copy that follows the primary, where the program may connect to it. */
async function startStandby(from: number, postgres: string) {
  const base = mkdtempSync(join(tmpdir(), 'lectern-standby-'));
  chmodSync(base, 0o755);
  if (nobody.uid !== undefined) chownSync(base, nobody.uid, nobody.gid);
  const data = join(base, 'data');
  const at = ['-h', primary.server.server.host, '-p', String(from), '-U', 'postgres'];
  execFileSync('pg_basebackup', [...at, '-D', data, '-R', '--no-sync', '-c', 'fast'], {
    ...nobody,
    cwd: base,
    stdio: 'pipe',
  });
  chmodSync(data, 0o700);
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'fsync=off'];
  const child: ChildProcess = spawn(
    postgres,
    ['-D', data, '-k', base, ...settings.flatMap((setting) => ['-c', setting])],
    { ...nobody, cwd: base, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  process.once('exit', () => child.kill('SIGINT'));
  const ended = once(child, 'exit');
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await eventually(
    () => said,
    (words) => words.includes('ready to accept read-only connections'),
  );
  const { door, close } = await doorTo({ host: base, port });
  return {
    port: 'port' in door ? door.port : port,
    stop: async () => {
      await close();
      child.kill('SIGINT');
      await ended;
      rmSync(base, { recursive: true, force: true });
    },
  };
}

describe('a standby', () => {
  it('is refused at the first contact, in words that say what it is', async () => {
    const engine = await testEngine();
    const server = urlOf(lms, 'anna', { at: standby?.port ?? 0 });
    const { message } = expectFailure(await engine.client.sync.init({ server }), 'refused');
    expect(message).toContain('is a standby');
    expect(message).toContain('Connect to the primary');
    expect((await stands(engine)).state).toBe('none');
    const looked = expectOk(await engine.client.sync.preview({ server }));
    expect(looked.complaints[0]).toMatchObject({ check: 'standby' });
  });

  it('that has come to stand at the address stops sync until the primary is back', async () => {
    const way = await postgresProxy({ port: primary.port });
    const engine = await testEngine({ autoSync: true });
    expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna', { at: way.port }) }));
    const { cursor } = await stands(engine);
    const wrongWay = await detour(way, standby?.port ?? 0);
    expectOk(await engine.client.grading.grade({ id: 's-u1', raw: 7 }));
    const status = await eventually(
      () => stands(engine),
      ({ problem }) => problem?.code === 'standby',
    );
    expect(status).toMatchObject({ state: 'offline', cursor });
    expect(status.queued).toBeGreaterThan(0);
    await wrongWay.close();
    await way.accept();
    expectOk(await engine.client.sync.wake({}));
    await eventually(
      () => stands(engine),
      ({ state, queued }) => state === 'synced' && queued === 0,
    );
    await engine.close();
    await way.close();
  });
});

/** Lets another server answer at the port of a proxy. */
async function detour(way: Awaited<ReturnType<typeof postgresProxy>>, to: number) {
  await way.goOffline();
  const { createServer, connect } = await import('node:net');
  const server = createServer((socket) => {
    const other = connect(to, '127.0.0.1');
    socket.pipe(other).pipe(socket);
    for (const side of [socket, other]) side.on('error', () => undefined);
  });
  server.listen(way.port, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<{ destroy: () => void }>();
  server.on('connection', (socket) => sockets.add(socket));
  return {
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
