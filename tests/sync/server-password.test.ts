import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { expectOk, testEngine } from '../support/engine';
import { usualBinaries } from '../support/sync-server';
import { password, startLoopServer, type LoopServer } from './loop-server';

let server: LoopServer;

beforeAll(async () => {
  if (usualBinaries) server = await startLoopServer();
});
afterAll(() => server?.stop());

/** Asks whoever comes for a password in the clear, and remembers what it is given. */
async function eavesdropper(): Promise<{ readonly port: number; readonly heard: () => string }> {
  let heard = '';
  const door = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      socket.on('data', (said) => {
        heard += said.toString();
        socket.destroy();
      });
    });
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  onTestFinished(() => void door.close());
  const { port } = door.address() as AddressInfo; // of a server that listens to a port
  return { port, heard: () => heard };
}

describe.skipIf(!usualBinaries)('the password of a saved server', () => {
  it('never goes to another address that a workspace file names for it', async () => {
    const lms = await server.lms();
    const engine = await testEngine();
    const settings = { ...lms.settings('locked'), host: '127.0.0.1', port: server.port };
    expectOk(
      await engine.client.targets.save({ name: 'School', role: 'local', settings, password }),
    );
    expectOk(await engine.client.sync.init({ server: 'School' }));
    expectOk(await engine.client.sync.run({}));
    const elsewhere = await eavesdropper();
    engine.sql
      .prepare(`UPDATE lectern_sync_state SET server = json_set(server, '$.port', ?)`)
      .run(elsewhere.port);
    await engine.client.sync.run({});
    expect(elsewhere.heard()).not.toContain(password);
  });
});
