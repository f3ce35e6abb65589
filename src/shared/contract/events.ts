import { z } from 'zod';
import { syncStatusSchema } from './sync';

/** A piece of work over about a second, as the status bar shows it. `total` 0 means not yet known. */
export const jobSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number(),
  detail: z.string(),
  cancellable: z.boolean(),
});
export type Job = z.output<typeof jobSchema>;

/** Everything the engine says without being asked. */
export const events = {
  /** Rows of these tables changed; queries that depend on them are stale. */
  changed: z.strictObject({ tables: z.array(z.string()) }),
  job: jobSchema,
  /** The undo label or redo label may have changed. */
  history: z.strictObject({}),
  /** How the workspace and its server stand has changed. */
  sync: syncStatusSchema,
} as const;

export type EventName = keyof typeof events;
export type EventOf<N extends EventName> = z.output<(typeof events)[N]>;
