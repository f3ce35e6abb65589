import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { failure, FailureError } from '../../../shared/kernel/errors';
import type { WorkerReply, WorkerRequest } from './worker-protocol';

export type WorkerName = 'import' | 'certificate' | 'index' | 'reading';

/** Runs jobs on worker threads; each kind of job has one thread, started on first use. */
export type Workers = {
  /**
   * Answers with what the worker returns; `onChunk` gets the pieces it sends before. Fails with
   * `cancelled` when `signal` fires, and with `engine_stopped` when the thread dies.
   */
  readonly run: (
    name: WorkerName,
    input: unknown,
    options?: { readonly signal?: AbortSignal; readonly onChunk?: (value: unknown) => void },
  ) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

type Pending = {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onChunk: ((value: unknown) => void) | undefined;
};

/** One thread and the calls it has not answered yet. */
class WorkerThread {
  readonly #pending = new Map<number, Pending>();
  readonly #worker: Worker;
  #nextId = 1;

  constructor(
    name: WorkerName,
    file: string,
    private readonly onExit: () => void,
  ) {
    if (!existsSync(file)) throw new Error(`Worker ${file} has not been built (npm run build)`);
    // No environment: a parser of hostile files has no use for tokens or paths.
    this.#worker = new Worker(file, {
      name,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 2048 },
    });
    this.#worker.on('message', (reply: WorkerReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the worker stopped')));
    this.#worker.unref();
  }

  run(input: unknown, pending: Pending): number {
    const id = this.#nextId++;
    this.#pending.set(id, pending);
    this.#worker.ref();
    this.#send({ kind: 'run', id, input });
    return id;
  }

  cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#send({ kind: 'cancel', id });
    this.#settle(id);
    pending.reject(
      new FailureError(failure('cancelled', 'Cancelled. What was stored before is kept.')),
    );
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(request: WorkerRequest): void {
    this.#worker.postMessage(request);
  }

  #settle(id: number): void {
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker.unref();
  }

  #receive(reply: WorkerReply): void {
    const pending = this.#pending.get(reply.id);
    if (!pending) return;
    if (reply.kind === 'chunk') {
      pending.onChunk?.(reply.value);
      return;
    }
    this.#settle(reply.id);
    if (reply.kind === 'done') pending.resolve(reply.value);
    else pending.reject(Object.assign(new Error(reply.message), { stack: reply.stack }));
  }

  #fail(error: Error): void {
    this.onExit();
    for (const [id, pending] of [...this.#pending]) {
      this.#settle(id);
      pending.reject(
        new FailureError(
          failure(
            'engine_stopped',
            `The background work stopped (${error.message}). Nothing of it was stored; try again.`,
          ),
        ),
      );
    }
  }
}

/** `folder` holds the built worker entries (`<name>-worker.js`). */
export function createWorkers(folder: string): Workers {
  const threads = new Map<WorkerName, WorkerThread>();
  const threadFor = (name: WorkerName): WorkerThread => {
    const known = threads.get(name);
    if (known) return known;
    const thread = new WorkerThread(name, join(folder, `${name}-worker.js`), () => {
      if (threads.get(name) === thread) threads.delete(name);
    });
    threads.set(name, thread);
    return thread;
  };
  return {
    run: (name, input, options = {}) =>
      new Promise((resolve, reject) => {
        const thread = threadFor(name);
        const { signal, onChunk } = options;
        const id = thread.run(input, { resolve, reject, onChunk });
        if (signal?.aborted) thread.cancel(id);
        else signal?.addEventListener('abort', () => thread.cancel(id), { once: true });
      }),
    close: async () => {
      await Promise.all([...threads.values()].map((thread) => thread.close()));
    },
  };
}
