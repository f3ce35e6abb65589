import type { Job } from '../../../shared/contract/events';
import { fail } from '../../../shared/kernel/errors';

/** What running work uses to say how far it is. */
export type JobHandle = {
  readonly id: string;
  readonly signal: AbortSignal;
  /** Steps done so far, and what is being done right now. */
  readonly report: (done: number, detail?: string) => void;
  /** What is being done right now, however often it is said. */
  readonly note: (detail: string) => void;
  readonly setTotal: (total: number) => void;
  /** Throws a `cancelled` failure when the person has asked to stop. */
  readonly checkCancelled: () => void;
};

/** Work to be run, as it is announced. */
export type JobRequest = {
  readonly title: string;
  readonly total?: number;
  readonly signal?: AbortSignal;
  readonly cancellable?: boolean;
};

/** Work over about a second: visible in the status bar, cancellable. */
export type Jobs = {
  readonly run: <T>(request: JobRequest, work: (job: JobHandle) => Promise<T>) => Promise<T>;
  readonly list: () => Job[];
  readonly cancel: (id: string) => boolean;
  readonly cancelAll: () => void;
  /** Resolves when no job is running. */
  readonly idle: () => Promise<void>;
};

/** Progress is passed on at most this often, so that a fast loop does not flood the window. */
const reportEveryMs = 80;

type JobOptions = {
  readonly newId: () => string;
  readonly now: () => number;
  readonly emit: (job: Job) => void;
};

/** Builds the registry of running work. `emit` passes progress on. */
export function createJobs(options: JobOptions): Jobs {
  const running = new Map<string, RunningJob>();
  return {
    run: async (request, work) => {
      const job = new RunningJob(request, options);
      running.set(job.id, job);
      try {
        return await job.work(work);
      } finally {
        running.delete(job.id);
      }
    },
    list: () => [...running.values()].map((job) => job.state),
    cancel: (id) => {
      running.get(id)?.cancel();
      return running.has(id);
    },
    cancelAll: () => {
      for (const job of running.values()) job.cancel();
    },
    idle: async () => {
      await Promise.all([...running.values()].map((job) => job.finished));
    },
  };
}

class RunningJob {
  readonly id: string;
  readonly finished: Promise<void>;
  readonly #controller = new AbortController();
  #finish = (): void => undefined;
  #state: Job;
  #reportedAt = 0;

  constructor(
    private readonly request: JobRequest,
    private readonly options: JobOptions,
  ) {
    this.id = options.newId();
    this.finished = new Promise<void>((resolve) => (this.#finish = resolve));
    this.#state = {
      id: this.id,
      title: request.title,
      state: 'running',
      done: 0,
      total: request.total ?? 0,
      detail: '',
      cancellable: request.cancellable ?? true,
    };
    if (request.signal?.aborted) this.cancel();
    request.signal?.addEventListener('abort', () => this.cancel(), { once: true });
  }

  get state(): Job {
    return this.#state;
  }

  cancel(): void {
    this.#controller.abort();
  }

  async work<T>(work: (job: JobHandle) => Promise<T>): Promise<T> {
    this.#show({}, true);
    const { signal } = this.#controller;
    try {
      const value = await work(this.#handle());
      this.#show({ state: signal.aborted ? 'cancelled' : 'done' }, true);
      return value;
    } catch (error) {
      this.#show({ state: signal.aborted ? 'cancelled' : 'failed' }, true);
      throw error;
    } finally {
      this.#finish();
    }
  }

  #handle(): JobHandle {
    const { signal } = this.#controller;
    return {
      id: this.id,
      signal,
      report: (done, detail) =>
        this.#show(detail === undefined ? { done } : { done, detail }, false),
      note: (detail) => this.#show({ detail }, true),
      setTotal: (total) => this.#show({ total }, true),
      checkCancelled: () => {
        if (!signal.aborted) return;
        fail('cancelled', `${this.request.title}: cancelled. What was stored before is kept.`);
      },
    };
  }

  /** Progress is passed on now and then, a change of state always. */
  #show(change: Partial<Job>, always: boolean): void {
    this.#state = { ...this.#state, ...change };
    const now = this.options.now();
    if (!always && now - this.#reportedAt < reportEveryMs) return;
    this.#reportedAt = now;
    this.options.emit(this.#state);
  }
}
