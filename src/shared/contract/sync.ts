import { z } from 'zod';
import { command, query } from './define';

const nothing = z.strictObject({});
const counts = z.record(z.string(), z.number().int().nonnegative());
const value = z.union([z.string(), z.number(), z.null()]);

/** Why an operation waits for a person. */
export const parkReasons = [
  'conflict',
  /** Its row is gone on the server. */
  'row_deleted',
  /** Something of the same key is there already. */
  'duplicate',
  /** What it refers to is not there. */
  'missing_reference',
  /** The server's rules refuse a value. */
  'invalid_value',
  /** The server's login may not do this. */
  'not_allowed',
  /** A table or a column is missing on the server. */
  'update_needed',
  /** Its course is not mirrored any more. */
  'out_of_scope',
  'unknown',
] as const;

export const syncActions = ['retry', 'recreate', 'discard'] as const;

/** What stands between a workspace and its server, as one word. */
export const syncStates = ['none', 'seeding', 'synced', 'offline', 'paused'] as const;

const progress = z.strictObject({
  /** Rows copied, and about how many there are. */
  done: z.number(),
  total: z.number(),
  table: z.string(),
});

export const syncStatusSchema = z.strictObject({
  state: z.enum(syncStates),
  /** Under way at this moment. */
  busy: z.enum(['seeding', 'pushing', 'pulling', 'verifying']).nullable(),
  cursor: z.string().nullable(),
  /** Actions that go to the server by themselves, however many rows each changed. */
  queued: z.number(),
  /** Operations that a person decides. */
  parked: z.number(),
  conflicts: z.number(),
  lastSyncedAt: z.string().nullable(),
  rows: counts,
  /** `lms at db.example.org:5432 as anna`; no password. */
  server: z.string().nullable(),
  userId: z.string().nullable(),
  /** Why it is offline or paused, and what to do; null when all is well. */
  problem: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  /** When the next attempt is made by itself. */
  nextAttemptAt: z.string().nullable(),
  progress: progress.nullable(),
});
export type SyncStatus = z.output<typeof syncStatusSchema>;

const field = z.strictObject({ field: z.string(), base: value, mine: value, theirs: value });
export type ConflictField = z.output<typeof field>;

/** An operation in the queue, with what a person needs to decide about it. */
const outboxItem = z.strictObject({
  op: z.string(),
  action: z.string(),
  /** What the action is called in the history. */
  label: z.string(),
  table: z.string(),
  id: z.string(),
  /** The row in words, such as `Essay 1, Mia Ito`. */
  title: z.string(),
  kind: z.enum(['insert', 'update', 'delete']),
  state: z.enum(['queued', 'parked', 'conflicted', 'acknowledged']),
  reason: z.enum(parkReasons).nullable(),
  /** What happened, in a sentence. */
  message: z.string(),
  fields: z.array(field),
  /** What can be done about it. */
  actions: z.array(z.enum([...syncActions, 'resolve'])),
  attempts: z.number(),
  at: z.string(),
  /** Waits for an earlier operation of this id. */
  waitsFor: z.string().nullable(),
});
export type OutboxItem = z.output<typeof outboxItem>;

const conflict = z.strictObject({
  op: z.string(),
  /** A row that was removed here is decided whole. */
  kind: z.enum(['insert', 'update', 'delete']),
  table: z.string(),
  id: z.string(),
  title: z.string(),
  fields: z.array(field),
  reason: z.enum(parkReasons),
  message: z.string(),
  actions: z.array(z.enum([...syncActions, 'resolve'])),
  at: z.string(),
});
export type SyncConflict = z.output<typeof conflict>;

/** A conflict that somebody else has on a row of these courses. */
const othersConflict = z.strictObject({
  id: z.string(),
  table: z.string(),
  row: z.string(),
  title: z.string(),
  who: z.string(),
  fields: z.array(field),
  at: z.string(),
});

const acted = z.strictObject({
  op: z.string(),
  state: z.enum(['queued', 'parked', 'conflicted', 'acknowledged', 'settled', 'discarded']),
});

const difference = z.strictObject({ table: z.string(), ids: z.array(z.string()) });

const outboxTables = ['lectern_outbox', 'lectern_sync_conflict'];

/** The workspace and its server, kept in step. */
export const sync = {
  /** Looks at a server before it becomes this workspace's: who one is there, and how much there is. */
  preview: query(
    z.strictObject({ server: z.string().min(1), user: z.string().optional() }),
    z.strictObject({
      server: z.string(),
      version: z.string(),
      /** The server side of sync is there. */
      installed: z.boolean(),
      canInstall: z.boolean(),
      who: z.strictObject({
        role: z.string(),
        userId: z.string().nullable(),
        isAdmin: z.boolean(),
        source: z.enum(['mapping', 'given', 'none']),
      }),
      courses: z.array(z.strictObject({ id: z.string(), title: z.string() })),
      rows: counts,
      /** About how long the first copy takes. */
      estimateSeconds: z.number(),
      complaints: z.array(
        z.strictObject({ check: z.string(), detail: z.string(), remedy: z.string() }),
      ),
    }),
  ),
  /**
   * Gives an empty workspace its server and makes the first copy. `server` is a Postgres URL or a
   * saved server; without `user` an administrator. Can be cancelled, and goes on where it was.
   */
  init: command(
    z.strictObject({
      server: z.string().min(1),
      user: z.string().optional(),
      install: z.boolean().default(false),
      includePeople: z.boolean().default(true),
    }),
    syncStatusSchema,
  ),
  status: query(nothing, syncStatusSchema, ['lectern_sync_state', ...outboxTables]),
  /** Push, then pull, once; the others do one half. */
  run: command(nothing, syncStatusSchema),
  pull: command(nothing, syncStatusSchema),
  push: command(nothing, syncStatusSchema),
  /** The window says that a network is there again, or that the computer woke up. */
  wake: command(nothing, nothing),
  pause: command(z.strictObject({ paused: z.boolean() }), syncStatusSchema),
  /** Another address or login of the same server. */
  changeServer: command(z.strictObject({ server: z.string().min(1) }), syncStatusSchema),
  outbox: query(
    z.strictObject({
      limit: z.number().int().min(1).max(500).default(100),
      /** Only those after this place in the queue. */
      after: z.number().int().optional(),
      /** `yours`: those that wait for a person; `queued`: those that wait for the server. */
      only: z.enum(['all', 'yours', 'queued']).default('all'),
    }),
    z.strictObject({
      items: z.array(outboxItem),
      total: z.number(),
      next: z.number().nullable(),
    }),
    outboxTables,
  ),
  conflicts: query(
    nothing,
    z.strictObject({ conflicts: z.array(conflict), others: z.array(othersConflict) }),
    outboxTables,
  ),
  /** Decides a conflict, or a duplicate: whole, or by values per field. */
  resolve: command(
    z.strictObject({
      op: z.string(),
      /** Values as JSON has them, or as a conflict shows them (0 and 1, the text of a list). */
      take: z.union([z.enum(['mine', 'theirs']), z.record(z.string(), z.json())]),
    }),
    acted,
  ),
  act: command(z.strictObject({ op: z.string(), action: z.enum(syncActions) }), acted),
  /** Compares everything with the server by hashes; changes nothing. */
  verify: command(
    nothing,
    z.strictObject({
      ok: z.boolean(),
      differs: z.array(difference),
      compared: counts,
    }),
  ),
  repair: command(nothing, z.strictObject({ repaired: z.number(), differs: z.array(difference) })),
  health: query(
    nothing,
    z.strictObject({
      server: z.string().nullable(),
      version: z.string().nullable(),
      userId: z.string().nullable(),
      courses: z.number(),
      /** Tables whose changes the server does not write down, and why. */
      triggers: z.array(
        z.strictObject({ table: z.string(), state: z.enum(['ok', 'missing', 'disabled']) }),
      ),
      lastVerifiedAt: z.string().nullable(),
      /** Rows found different and mended, since the workspace has its server. */
      repaired: z.number(),
      workspaceBytes: z.number(),
      queueRows: z.number(),
      offlineFiles: z.strictObject({ kept: z.number(), bytes: z.number() }),
      unfitValues: z.array(
        z.strictObject({
          table: z.string(),
          id: z.string(),
          column: z.string(),
          text: z.string(),
        }),
      ),
    }),
    ['lectern_sync_state', 'lectern_sync_event', 'lectern_offline_file'],
  ),
  events: query(
    z.strictObject({
      limit: z.number().int().min(1).max(500).default(100),
      before: z.number().int().optional(),
    }),
    z.strictObject({
      events: z.array(
        z.strictObject({
          id: z.number(),
          at: z.string(),
          kind: z.string(),
          /** In a sentence. */
          text: z.string(),
        }),
      ),
    }),
    ['lectern_sync_event'],
  ),
  /** One event with the values it kept: of a change that was given up, or of a decision. */
  event: query(
    z.strictObject({ id: z.number().int() }),
    z.strictObject({
      id: z.number(),
      at: z.string(),
      kind: z.string(),
      text: z.string(),
      /** What it is about, in words; null when it is about no row. */
      title: z.string().nullable(),
      values: z.array(
        z.strictObject({ field: z.string(), base: value, mine: value, theirs: value.optional() }),
      ),
    }),
  ),
} as const;
