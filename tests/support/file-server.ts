import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a server of files answers for a path. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server of files on 127.0.0.1 that does what a test tells it to, and remembers what was asked. */
export type FileServer = {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly origin: string;
  readonly port: number;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  readonly headers: IncomingHttpHeaders[];
  /** The largest number of answers that were under way at once. */
  readonly mostAtOnce: () => number;
  readonly on: (path: string, answer: Answer) => string;
  readonly close: () => Promise<void>;
};

/** Starts one; with a key and a certificate it speaks https. It is closed when the test ends. */
export async function fileServer(tls?: {
  readonly key: string;
  readonly cert: string;
}): Promise<FileServer> {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  let now = 0;
  let most = 0;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    asked.push(request.url ?? '');
    headers.push(request.headers);
    most = Math.max(most, (now += 1));
    response.on('close', () => (now -= 1));
    const answer = answers.get((request.url ?? '').split('?')[0] ?? '');
    if (answer) answer(response, request);
    else response.writeHead(404).end('no such file');
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server that listens to a port
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  onTestFinished(close);
  return {
    origin,
    port,
    asked,
    headers,
    mostAtOnce: () => most,
    on: (path, answer) => {
      answers.set(path, answer);
      return `${origin}${path}`;
    },
    close,
  };
}

/** An answer of 200 with this body. */
export function sends(body: string | Buffer, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(body)), ...headers });
    response.end(body);
  };
}

/** An answer that leads elsewhere. */
export function redirects(location: string, status = 302): Answer {
  return (response) => {
    response.writeHead(status, { location });
    response.end();
  };
}
