import { createClient } from '../../shared/contract/client';
import type { EngineClient } from '../../shared/contract';
import type { EventName, EventOf } from '../../shared/contract/events';
import { failure, type Failure } from '../../shared/kernel/errors';
import { createIdSource } from '../../shared/kernel/ids';
import { err, ok, type Result } from '../../shared/kernel/result';
import { createAttachments } from './attachments/service';
import { createSecrets } from './connections/secrets';
import type { EngineContext } from './context';
import type { CreateOptions } from './create-workspace';
import type { EngineOptions } from './engine-options';
import { handlers } from './handlers';
import { createJobs } from './jobs/jobs';
import { createWorkers } from './jobs/workers';
import { createJournal, type Journal, type JournalOptions } from './journal/journal';
import { createLog, type Log } from './log/log';
import { preparedWorkspace } from './prepare';
import { projections } from './projections';
import { dispatch } from './rpc/dispatch';
import { readWho } from './settings/who';
import { startBackups } from './storage/backup-schedule';
import { noteTouched } from './storage/touched';
import type { Workspace } from './storage/workspace';
import { recordEdit } from './sync/local/record-edit';
import { readSyncState } from './sync/local/state-repository';
import { createSyncService } from './sync/service/create-sync-service';
import { processTimers } from './sync/service/timers';

export type { SecretStore } from './connections/secrets';
export { createLog } from './log/log';
export { redactUrls } from './log/redact';
export { restoreWorkspaceFile } from './storage/restore';

/** An event with its payload, as a subscriber gets it. */
export type EngineEvent = {
  [N in EventName]: { readonly name: N; readonly payload: EventOf<N> };
}[EventName];

/** An open workspace that answers the contract. */
export type Engine = {
  readonly file: string;
  readonly readOnly: boolean;
  readonly client: EngineClient;
  readonly call: (
    name: string,
    input: unknown,
    signal?: AbortSignal,
  ) => Promise<Result<unknown, Failure>>;
  readonly subscribe: (listener: (event: EngineEvent) => void) => () => void;
  /** Cancels running work, waits for it, and closes the file. Calls after that are refused. */
  readonly close: () => Promise<void>;
};

/** Makes a workspace file; its code (the sample above all) is read only when one is made. */
export async function createWorkspaceFile(
  options: CreateOptions,
): Promise<Result<{ readonly file: string }, Failure>> {
  const { createWorkspaceFile: create } = await import('./create-workspace');
  return create(options);
}

/** The only composition root: opens a workspace and wires everything that answers for it. */
export function createEngine(options: EngineOptions): Result<Engine, Failure> {
  const log = createLog({ file: options.logFile, clock: options.clock, random: options.random });
  const opened = preparedWorkspace(options, log);
  if (!opened.ok) {
    log.warn('workspace.refused', { code: opened.error.code, file: options.file });
    return opened;
  }
  return ok(assemble(options, opened.value, log));
}

function assemble(options: EngineOptions, workspace: Workspace, log: Log): Engine {
  const listeners = new Set<(event: EngineEvent) => void>();
  const context = buildContext(options, workspace, log, (event) => {
    for (const listener of listeners) listener(event);
  });
  const stopBackups = options.backups ? startBackups(context) : undefined;
  listeners.add((event) => {
    // Another address or password of a saved server: it may be the one that is waited for.
    if (event.name !== 'changed' || !event.payload.tables.includes('lectern_target')) return;
    context.sync.wake();
  });
  context.sync.start();
  let closing = false;
  const call: Engine['call'] = async (name, input, signal = new AbortController().signal) => {
    if (closing) {
      return err(failure('engine_stopped', 'Lectern is closing. Nothing of this call was stored.'));
    }
    return dispatch(handlers, name, input, { ...context, signal });
  };
  log.info('engine.opened', { file: workspace.file, readOnly: workspace.readOnly });
  return {
    file: workspace.file,
    readOnly: workspace.readOnly,
    call,
    client: createClient((method, input, signal) => call(method, input, toAbortSignal(signal))),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      if (closing) return;
      closing = true;
      await drain(context, stopBackups);
    },
  };
}

/** Everything a handler may reach, built from what the outside gave. */
function buildContext(
  options: EngineOptions,
  workspace: Workspace,
  log: Log,
  tell: (event: EngineEvent) => void,
): EngineContext {
  const { clock, random, folders, version } = options;
  const newId = createIdSource(random);
  // A name and the payload of that name are one member of the union.
  const emit: EngineContext['emit'] = (name, payload) => tell({ name, payload } as EngineEvent);
  const who = (): string => readWho(workspace.read, options.userName);
  const sync = createSyncService({
    context: () => context,
    timers: options.timers ?? processTimers,
    isAutomatic: options.autoSync ?? false,
  });
  const changed = (tables: readonly string[]): void => {
    noteTouched(workspace, tables);
    emit('changed', { tables: [...new Set(tables)] });
    emit('history', {});
    sync.edited(tables);
  };
  const journal = journalOf(workspace, { clock, newId, who, changed });
  const jobs = createJobs({ newId, now: clock.now, emit: (job) => emit('job', job) });
  const surroundings = { workspace, clock, newId, random, log, jobs, version, emit };
  const context: EngineContext = {
    ...surroundings,
    journal,
    edit: journal.edit,
    workers: createWorkers(folders.workers),
    folders,
    secrets: createSecrets(options.secrets),
    sync,
    attachments: createAttachments(surroundings),
    who,
    lmsUser: () => readSyncState(workspace.read)?.userId ?? who(),
  };
  return context;
}

/** The write path; what it records goes into the queue for the server as well. */
function journalOf(
  workspace: Workspace,
  given: Pick<JournalOptions, 'clock' | 'newId' | 'who' | 'changed'>,
): Journal {
  return createJournal({
    ...given,
    workspace,
    projections,
    recorded: (db, action) => recordEdit(db, action, given.newId),
  });
}

async function drain(
  context: EngineContext,
  stopBackups: (() => Promise<void>) | undefined,
): Promise<void> {
  const { attachments, jobs, sync, workers, workspace, log } = context;
  jobs.cancelAll();
  await sync.close();
  await attachments.close();
  await jobs.idle();
  await stopBackups?.();
  await workers.close();
  workspace.close();
  log.info('engine.closed', { file: workspace.file });
}

function toAbortSignal(
  signal:
    | {
        readonly aborted: boolean;
        readonly addEventListener: (type: 'abort', listener: () => void) => void;
      }
    | undefined,
): AbortSignal | undefined {
  if (signal === undefined || signal instanceof AbortSignal) return signal;
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  signal.addEventListener('abort', () => controller.abort());
  return controller.signal;
}
