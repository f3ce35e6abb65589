import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A listener of our own; `close` also ends what is connected. */
export type TcpListener = { readonly port: number; readonly close: () => Promise<void> };

/** A port that nothing listens to at this moment. */
export async function freePort(): Promise<number> {
  const listener = await listen(() => undefined);
  await listener.close();
  return listener.port;
}

/** Something at a port of 127.0.0.1 that is not Postgres. */
export async function listen(talk: (socket: Socket) => void): Promise<TcpListener> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Stands between a program and the socket of a server, and may change what the server says. */
export function relay(
  socketFile: string,
  change: (fromServer: Buffer) => Buffer,
): Promise<TcpListener> {
  return listen((near) => {
    const far = connect({ path: socketFile });
    near.pipe(far);
    far.on('data', (data) => near.write(change(data)));
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    far.on('error', () => near.destroy());
  });
}

/** Replaces text by other text of the same length, so that every message keeps its length. */
export function replacing(from: string, to: string): (data: Buffer) => Buffer {
  if (from.length !== to.length) throw new Error(`${from} and ${to} differ in length`);
  return (data) => Buffer.from(data.toString('latin1').replaceAll(from, to), 'latin1');
}

/** Gives every session another number in the key that cancels a query, as a pooler does. */
export function withOtherPid(data: Buffer): Buffer {
  const changed = Buffer.from(data);
  // BackendKeyData: K, length 12 (15 and newer may be longer), process, key.
  for (let at = 0; at + 9 <= changed.length;) {
    const length = changed.readUInt32BE(at + 1);
    if (changed[at] === 0x4b) changed.writeUInt32BE(7, at + 5);
    if (length < 4) break;
    at += length + 1;
  }
  return changed;
}
