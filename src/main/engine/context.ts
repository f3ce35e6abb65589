import type { EventName, EventOf } from '../../shared/contract/events';
import type { Clock } from '../../shared/kernel/clock';
import type { IdSource, RandomBytes } from '../../shared/kernel/ids';
import type { Attachments } from './attachments/attachments';
import type { Secrets } from './connections/secrets';
import type { Jobs } from './jobs/jobs';
import type { Workers } from './jobs/workers';
import type { ActionInfo } from './journal/operation';
import type { Edit } from './journal/edit';
import type { Journal } from './journal/journal';
import type { Log } from './log/log';
import type { Workspace } from './storage/workspace';
import type { SyncService } from './sync/service/sync-service';

/** Folders the engine reads from or writes to; absolute paths. */
export type EngineFolders = {
  /** The shipped `migrations/`. */
  readonly migrations: string;
  /** Where certificates and backups of this workspace go. */
  readonly certificates: string;
  readonly backups: string;
  /** What belongs to the person at this computer and not to a workspace: saved servers, the log. */
  readonly data: string;
};

/** All that a handler may reach; the composition root builds it, nothing else does. */
export type EngineContext = {
  readonly workspace: Workspace;
  readonly journal: Journal;
  /** The one write path: a named action, recorded and undoable, in one transaction. */
  readonly edit: <T>(info: ActionInfo, work: (edit: Edit) => T) => T;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly jobs: Jobs;
  readonly workers: Workers;
  readonly folders: EngineFolders;
  readonly secrets: Secrets;
  /** Keeps the workspace in step with its server, where it has one. */
  readonly sync: SyncService;
  /** Files that learners handed in, kept for work without a network. */
  readonly attachments: Attachments;
  readonly version: string;
  /** The name written beside a change. */
  readonly who: () => string;
  /** The person's id in the LMS, where the workspace knows it from its server; else that name. */
  readonly lmsUser: () => string;
  readonly emit: <N extends EventName>(name: N, payload: EventOf<N>) => void;
};

/** The context of one call: as above, and the caller's wish to stop. */
export type CallContext = EngineContext & { readonly signal: AbortSignal };
