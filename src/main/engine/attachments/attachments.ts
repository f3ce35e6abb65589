import type { OfflineFileSettings } from '../../../shared/contract/attachments';
import type { EventName, EventOf } from '../../../shared/contract/events';
import type { Clock } from '../../../shared/kernel/clock';
import type { IdSource, RandomBytes } from '../../../shared/kernel/ids';
import type { Jobs } from '../jobs/jobs';
import type { Log } from '../log/log';
import type { Workspace } from '../storage/workspace';

/** What of the engine's context this topic needs; the context itself fits. */
export type AttachmentSurroundings = {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly jobs: Jobs;
  readonly version: string;
  readonly emit: <N extends EventName>(name: N, payload: EventOf<N>) => void;
};

/** How patient fetching is; milliseconds. Tests are in more of a hurry than people. */
export type Patience = {
  /** Until a server has answered with its headers. */
  readonly answerMs: number;
  /** A transfer that brings under a kilobyte in this time is given up. */
  readonly stallMs: number;
  /** Between a pull and the look for work, and at least between two such looks. */
  readonly settleMs: number;
  readonly surveyEveryMs: number;
  /** Work over this is shown as a job. */
  readonly quietMs: number;
};

/** What a test may put in the place of the world; all of it has a real default. */
export type AttachmentOptions = {
  readonly patience?: Partial<Patience>;
  /** Bytes that are free on the disk of this folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
};

/** Keeps the files of ungraded work on this computer. */
export type Attachments = {
  /**
   * To be called after each successful pull: the server was reachable just now. Returns at once;
   * what is missing is fetched in the background. `tables` that changed save a look at the rest.
   */
  readonly afterPull: (tables?: readonly string[]) => void;
  /** Fetches what is missing, whatever failed before; resolves when that is done or was cancelled. */
  readonly fetchNow: (request: {
    readonly urls?: readonly string[];
    readonly signal: AbortSignal;
  }) => Promise<void>;
  readonly configure: (patch: Partial<OfflineFileSettings>) => void;
  /** Copies a kept file to a place a person chose, after its hash was checked. */
  readonly saveCopy: (
    url: string,
    file: string,
  ) => Promise<{ readonly file: string; readonly bytes: number }>;
  readonly clear: () => Promise<void>;
  /** Whether files are being fetched, and which. */
  readonly isRunning: () => boolean;
  readonly isFetching: (url: string) => boolean;
  /** What is kept on the disk now; files that two addresses share count once. */
  readonly totals: () => { readonly kept: number; readonly bytes: number };
  /** The folder that holds the kept files. */
  readonly folder: string;
  /** Gives up what is under way and waits for it. */
  readonly close: () => Promise<void>;
};
