import { z } from 'zod';
import { command, query } from './define';

const name = z.string().trim().min(1).max(200);

/** Where a server is and who connects; a password is never part of it. */
export const postgresSettingsSchema = z.strictObject({
  /** A name, an address, or the absolute folder of a Unix socket. */
  host: z.string().trim().min(1).max(1000),
  port: z.number().int().min(1).max(65_535),
  database: name,
  user: name,
  tls: z.strictObject({
    mode: z.enum(['disable', 'require', 'verify-ca', 'verify-full']),
    caFile: z.string().min(1).optional(),
  }),
  applicationName: name.optional(),
});

export const targetRole = z.enum(['production', 'staging', 'local']);

export const savedTargetSchema = z.strictObject({
  id: z.string(),
  name,
  role: targetRole,
  settings: postgresSettingsSchema,
});
export type SavedTarget = z.output<typeof savedTargetSchema>;

/** Whether passwords are there next time; a reason when they are not. */
const keeping = z.strictObject({ kept: z.boolean(), reason: z.string().nullable() });

const shownTarget = savedTargetSchema.extend({
  /** Such as `lms at db.example.org:5432 as admin`. */
  label: z.string(),
  hasPassword: z.boolean(),
});
export type ShownTarget = z.output<typeof shownTarget>;

/** What `test` looks at, in this order; it ends at the first problem. */
export const connectionChecks = [
  'host',
  'port',
  'server',
  'tls',
  'login',
  'database',
  'version',
  'primary',
  'time_zone',
  'pooler',
  'privileges',
] as const;

const connectionCheck = z.strictObject({
  check: z.enum(connectionChecks),
  state: z.enum(['ok', 'warning', 'problem']),
  detail: z.string(),
  /** What to do; empty when nothing is to be done. */
  remedy: z.string(),
});
export type ConnectionCheck = z.output<typeof connectionCheck>;

/** Postgres servers that somebody has saved under a name. */
export const targets = {
  list: query(
    z.strictObject({}),
    z.strictObject({ targets: z.array(shownTarget), secrets: keeping }),
    ['lectern_target'],
  ),
  /** Without `id` a new one. `password` null forgets the saved one, left out keeps it. */
  save: command(
    z.strictObject({
      id: z.string().optional(),
      name,
      role: targetRole,
      settings: postgresSettingsSchema,
      password: z.string().min(1).nullable().optional(),
    }),
    z.strictObject({ target: shownTarget, secrets: keeping }),
  ),
  remove: command(z.strictObject({ id: z.string() }), z.strictObject({ removed: z.boolean() })),
  /** The password of a saved server until the engine closes; it is kept nowhere. */
  unlock: command(
    z.strictObject({ id: z.string(), password: z.string().min(1) }),
    z.strictObject({ target: shownTarget }),
  ),
  /**
   * Connects and says, step by step, what is well and what is not: of a saved target (`id`), of the
   * fields of a form (`settings`; with `id` its saved password counts unless one is given), or of a
   * Postgres URL or the name of a target (`database`).
   */
  test: query(
    z
      .strictObject({
        id: z.string().optional(),
        settings: postgresSettingsSchema.optional(),
        password: z.string().min(1).optional(),
        database: z.string().optional(),
      })
      .refine((input) => Boolean(input.id ?? input.settings ?? input.database), {
        message: 'id, settings or database: one of them says what to test',
      }),
    z.strictObject({
      ok: z.boolean(),
      server: z
        .strictObject({
          version: z.string(),
          standby: z.boolean(),
          pooled: z.boolean(),
          timeZone: z.string(),
        })
        .nullable(),
      checks: z.array(connectionCheck),
    }),
  ),
  /** The fields of a Postgres URL, for a form; the password stands apart. */
  parse: query(
    z.strictObject({ url: z.string().max(10_000) }),
    z.strictObject({
      settings: postgresSettingsSchema,
      password: z.string().nullable(),
      /** What in the URL has no effect, or another one than it seems. */
      notes: z.array(z.string()),
    }),
  ),
} as const;
