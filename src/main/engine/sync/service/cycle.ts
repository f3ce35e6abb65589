import { toInstant } from '../../../../shared/kernel/clock';
import { adoptColumns } from '../columns';
import { checkEpoch, recoverEpoch } from '../epoch';
import { countOutbox } from '../local/outbox-repository';
import { mirroredCourses } from '../local/scope-repository';
import { saveSyncState } from '../local/state-repository';
import { pull } from '../pull';
import type { Pulled } from '../pull-run';
import { pushQueue } from '../push';
import { meetServer } from '../remote/meet-server';
import { refreshScope } from '../scope';
import { seedMissing } from '../seed';
import type { SyncSession } from '../session';
import { stopIfCancelled } from '../slices';
import { syncTables } from '../tables';
import { pruneIfPossible } from './prune-if-possible';
import { requireUsable } from './require-usable';
import type { CycleKind } from './loop';
import { note } from './sync-notes';
import { tellServer } from './tell-server';

/** How often an idle look is written down; the program itself knows it to the second. */
const noteContactMs = 60_000;

/** What a cycle came to. */
export type CycleOutcome = {
  /** Anything was sent, received or decided. */
  readonly moved: boolean;
  /** Tables whose rows changed here. */
  readonly tables: readonly string[];
};

/**
 * One cycle on an open session: what the server is, whose courses, what is missing here, then the
 * queue and what is new there. Throws what stops it; everything before that stays.
 */
export async function runCycle(session: SyncSession, kind: CycleKind): Promise<CycleOutcome> {
  requireUsable(session);
  const recovered = await recoverIfChanged(session);
  const copied = kind === 'push' ? false : await completeCopy(session);
  stopIfCancelled(session);
  const pushed = kind === 'pull' ? 0 : await push(session);
  stopIfCancelled(session);
  const pulled = kind === 'push' ? nothing : await pull(session);
  // What was waiting for a row of the server may go now.
  const freed = kind === 'run' && pulled.rows > 0 && isAnythingQueued(session);
  const again = freed ? await push(session) : 0;
  const moved = recovered || copied || pushed + again + pulled.rows > 0;
  if (kind !== 'push') noteSynced(session, moved);
  return {
    moved,
    tables: recovered || copied ? everyTable : pulled.tables,
  };
}

const everyTable = syncTables.map(({ name }) => name);
const nothing: Pulled = { rows: 0, tables: [] };

async function recoverIfChanged(session: SyncSession): Promise<boolean> {
  const epoch = await checkEpoch(session);
  if (epoch === 'same' || epoch === 'first') return false;
  const { context } = session;
  context.log.warn('sync.epoch_changed', { changed: epoch.changed });
  await recoverEpoch(await withoutForeignLog(session));
  return true;
}

/**
 * A restored dump brings a log whose numbers mean nothing on this server. Pruning finds that out,
 * empties it and renews the epoch; left in, every pull would read it again.
 */
async function withoutForeignLog(session: SyncSession): Promise<SyncSession> {
  const { connection, facts } = session;
  if ((await pruneIfPossible(connection)) === 0) return session;
  const { identity } = await meetServer(connection);
  return { ...session, facts: { ...facts, identity } };
}

/** Scope first, because it decides what is missing. */
async function completeCopy(session: SyncSession): Promise<boolean> {
  const { phase, cursor } = session.state();
  const { context } = session;
  // Before the copy begins, so that the server forgets nothing from then on.
  if (cursor === null) await tellServer(session);
  const { gained, lost } = await refreshScope(session);
  // A server that is put back while courses are copied is to be noticed as well.
  if (cursor !== null && gained.length > 0) await tellServer(session);
  const isMissing = mirroredCourses(context.workspace.read).some(
    ({ state }) => state === 'seeding',
  );
  await seedMissing(session);
  const grown = await adoptColumns(session);
  const isSeeded = phase === 'seeding' && session.state().phase === 'ready';
  if (isSeeded) note(context, 'seeded');
  const isNew = isSeeded || isMissing || lost.length + grown.length > 0;
  if (isNew) context.emit('changed', { tables: everyTable });
  return isNew;
}

async function push(session: SyncSession): Promise<number> {
  const { pushed, parked, conflicted } = await pushQueue(session);
  return pushed + parked + conflicted;
}

function isAnythingQueued({ context }: SyncSession): boolean {
  return countOutbox(context.workspace.read, ['queued']) > 0;
}

/** Another program learns it from here: a short-lived one is gone by then. */
function noteSynced({ context, state }: SyncSession, moved: boolean): void {
  const now = context.clock.now();
  const { lastSyncedAt } = state();
  const isRecent =
    lastSyncedAt !== null && Math.abs(now - Date.parse(lastSyncedAt)) < noteContactMs;
  if (isRecent && !moved && context.sync.isAutomatic) return;
  context.workspace.write((db) => saveSyncState(db, { lastSyncedAt: toInstant(now) }));
}
