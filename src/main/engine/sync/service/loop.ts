import type { Clock } from '../../../../shared/kernel/clock';
import { failure, FailureError, type Failure } from '../../../../shared/kernel/errors';
import { hopelessDelay, pollDelay, retryDelay, type Chance } from './pace';
import type { Timers } from './timers';

/** What a cycle does: both, or one half. */
export type CycleKind = 'run' | 'pull' | 'push';

export type LoopOptions = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly chance: Chance;
  /**
   * One cycle; true when it changed anything. `take` is called when the server is there and says
   * what is wanted by then: until that moment, further requests join this cycle.
   */
  readonly run: (take: () => CycleKind, signal: AbortSignal) => Promise<boolean>;
  /** False without a server, or while a person has paused it. */
  readonly mayRun: () => boolean;
  /** What stopped a cycle; a bug is written down there. */
  readonly explain: (error: unknown, signal: AbortSignal) => Failure;
  /** Whether waiting does not mend it. */
  readonly isHopeless: (failure: Failure) => boolean;
  /** Told when what `trouble` answers may have changed. */
  readonly changed: () => void;
};

/** Why the last cycle failed. */
export type Trouble = { readonly failure: Failure; readonly nextAttemptAt: number | null };

type Request = { kind: CycleKind; readonly done: Promise<void> };

/** Changes of a person are gathered for so long, then sent together. */
const gatherMs = 50;
/** A computer that slept is noticed by a timer that comes so much too late. */
const watchMs = 5_000;
const sleptMs = 10_000;

/**
 * The one loop of a workspace: nothing in it ever runs beside something else of it. By itself it
 * begins only after `start`; until then it does what it is asked for.
 */
export class SyncLoop {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting: Request | undefined;
  #underWay: AbortController | undefined;
  #trouble: Failure | undefined;
  #nextAttemptAt: number | null = null;
  #failures = 0;
  #idle = 0;
  #isAutomatic = false;
  #isClosed = false;
  #cancelSleep = (): void => undefined;
  #cancelGathering: (() => void) | undefined;

  constructor(private readonly options: LoopOptions) {}

  get trouble(): Trouble | undefined {
    if (!this.#trouble) return undefined;
    return { failure: this.#trouble, nextAttemptAt: this.#nextAttemptAt };
  }

  /** From now on it goes by itself, beginning at once. Does nothing the second time. */
  start(): void {
    if (this.#isAutomatic) return;
    this.#isAutomatic = true;
    this.#begin();
  }

  /**
   * One cycle, or the one that is about to begin; ends with it. Throws its failure. The caller's
   * wish to stop stops the cycle.
   */
  async cycle(kind: CycleKind, signal?: AbortSignal): Promise<void> {
    const stop = (): void => this.interrupt();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await this.#request(kind).done;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Work that must not run beside a cycle; begins when all that was asked before has ended. */
  exclusively<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const task = async (): Promise<T> => {
      if (this.#isClosed) throw new FailureError(closing);
      const controller = new AbortController();
      this.#underWay = controller;
      try {
        return await work(controller.signal);
      } finally {
        this.#underWay = undefined;
      }
    };
    const done = this.#tail.then(task);
    // Whoever asked gets the failure; the next in the row is not concerned.
    this.#tail = done.catch(() => undefined);
    return done;
  }

  /** A person changed something: it is sent soon, unless the server is known to be away. */
  edited(): void {
    if (!this.#mayBegin() || this.#failures > 0 || this.#cancelGathering) return;
    this.#cancelGathering = this.options.timers.after(gatherMs, () => {
      this.#cancelGathering = undefined;
      this.#begin();
    });
  }

  /** The network is there again, the computer woke up, or a person wants it now. */
  wake(): void {
    this.#failures = 0;
    this.#idle = 0;
    this.#begin();
  }

  /** Stops what is under way; what it has stored stays. */
  interrupt(): void {
    this.#underWay?.abort();
  }

  /** Stops everything and waits until nothing runs any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopTimers();
    this.interrupt();
    await this.#tail;
  }

  #mayBegin(): boolean {
    return this.#isAutomatic && !this.#isClosed && this.options.mayRun();
  }

  #begin(): void {
    if (!this.#mayBegin()) return;
    // Its failure is kept as `trouble`, and nobody else waits for it.
    this.#request('run').done.catch(() => undefined);
  }

  #request(kind: CycleKind): Request {
    if (this.#waiting) {
      if (this.#waiting.kind !== kind) this.#waiting.kind = 'run';
      return this.#waiting;
    }
    const request: Request = {
      kind,
      done: this.exclusively((signal) => this.#attempt(request, signal)),
    };
    this.#waiting = request;
    return request;
  }

  async #attempt(request: Request, signal: AbortSignal): Promise<void> {
    this.#stopTimers();
    const take = (): CycleKind => {
      if (this.#waiting === request) this.#waiting = undefined;
      return request.kind;
    };
    if (!this.options.mayRun()) {
      take();
      throw new FailureError(pausedMeanwhile);
    }
    try {
      const moved = await this.options.run(take, signal);
      this.#failures = 0;
      this.#trouble = undefined;
      this.#idle = moved ? 0 : this.#idle + 1;
    } catch (error) {
      const trouble = this.options.explain(error, signal);
      if (!signal.aborted) {
        this.#failures += 1;
        this.#trouble = trouble;
      }
      throw new FailureError(trouble);
    } finally {
      take();
      this.#schedule();
      this.options.changed();
    }
  }

  #schedule(): void {
    this.#nextAttemptAt = null;
    if (!this.#mayBegin()) return;
    const delay = this.#delay();
    if (this.#trouble) this.#nextAttemptAt = this.options.clock.now() + delay;
    this.#sleep(delay);
  }

  #delay(): number {
    const { chance, isHopeless } = this.options;
    if (this.#trouble && isHopeless(this.#trouble)) return hopelessDelay(chance);
    return this.#failures > 0 ? retryDelay(this.#failures, chance) : pollDelay(this.#idle);
  }

  /** In pieces, because timers stand still while a computer sleeps and its clock does not. */
  #sleep(left: number): void {
    const { timers, clock } = this.options;
    const piece = Math.min(watchMs, left);
    const expected = clock.now() + piece;
    this.#cancelSleep = timers.after(piece, () => {
      const jumped = Math.abs(clock.now() - expected) > sleptMs;
      if (jumped) this.wake();
      else if (left > piece) this.#sleep(left - piece);
      else this.#begin();
    });
  }

  #stopTimers(): void {
    this.#cancelSleep();
    this.#cancelGathering?.();
    this.#cancelGathering = undefined;
  }
}

/** For a cycle that was asked for before a person paused, and has not begun. */
const pausedMeanwhile = failure(
  'refused',
  'Sync was paused meanwhile. Nothing was sent or fetched. Resume it first (sync resume).',
  { problem: 'paused' },
);

const closing = failure(
  'engine_stopped',
  'Lectern is closing. What is in the queue stays there and is sent the next time.',
);
