import type { AttachmentSurroundings, Patience } from './attachments';
import type { RoundContext, RoundRequest } from './round';
import type { FileStore } from './store';

/** Rounds of fetching, one at a time. */
export type Rounds = {
  /** Runs a round after those before it. `stopped`: a person or the engine's end cut it short. */
  readonly run: (
    request: Omit<RoundRequest, 'signal'> & { readonly signal?: AbortSignal },
  ) => Promise<'done' | 'stopped'>;
  readonly isRunning: () => boolean;
  readonly isFetching: (url: string) => boolean;
  /** Cuts the running round and those that wait short, and waits for them. */
  readonly stop: () => Promise<void>;
};

type RoundsOptions = AttachmentSurroundings & {
  readonly store: FileStore;
  readonly patience: Patience;
  readonly freeBytes: (folder: string) => Promise<number>;
};

/** Rows are told of at most this often, so that many small files do not flood the window. */
const tellEveryMs = 500;

export function createRounds(options: RoundsOptions): Rounds {
  const fetching = new Set<string>();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  let stopping = new AbortController();
  const one = async (request: Parameters<Rounds['run']>[0]): Promise<'done' | 'stopped'> => {
    const cancel = new AbortController();
    const signals = [cancel.signal, stopping.signal, ...(request.signal ? [request.signal] : [])];
    const signal = AbortSignal.any(signals);
    const { changed, end } = teller(options);
    try {
      const { runRound } = await import('./round');
      await showWhenLong(
        options,
        () => cancel.abort(),
        (progress) => runRound({ ...options, fetching, progress, changed }, { ...request, signal }),
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      end();
    }
    return signal.aborted ? 'stopped' : 'done';
  };
  return {
    run: (request) => {
      waiting += 1;
      const turn = last.then(() => one(request)).finally(() => (waiting -= 1));
      // The one after it does not depend on how this one ends.
      last = turn.catch(() => undefined);
      return turn;
    },
    isRunning: () => waiting > 0,
    isFetching: (url) => fetching.has(url),
    stop: async () => {
      stopping.abort();
      await last;
      stopping = new AbortController();
    },
  };
}

/** Passes on that rows changed, now and then, and once more at the end. */
function teller({ emit, clock }: AttachmentSurroundings): {
  readonly changed: RoundContext['changed'];
  readonly end: () => void;
} {
  const tell = (): void => emit('changed', { tables: ['lectern_offline_file'] });
  let toldAt = 0;
  let isUntold = false;
  return {
    changed: () => {
      isUntold = clock.now() - toldAt < tellEveryMs;
      if (isUntold) return;
      toldAt = clock.now();
      tell();
    },
    end: () => {
      if (isUntold) tell();
    },
  };
}

/** Runs the work; when it takes long and there is something to fetch it is shown as a job. */
async function showWhenLong(
  { jobs, patience }: RoundsOptions,
  cancel: () => void,
  work: (progress: RoundContext['progress']) => Promise<void>,
): Promise<void> {
  let at = { done: 0, total: 0 };
  let isLong = false;
  let report: ((done: number) => void) | undefined;
  let shown: Promise<void> | undefined;
  const show = (): void => {
    if (!isLong || shown || at.total === 0) return;
    shown = jobs
      .run({ title: 'Fetching files for offline grading', total: at.total }, async (job) => {
        job.signal.addEventListener('abort', cancel, { once: true });
        report = (done) => job.report(done);
        job.report(at.done);
        await running;
      })
      .catch(() => undefined); // whoever waits for `running` hears of it
  };
  const timer = setTimeout(() => {
    isLong = true;
    show();
  }, patience.quietMs);
  const running = work((done, total) => {
    at = { done, total };
    report?.(done);
    show();
  });
  try {
    await running;
  } finally {
    clearTimeout(timer);
    await shown;
  }
}
