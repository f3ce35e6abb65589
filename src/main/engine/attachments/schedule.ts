import { toInstant } from '../../../shared/kernel/clock';
import type { AttachmentSurroundings, Patience } from './attachments';
import { readChoices, readServer } from './choices';
import { dueUrls } from './repository';
import type { RoundRequest } from './round';
import type { Rounds } from './rounds';

/** When rounds are made by themselves. */
export type Schedule = {
  /** A pull succeeded; `tables` that it changed, or all. */
  readonly afterPull: (tables?: readonly string[]) => void;
  /** Something here has changed: tidies, and fetches when there is known to be a network. */
  readonly look: () => void;
  /** A round that somebody waits for. */
  readonly run: (
    request: Omit<RoundRequest, 'signal' | 'inspect'> & { readonly signal?: AbortSignal },
  ) => Promise<'done' | 'stopped'>;
  readonly stop: () => void;
};

type ScheduleOptions = AttachmentSurroundings & {
  readonly patience: Patience;
  readonly rounds: Rounds;
};

/** Kept files are looked at on the disk when the program starts, and then this often. */
const inspectEveryMs = 60 * 60 * 1000;
/** For so long nothing is fetched by itself after a person has cancelled it. */
const restMs = 60 * 60 * 1000;
const never = Number.NEGATIVE_INFINITY;

export function createSchedule(options: ScheduleOptions): Schedule {
  return new RoundSchedule(options);
}

class RoundSchedule implements Schedule {
  /** A pull has succeeded since the start: there is a network. */
  #hasPulled = false;
  /** Submissions may have changed since the last look at them. */
  #isStale = true;
  #isStopped = false;
  #surveyedAt = never;
  #inspectedAt = never;
  #restUntil = never;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ScheduleOptions) {}

  readonly afterPull = (tables?: readonly string[]): void => {
    this.#hasPulled = true;
    if (!tables || tables.includes('AssignmentSubmission')) this.#isStale = true;
    this.#lookSoon();
  };

  readonly look = (): void => {
    const { workspace, clock, log } = this.options;
    if (this.#isStopped || workspace.readOnly) return;
    const fetch = this.#hasPulled && readChoices(workspace.read).enabled;
    this.run({ fetch, always: false })
      .then((end) => {
        if (end === 'stopped') this.#restUntil = clock.now() + restMs;
      })
      .catch((error: unknown) => {
        // Nobody waits for it: the log says why, and the next pull tries again.
        log.warn('attachments.failed', { message: String(error) });
      });
  };

  readonly run: Schedule['run'] = async (request) => {
    const now = this.options.clock.now();
    const inspect = now - this.#inspectedAt >= inspectEveryMs;
    this.#isStale = false;
    this.#surveyedAt = now;
    if (inspect) this.#inspectedAt = now;
    try {
      return await this.options.rounds.run({ ...request, inspect });
    } catch (error) {
      this.#isStale = true;
      if (inspect) this.#inspectedAt = never;
      throw error;
    }
  };

  readonly stop = (): void => {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  };

  /** Not now: a pull has rows to write first, and often one comes right after another. */
  #lookSoon(): void {
    const { workspace, patience, rounds } = this.options;
    if (this.#isStopped || this.#timer || workspace.readOnly) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (rounds.isRunning()) this.#lookSoon();
      else if (this.#isDue()) this.look();
    }, patience.settleMs);
    this.#timer.unref();
  }

  #isDue(): boolean {
    const { workspace, clock, patience } = this.options;
    const now = clock.now();
    if (now < this.#restUntil) return false;
    if (!readChoices(workspace.read).enabled || !readServer(workspace.read)) return false;
    if (this.#isStale && now - this.#surveyedAt >= patience.surveyEveryMs) return true;
    return dueUrls(workspace.read, toInstant(now), false).length > 0;
  }
}
