import type { SyncStatus } from '../../../shared/contract/sync';
import { toInstant } from '../../../shared/kernel/clock';
import { settingsLabel } from '../connections/postgres-settings';
import type { ReadableDb } from '../storage/database';
import { lastEvent } from './local/event-repository';
import { readSyncState, type SyncState } from './local/state-repository';
import { problemOf } from './service/explain-trouble';
import type { Trouble } from './service/loop';
import type { SyncProgress } from './progress';

/** What only the program knows that keeps the workspace in step. */
export type LiveStatus = {
  readonly progress: SyncProgress | undefined;
  readonly trouble: Trouble | undefined;
  /** A server has answered since this program began; milliseconds since the epoch. */
  readonly contactAt: number | undefined;
  /** What of the server this program cannot handle, in sentences. */
  readonly unfit: readonly string[];
};

type Problem = SyncStatus['problem'];

const notLive: LiveStatus = {
  progress: undefined,
  trouble: undefined,
  contactAt: undefined,
  unfit: [],
};

/**
 * How the workspace and its server stand. What another program found, or this one before it was
 * started again, is known from what sync wrote down.
 */
export function readStatus(
  db: ReadableDb,
  rows: Record<string, number>,
  live: LiveStatus = notLive,
): SyncStatus {
  const state = readSyncState(db);
  if (!state) return without;
  const { progress, trouble, contactAt } = live;
  const problem = problemNow(db, live);
  const isAway = problem !== null && !isPassing(problem);
  const next = trouble?.nextAttemptAt ?? null;
  return {
    state: stateWord(state, isAway),
    busy: progress?.busy ?? null,
    cursor: state.cursor,
    ...countQueue(db),
    lastSyncedAt: lastSyncedAt(state, contactAt),
    rows,
    server: settingsLabel(state.server),
    userId: state.userId,
    problem,
    nextAttemptAt: next === null || state.paused ? null : toInstant(next),
    progress: progress
      ? { done: progress.done, total: progress.total, table: progress.table }
      : null,
  };
}

const without: SyncStatus = {
  state: 'none',
  busy: null,
  cursor: null,
  queued: 0,
  parked: 0,
  conflicts: 0,
  lastSyncedAt: null,
  rows: {},
  server: null,
  userId: null,
  problem: null,
  nextAttemptAt: null,
  progress: null,
};

function stateWord({ paused, phase }: SyncState, isAway: boolean): SyncStatus['state'] {
  if (paused) return 'paused';
  if (isAway) return 'offline';
  return phase === 'seeding' ? 'seeding' : 'synced';
}

/** The server itself is there, and everything else goes on. */
function isPassing({ code }: NonNullable<Problem>): boolean {
  const passing = ['server_busy', 'busy', 'columns_unfit', 'triggers_missing'];
  return passing.includes(code);
}

function problemNow(db: ReadableDb, { trouble, contactAt, unfit }: LiveStatus): Problem {
  if (trouble) return problemOf(trouble.failure);
  if (unfit.length > 0) {
    return {
      code: 'columns_unfit',
      message: unfit.join(' '),
      remedy: 'Have the type changed back there, or update Lectern.',
    };
  }
  const stored = contactAt === undefined ? storedProblem(db) : null;
  return stored ?? unloggedProblem(db);
}

/** What others change there comes late: only comparing finds it. */
function unloggedProblem(db: ReadableDb): Problem {
  const event = lastEvent(db, ['triggers_missing', 'triggers_back']);
  if (event?.kind !== 'triggers_missing') return null;
  const { tables } = event.detail;
  const names = Array.isArray(tables) ? tables.map(String).join(', ') : '';
  return {
    code: 'triggers_missing',
    message: `The server does not write down changes of ${names}. They are found by comparing only, a quarter of an hour late or more.`,
    remedy:
      'Have the owner of the tables run there: SELECT lectern.install_change_triggers(); at once: sync repair.',
  };
}

/** Why the last contact failed, as it was written down; null when it did not. */
export function storedProblem(db: ReadableDb): Problem {
  const event = lastEvent(db, ['offline', 'connected', 'initialised', 'server_changed']);
  if (event?.kind !== 'offline') return null;
  const { code, message, remedy } = event.detail;
  return { code: String(code), message: String(message), remedy: String(remedy) };
}

/** An idle look is not written down each time, so the program may know better. */
function lastSyncedAt(
  { lastSyncedAt: stored, phase }: SyncState,
  contactAt?: number,
): string | null {
  if (phase === 'seeding' || contactAt === undefined) return stored;
  const seen = toInstant(contactAt);
  return stored === null || seen > stored ? seen : stored;
}

/**
 * What waits. `queued`: actions that go to the server by themselves, however many rows each
 * changed; an action of which something is parked or in conflict waits for that. `parked` and
 * `conflicts`: operations that a person decides, one by one.
 */
function countQueue(db: ReadableDb): {
  readonly queued: number;
  readonly parked: number;
  readonly conflicts: number;
} {
  const waiting = db.all(
    db.from
      .selectFrom('lectern_outbox')
      .select(['state', 'group_id'])
      .where('state', 'in', ['parked', 'conflicted']),
  );
  const groups = db.all(
    db.from
      .selectFrom('lectern_outbox')
      .select('group_id')
      .distinct()
      .where('state', '=', 'queued'),
  );
  const held = new Set(waiting.map((row) => row.group_id));
  return {
    queued: groups.filter((row) => !held.has(row.group_id)).length,
    parked: waiting.filter((row) => row.state === 'parked').length,
    conflicts: waiting.filter((row) => row.state === 'conflicted').length,
  };
}
