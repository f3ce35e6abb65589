import { z } from 'zod';
import type { JsonValue } from '../kernel/errors';
import { command, query } from './define';

/** A saved target's id, a Postgres URL, or an SQLite file; the workspace when left out. */
const database = z.string().optional();

/** The plan's deployment checklist, in its order (section 7 of the migration plan). */
export const checklistItems = [
  'backup',
  'staging',
  'application',
  'feature-flags',
  'monitoring',
  'rollback',
  'team',
  'validation',
] as const;
export type ChecklistItemName = (typeof checklistItems)[number];

const checklistItem = z.strictObject({
  name: z.enum(checklistItems),
  /** `checked`: Lectern has found out itself. `ticked`: a person says so. */
  kind: z.enum(['checked', 'ticked']),
  ok: z.boolean(),
  /** What is known, or what has to be done. */
  note: z.string(),
  by: z.string().nullable(),
  at: z.string().nullable(),
});

const checklist = z.strictObject({
  items: z.array(checklistItem),
  /** Steps wait until all items are green: a server that holds data. */
  gated: z.boolean(),
  ready: z.boolean(),
});
export type ChecklistAnswer = z.output<typeof checklist>;

const json: z.ZodType<JsonValue> = z.json();

const event = z.strictObject({
  at: z.string(),
  who: z.string(),
  kind: z.string(),
  step: z.string().nullable(),
  detail: z.record(z.string(), json),
});
export type MigrationEventAnswer = z.output<typeof event>;

/** What surrounds the steps: backup, deployment checklist, history, report. */
export const runbookMethods = {
  /** Makes a backup in a file that is not there yet; it counts because it was restored and compared. */
  backup: command(
    z.strictObject({ database, out: z.string().min(1) }),
    z.strictObject({
      file: z.string(),
      bytes: z.number(),
      restored: z.literal(true),
      /** Rows by table. */
      counts: z.record(z.string(), z.number()),
      sha256: z.string(),
      method: z.enum(['pg_dump', 'archive', 'sqlite']),
      /** How it was proved, and why not in another way. */
      proof: z.string(),
    }),
  ),
  /** Newest first. */
  history: query(
    z.strictObject({
      database,
      limit: z.int().min(1).max(100_000).default(500),
      kind: z.string().optional(),
    }),
    z.strictObject({ events: z.array(event) }),
    ['lectern_migration_event'],
  ),
  checklist: query(z.strictObject({ database }), checklist, ['lectern_migration_event']),
  /** A person's word for an item, or (`done: false`) its withdrawal. */
  tick: command(
    z.strictObject({
      database,
      item: z.enum(checklistItems),
      note: z.string().trim().min(1).max(2_000),
      done: z.boolean().default(true),
    }),
    checklist,
  ),
  /**
   * Tries the pending steps and the way back on a copy: restores the database as it is now into a
   * scratch database of the same server, applies, verifies, reverts, compares, and drops it.
   */
  rehearse: command(
    z.strictObject({ database }),
    z.strictObject({
      ok: z.boolean(),
      summary: z.string(),
      applied: z.array(
        z.strictObject({ name: z.string(), durationMs: z.number(), rows: z.number() }),
      ),
      /** The step that failed, and why. */
      failed: z.strictObject({ name: z.string(), message: z.string() }).nullable(),
      /** Named checks that complained after the steps, with how often. */
      complaints: z.record(z.string(), z.number()),
      reverted: z.array(z.string()),
      /** What was not as before after the way back. */
      difference: z.string().nullable(),
    }),
  ),
  /** Writes steps, checks, checklist and history as a page to read (.html) or as JSON (.json). */
  report: command(
    z.strictObject({ database, file: z.string().min(1) }),
    z.strictObject({ file: z.string(), bytes: z.number(), ok: z.boolean() }),
  ),
} as const;
