import { z } from 'zod';
import { command, query } from './define';
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

const lossCounts = z.record(z.string(), z.number());

/** The steps of the migration plan on the workspace itself (a server comes later). */
export const migrate = {
  status: query(
    z.strictObject({}),
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
  plan: query(
    z.strictObject({ to: z.string().optional() }),
    z.strictObject({
      steps: z.array(
        z.strictObject({
          name: z.string(),
          sql: z.array(z.string()),
          locks: z.array(z.strictObject({ table: z.string(), mode: z.string() })),
          rows: z.number(),
          reversible: z.boolean(),
          lostByDown: lossCounts,
        }),
      ),
    }),
  ),
  /** The SQL of one step, for reading. */
  sql: query(
    z.strictObject({ name: z.string() }),
    z.strictObject({ up: z.string(), down: z.string(), verify: z.string() }),
  ),
  up: command(
    z.strictObject({ to: z.string().optional() }),
    z.strictObject({
      applied: z.array(
        z.strictObject({
          name: z.string(),
          durationMs: z.number(),
          retries: z.number(),
          rows: z.number(),
        }),
      ),
      failed: z
        .strictObject({ name: z.string(), message: z.string(), statement: z.string() })
        .nullable(),
      untouched: z.strictObject({ ok: z.boolean(), samples: z.array(z.string()) }),
    }),
  ),
  /** Refused with `details.wouldLose` unless every table that would lose rows is accepted or archived. */
  down: command(
    z.strictObject({
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
  restoreArchive: command(
    z.strictObject({ file: z.string() }),
    z.strictObject({ restored: lossCounts }),
  ),
  verify: query(
    z.strictObject({}),
    z.strictObject({ ok: z.boolean(), checks: z.array(checkResult) }),
  ),
} as const;
