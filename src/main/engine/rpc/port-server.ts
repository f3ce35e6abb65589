import type { Request, Reply } from '../../../shared/contract/wire';
import type { Engine } from '../engine';

/** The part of Electron's MessagePortMain that the server needs. */
export type ServerPort = {
  readonly postMessage: (message: Reply) => void;
  readonly on: (
    event: 'message' | 'close',
    listener: (message: { readonly data: unknown }) => void,
  ) => unknown;
  readonly start: () => void;
};

/** Serves one window: answers its calls and passes the engine's events on to it. */
export function servePort(engine: Engine, port: ServerPort): void {
  const running = new Map<number, AbortController>();
  const stop = engine.subscribe((event) => port.postMessage({ kind: 'event', ...event } as Reply)); // name and payload belong together

  port.on('message', ({ data }) => {
    // The other end is our own preload; the dispatcher checks name and input all the same.
    const request = data as Request;
    if (request.kind === 'cancel') {
      running.get(request.id)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(request.id, controller);
    void engine.call(request.method, request.input, controller.signal).then((result) => {
      running.delete(request.id);
      port.postMessage({ kind: 'answer', id: request.id, result });
    });
  });
  port.on('close', () => {
    stop();
    for (const controller of running.values()) controller.abort();
  });
  port.start();
}
