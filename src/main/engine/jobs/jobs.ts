import type { Job } from '../../../shared/contract/events';
import { FailureError, failure } from '../../../shared/kernel/errors';

/** What running work uses to say how far it is. */
export type JobHandle = {
  readonly id: string;
  readonly signal: AbortSignal;
  /** Steps done so far, and what is being done right now. */
  readonly report: (done: number, detail?: string) => void;
  readonly setTotal: (total: number) => void;
  /** Throws a `cancelled` failure when the person has asked to stop. */
  readonly checkCancelled: () => void;
};

/** Work over about a second: visible in the status bar, cancellable. */
export type Jobs = {
  readonly run: <T>(
    options: {
      readonly title: string;
      readonly total?: number;
      readonly signal?: AbortSignal;
      readonly cancellable?: boolean;
    },
    work: (job: JobHandle) => Promise<T>,
  ) => Promise<T>;
  readonly list: () => Job[];
  readonly cancel: (id: string) => boolean;
  readonly cancelAll: () => void;
  /** Resolves when no job is running. */
  readonly idle: () => Promise<void>;
};

/** Progress is passed on at most this often, so that a fast loop does not flood the window. */
const reportEveryMs = 80;

/** Builds the registry of running work. `emit` passes progress on. */
export function createJobs(options: {
  readonly newId: () => string;
  readonly now: () => number;
  readonly emit: (job: Job) => void;
}): Jobs {
  const running = new Map<
    string,
    { job: Job; controller: AbortController; finished: Promise<void> }
  >();

  const run: Jobs['run'] = async (request, work) => {
    const id = options.newId();
    const controller = new AbortController();
    request.signal?.addEventListener('abort', () => controller.abort(), { once: true });
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const entry = {
      controller,
      finished,
      job: {
        id,
        title: request.title,
        state: 'running',
        done: 0,
        total: request.total ?? 0,
        detail: '',
        cancellable: request.cancellable ?? true,
      } satisfies Job as Job, // widened: the state changes
    };
    running.set(id, entry);
    let reportedAt = 0;
    const show = (change: Partial<Job>, always: boolean): void => {
      entry.job = { ...entry.job, ...change };
      if (!always && options.now() - reportedAt < reportEveryMs) return;
      reportedAt = options.now();
      options.emit(entry.job);
    };
    show({}, true);
    try {
      const value = await work({
        id,
        signal: controller.signal,
        report: (done, detail) => show(detail === undefined ? { done } : { done, detail }, false),
        setTotal: (total) => show({ total }, true),
        checkCancelled: () => {
          if (controller.signal.aborted) {
            throw new FailureError(
              failure('cancelled', `${request.title}: cancelled. What was stored before is kept.`),
            );
          }
        },
      });
      show({ state: controller.signal.aborted ? 'cancelled' : 'done' }, true);
      return value;
    } catch (error) {
      show({ state: controller.signal.aborted ? 'cancelled' : 'failed' }, true);
      throw error;
    } finally {
      running.delete(id);
      finish();
    }
  };

  return {
    run,
    list: () => [...running.values()].map((entry) => entry.job),
    cancel: (id) => {
      const entry = running.get(id);
      entry?.controller.abort();
      return entry !== undefined;
    },
    cancelAll: () => {
      for (const entry of running.values()) entry.controller.abort();
    },
    idle: async () => {
      await Promise.all([...running.values()].map((entry) => entry.finished));
    },
  };
}
