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
  return new RoundQueue(options);
}

class RoundQueue implements Rounds {
  readonly #fetching = new Set<string>();
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();
  #stopping = new AbortController();

  constructor(private readonly options: RoundsOptions) {}

  readonly run: Rounds['run'] = (request) => {
    const { changed, end } = teller(this.options);
    this.#waiting += 1;
    const turn = this.#last
      .then(() => this.#one(request, changed))
      .finally(() => {
        this.#waiting -= 1;
        end();
      });
    // The one after it does not depend on how this one ends.
    this.#last = turn.catch(() => undefined);
    return turn;
  };

  readonly isRunning = (): boolean => this.#waiting > 0;

  readonly isFetching = (url: string): boolean => this.#fetching.has(url);

  readonly stop = async (): Promise<void> => {
    this.#stopping.abort();
    await this.#last;
    this.#stopping = new AbortController();
  };

  async #one(
    request: Parameters<Rounds['run']>[0],
    changed: () => void,
  ): Promise<'done' | 'stopped'> {
    const cancel = new AbortController();
    const asked = request.signal ? [request.signal] : [];
    const signal = AbortSignal.any([cancel.signal, this.#stopping.signal, ...asked]);
    const fetching = this.#fetching;
    try {
      const { runRound } = await import('./round');
      await showWhenLong(
        this.options,
        () => cancel.abort(),
        (progress) =>
          runRound({ ...this.options, fetching, progress, changed }, { ...request, signal }),
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return signal.aborted ? 'stopped' : 'done';
  }
}

/** Passes on that rows changed, now and then, and once more at the end: it is over then, too. */
function teller({ emit, clock }: AttachmentSurroundings): {
  readonly changed: RoundContext['changed'];
  readonly end: () => void;
} {
  const tell = (): void => emit('changed', { tables: ['lectern_offline_file'] });
  let toldAt = 0;
  let isAnything = false;
  return {
    changed: () => {
      isAnything = true;
      if (clock.now() - toldAt < tellEveryMs) return;
      toldAt = clock.now();
      tell();
    },
    end: () => {
      if (isAnything) tell();
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
