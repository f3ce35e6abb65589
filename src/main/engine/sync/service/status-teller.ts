import type { SyncStatus } from '../../../../shared/contract/sync';
import type { Timers } from './timers';

/** As often as a person can follow; a first copy reports far more often. */
const everyMs = 200;

type Telling = {
  readonly read: () => SyncStatus;
  readonly tell: (status: SyncStatus) => void;
};

/** Tells the window how sync stands: when that is different, and not more often than can be seen. */
export class StatusTeller {
  #cancel: (() => void) | undefined;
  #last = '';
  #isClosed = false;

  constructor(
    private readonly timers: Timers,
    private readonly telling: Telling,
  ) {}

  /** Something may be different; it is said in a moment. */
  changed(): void {
    if (this.#isClosed || this.#cancel) return;
    this.#cancel = this.timers.after(everyMs, () => {
      this.#cancel = undefined;
      this.#say();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  #say(): void {
    const status = this.telling.read();
    const text = JSON.stringify(status);
    if (text === this.#last) return;
    this.#last = text;
    this.telling.tell(status);
  }
}
