import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connectTo } from '../support/lms-on-postgres';
import { syncServer, usualBinaries } from '../support/sync-server';
import { freePort } from '../support/tcp';

/** A way to a port; `die` swallows what is connected by then, and lets whoever connects anew through. */
async function wayTo(port: number): Promise<{ readonly port: number; readonly die: () => void }> {
  const sockets: Socket[] = [];
  const way = createServer((near) => {
    const far = connect({ port, host: '127.0.0.1' });
    for (const socket of [near, far]) socket.on('error', () => undefined);
    sockets.push(near, far);
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    way.close();
  });
  await once(way, 'listening');
  return {
    port: (way.address() as AddressInfo).port, // a TCP server's, since it listens to a port
    die: () => {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
  };
}

test.skipIf(!usualBinaries)(
  'a session whose way to the server died unnoticed is given up, and the next one works',
  async () => {
    const server = await syncServer({ port: await freePort() });
    onTestFinished(() => server.stop());
    const settings = (await server.database()).settings();
    const way = await wayTo(server.port ?? 0);
    const connection = await connectTo({ ...settings, host: '127.0.0.1', port: way.port });
    const ask = (): Promise<unknown> =>
      connection.transaction((client) => client.query('SELECT 1'), { statementTimeoutMs: 1_000 });
    await ask();
    way.die();
    await expect(ask()).rejects.toMatchObject({
      failure: { details: { problem: 'connection_lost' } },
    });
    await ask();
    await connection.close();
  },
  60_000,
);
