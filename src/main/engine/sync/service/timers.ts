/** Starts `work` after so many milliseconds; the answer takes that back. Injected: tests decide. */
export type Timers = {
  readonly after: (ms: number, work: () => void) => () => void;
};

/** Timers of the process; they keep no program alive that is otherwise done. */
export const processTimers: Timers = {
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
