import { z } from 'zod';
import { errorCodes } from '../kernel/errors';
import { command, query } from './define';
import { runbookMethods } from './migrate-runbook';
import { checkResult } from './xp';

const step = z.strictObject({
  name: z.string(),
  group: z.enum(['plan', 'lectern']),
  state: z.enum(['pending', 'applied', 'partial', 'edited']),
  appliedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  sha256: z.string(),
  retries: z.number(),
  summary: z.string(),
});
export type MigrationStep = z.output<typeof step>;

/** A saved server's id or name, a Postgres URL, or an SQLite file; the workspace when left out. */
const database = z.string().optional();
const group = z.enum(['plan', 'lectern']).optional();

const lossCounts = z.record(z.string(), z.number());

/** The steps of the migration plan, on the workspace or on the database of an LMS. */
export const migrate = {
  status: query(
    z.strictObject({ database }),
    z.strictObject({
      engine: z.enum(['postgres', 'sqlite']),
      version: z.string(),
      steps: z.array(step),
      drift: z.array(
        z.strictObject({ object: z.string(), expected: z.string(), found: z.string() }),
      ),
    }),
    ['lectern_migration_history'],
  ),
  /** Changes nothing, and works with a role that may only read. On a server: the plan's own group. */
  plan: query(
    z.strictObject({ database, to: z.string().optional(), group }),
    z.strictObject({
      steps: z.array(
        z.strictObject({
          name: z.string(),
          sql: z.array(z.string()),
          locks: z.array(z.strictObject({ table: z.string(), mode: z.string() })),
          rows: z.number(),
          /** About how long it takes; null where it is a moment. */
          estimatedMs: z.number().nullable(),
          /** Its objects are there already, so that it is only recorded. */
          exists: z.boolean(),
          reversible: z.boolean(),
          lostByDown: lossCounts,
        }),
      ),
    }),
  ),
  /**
   * Looks whether the steps can be taken. Changes nothing, and works with a role that may only
   * read. `ok`: no complaint at all; a blocker makes a step fail, a warning needs a look.
   */
  preflight: query(
    z.strictObject({ database }),
    z.strictObject({
      ok: z.boolean(),
      complaints: z.array(
        z.strictObject({
          check: z.string(),
          object: z.string(),
          detail: z.string(),
          remedy: z.string(),
          severity: z.enum(['blocker', 'warning']),
        }),
      ),
      information: z.array(z.string()),
    }),
  ),
  /** The SQL of one step, for reading. */
  sql: query(
    z.strictObject({ database, name: z.string() }),
    z.strictObject({ up: z.string(), down: z.string(), verify: z.string() }),
  ),
  up: command(
    z.strictObject({
      database,
      to: z.string().optional(),
      group,
      /** A backup: verified when the file is there, made when it is not. */
      backup: z.string().min(1).optional(),
      /** Applies with open items on the checklist; needs the reason, which is kept in the history. */
      skipChecklist: z.boolean().optional(),
      reason: z.string().max(2_000).optional(),
    }),
    z.strictObject({
      applied: z.array(
        z.strictObject({
          name: z.string(),
          durationMs: z.number(),
          retries: z.number(),
          rows: z.number(),
          /** The longest wait that the run has caused to others so far. */
          longestWaitMs: z.number().optional(),
        }),
      ),
      failed: z
        .strictObject({
          name: z.string(),
          message: z.string(),
          statement: z.string(),
          /** `step_failed`, or why the database could not do it just now. */
          code: z.enum(errorCodes),
        })
        .nullable(),
      untouched: z.strictObject({ ok: z.boolean(), samples: z.array(z.string()) }),
      longestWaitMs: z.number(),
    }),
  ),
  /** Refused with `details.wouldLose` unless every table that would lose rows is accepted or archived. */
  down: command(
    z.strictObject({
      database,
      to: z.string(),
      acceptLoss: z.union([z.literal('all'), z.array(z.string())]).optional(),
      archive: z.string().optional(),
    }),
    z.strictObject({
      reverted: z.array(z.string()),
      lost: lossCounts,
      archive: z.string().nullable(),
    }),
  ),
  /** What `down` to a step would revert and lose, and which objects of others stand in its way. */
  loss: query(
    z.strictObject({ database, to: z.string() }),
    z.strictObject({
      reverts: z.array(z.string()),
      wouldLose: lossCounts,
      dependants: z.array(z.string()),
    }),
  ),
  restoreArchive: command(
    z.strictObject({ database, file: z.string() }),
    z.strictObject({ restored: lossCounts }),
  ),
  verify: query(
    z.strictObject({ database }),
    z.strictObject({ ok: z.boolean(), checks: z.array(checkResult) }),
  ),
  ...runbookMethods,
} as const;
