import { failure, FailureError, type Failure } from '../../src/shared/kernel/errors';
import {
  SyncLoop,
  type CycleKind,
  type LoopOptions,
} from '../../src/main/engine/sync/service/loop';
import type { Timers } from '../../src/main/engine/sync/service/timers';

/** Time that moves only when the test says so; what is due then happens in order. */
export class ScriptedTime {
  #now = Date.parse('2026-03-02T09:00:00.000Z');
  #due: { readonly at: number; readonly work: () => void }[] = [];
  /** What the timers were asked to wait, in milliseconds, in order. */
  readonly waits: number[] = [];

  readonly clock = { now: (): number => this.#now };

  readonly timers: Timers = {
    after: (ms, work) => {
      this.waits.push(ms);
      const entry = { at: this.#now + ms, work };
      this.#due.push(entry);
      return () => {
        this.#due = this.#due.filter((one) => one !== entry);
      };
    },
  };

  get isIdle(): boolean {
    return this.#due.length === 0;
  }

  /** Lets so many milliseconds pass. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#due = this.#due.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.work();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** The computer sleeps: the clock goes on and no timer does. */
  sleep(ms: number): void {
    this.#now += ms;
    this.#due = this.#due.map(({ at, work }) => ({ at: at + ms, work }));
  }
}

/** Lets everything that is ready happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}

/** A cycle that the test ends. */
export type OpenCycle = {
  readonly at: number;
  readonly signal: AbortSignal;
  readonly take: () => CycleKind;
  readonly end: (moved?: boolean) => void;
  readonly break: (problem: string) => void;
};

/** A loop whose cycles wait for the test. */
export function scriptedLoop(overrides: Partial<LoopOptions> = {}) {
  const time = new ScriptedTime();
  const cycles: OpenCycle[] = [];
  const loop = new SyncLoop({
    clock: time.clock,
    timers: time.timers,
    chance: () => 0,
    run: (take, signal) =>
      new Promise<boolean>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        cycles.push({
          at: time.clock.now(),
          signal,
          take,
          end: (moved = false) => resolve(moved),
          break: (problem) => reject(new FailureError(troubleOf(problem))),
        });
      }),
    mayRun: () => true,
    explain: (error) => (error instanceof FailureError ? error.failure : troubleOf(String(error))),
    isHopeless: ({ details }) => details?.problem === 'password_wrong',
    changed: () => undefined,
    ...overrides,
  });
  const newest = (): OpenCycle => {
    const cycle = cycles.at(-1);
    if (!cycle) throw new Error('no cycle has begun');
    return cycle;
  };
  return { loop, time, cycles, newest };
}

function troubleOf(problem: string): Failure {
  return failure('unavailable', problem, { problem });
}
