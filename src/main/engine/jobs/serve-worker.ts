import { parentPort } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest, WorkerTask } from './worker-protocol';

/**
 * Turns a function into a worker entry: work on plain data, without credentials. Which workers may see
 * the database is in ARCHITECTURE.md.
 * Chunks let a long answer arrive in pieces; between pieces the function should yield to the
 * event loop (await), so that a cancel can be heard.
 */
export function serveWorker(work: (input: unknown, task: WorkerTask) => unknown): void {
  const port = parentPort;
  if (!port) throw new Error('This file is the entry of a worker thread');
  const cancelled = new Set<number>();
  const reply = (message: WorkerReply, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);

  port.on('message', (request: WorkerRequest) => {
    if (request.kind === 'cancel') {
      cancelled.add(request.id);
      return;
    }
    const { id } = request;
    const task: WorkerTask = {
      isCancelled: () => cancelled.has(id),
      chunk: (value, transfer) => reply({ kind: 'chunk', id, value }, transfer),
    };
    Promise.resolve()
      .then(() => work(request.input, task))
      .then(
        (value) => reply({ kind: 'done', id, value }),
        (error: unknown) => {
          const known = error instanceof Error ? error : new Error(String(error));
          reply({ kind: 'failed', id, message: known.message, stack: known.stack ?? '' });
        },
      )
      .finally(() => cancelled.delete(id));
  });
}
