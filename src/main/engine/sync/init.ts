import type { SyncStatus } from '../../../shared/contract/sync';
import { toInstant } from '../../../shared/kernel/clock';
import { fail, FailureError, failure } from '../../../shared/kernel/errors';
import { withPostgres } from '../connections/open-postgres';
import { settingsSecret, type ResolvedPostgres } from '../connections/resolve-database';
import type { CallContext } from '../context';
import type { JobHandle } from '../jobs/jobs';
import { readFlag } from '../settings/flags';
import { installServerSide } from './install';
import { forgetServer, whatIsThere } from './local/emptiness-repository';
import { recordEvent } from './local/event-repository';
import { createSyncState, readSyncState } from './local/state-repository';
import { meetServer } from './remote/meet-server';
import { explainTrouble } from './service/explain-trouble';
import { namedServer } from './service/named-server';
import { requireInstalled } from './service/require-usable';
import type { SyncKeeper } from './service/sync-service';
import { requireSomebody, whoAmI } from './service/who-am-i';
import type { SyncProgress } from './progress';

export type InitRequest = {
  /** A Postgres URL or a saved server. */
  readonly server: string;
  readonly user?: string | undefined;
  readonly install: boolean;
  readonly includePeople: boolean;
};

/**
 * Gives an empty workspace its server and makes the first copy, as a job. What fails before
 * anything was copied leaves the workspace as it was; later, what was copied stays and the next
 * cycle goes on from there. Fails with `refused` for a workspace that holds something.
 */
export async function initSync(context: CallContext, request: InitRequest): Promise<SyncStatus> {
  requireEmpty(context);
  const server = await namedServer(context, request.server);
  const { signal, jobs, sync } = context;
  return jobs.run({ title: `Copying ${server.settings.database}`, signal }, async (job) => {
    const userId = await prepare(context, server, request, job);
    job.checkCancelled();
    await rememberPassword(context, server);
    giveServer(context, server, { userId, includePeople: request.includePeople });
    // Over a slow line it takes a while until the first row: the window shows the copy from here on.
    context.emit('changed', { tables: ['lectern_sync_state', 'lectern_sync_event'] });
    const keeper = await sync.keeper();
    await copy(context, keeper, job);
    sync.start();
    return keeper.status(true);
  });
}

/** Refuses what the server's rows would have to be mixed with. */
function requireEmpty({ workspace }: CallContext): void {
  if (readSyncState(workspace.read)) hasOneAlready();
  if (workspace.readOnly) {
    fail('read_only', `The workspace ${workspace.file} is open for reading only.`);
  }
  const elsewhere =
    'Make an empty one (workspace create FILE, or New workspace in the window) and connect that.';
  if (readFlag(workspace.read, 'sample')) {
    fail(
      'refused',
      `This workspace was made with the sample, whose made-up learners must never reach a server. Nothing was changed. ${elsewhere}`,
    );
  }
  const { tables, actions } = whatIsThere(workspace);
  if (tables.length === 0 && actions === 0) return;
  const rows = tables.map(({ name, rows: count }) => `${name} ${count}`);
  const found = [...rows, ...(actions > 0 ? [`history ${actions}`] : [])].join(', ');
  fail(
    'refused',
    `This workspace is not empty (${found}), and its rows would mix with the server's. Nothing was changed. ${elsewhere}`,
    { tables: Object.fromEntries(tables.map(({ name, rows: count }) => [name, count])) },
  );
}

function hasOneAlready(): never {
  return fail(
    'refused',
    'This workspace has a server already. Nothing was changed. For another address of the same server: sync server URL; for another server make a new workspace (workspace create FILE).',
  );
}

/** Installs where that is wanted, and answers whose courses these will be. */
async function prepare(
  context: CallContext,
  server: ResolvedPostgres,
  { install, user, server: named }: InitRequest,
  job: JobHandle,
): Promise<string | null> {
  try {
    if (install) await installServerSide(context, server, named, job);
    return await withPostgres(context, server, async (connection) => {
      const facts = await meetServer(connection);
      requireInstalled({ connection, facts });
      const who = whoAmI(facts.who, user);
      requireSomebody(who);
      return who.userId;
    });
  } catch (error) {
    throw new FailureError(explainTrouble(error, context, server.settings, context.signal.aborted));
  }
}

/** The window finds it again the next time; the command line has nowhere to keep it. */
async function rememberPassword({ secrets }: CallContext, server: ResolvedPostgres): Promise<void> {
  const { password, targetId, settings } = server;
  if (targetId === undefined && password !== undefined) {
    await secrets.set(settingsSecret(settings), password);
  }
}

function giveServer(
  { workspace, clock, newId }: CallContext,
  { settings, targetId, label }: ResolvedPostgres,
  given: { readonly userId: string | null; readonly includePeople: boolean },
): void {
  workspace.write((db) => {
    if (readSyncState(db)) hasOneAlready();
    const clientId = newId();
    createSyncState(db, { clientId, server: settings, targetId: targetId ?? null, ...given });
    const detail = { server: label, userId: given.userId };
    recordEvent(db, 'initialised', detail, toInstant(clock.now()));
  });
}

async function copy(context: CallContext, keeper: SyncKeeper, job: JobHandle): Promise<void> {
  const watch = ({ done, total, table }: SyncProgress): void => {
    job.setTotal(total);
    job.report(done, table);
  };
  try {
    await keeper.cycle('pull', job.signal, watch);
  } catch (error) {
    stopOrGoOn(context, keeper, job);
    throw error;
  }
}

/** What becomes of a first copy that did not end. */
function stopOrGoOn(context: CallContext, keeper: SyncKeeper, job: JobHandle): void {
  const { workspace, sync } = context;
  if (whatIsThere(workspace).tables.length === 0) {
    workspace.write(forgetServer);
    context.emit('changed', { tables: ['lectern_sync_state', 'lectern_sync_event'] });
    return;
  }
  // Closing stops it too, and the next start goes on.
  if (sync.isClosing()) return;
  if (!job.signal.aborted) {
    sync.start();
    return;
  }
  if (sync.isAutomatic) keeper.pause(true);
  // Paused, it does nothing; but it has to be there to be resumed.
  sync.start();
  throw new FailureError(
    failure(
      'cancelled',
      `The first copy was stopped. What was copied is kept, and it goes on from there: ${
        sync.isAutomatic ? 'resume sync when it suits' : 'sync run'
      }.`,
    ),
  );
}
