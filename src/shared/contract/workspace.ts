import { z } from 'zod';
import { command, query } from './define';

export const workspaceInfo = z.strictObject({
  file: z.string(),
  name: z.string(),
  sample: z.boolean(),
  readOnly: z.boolean(),
  schemaVersion: z.string(),
  counts: z.record(z.string(), z.number()),
  ok: z.boolean(),
});

/** The workspace file itself: what is in it, whether it is sound, a copy of it. */
export const workspace = {
  info: query(z.strictObject({}), workspaceInfo, ['*']),
  check: query(z.strictObject({}), workspaceInfo.extend({ complaints: z.array(z.string()) })),
  backup: command(
    z.strictObject({ file: z.string().optional() }),
    z.strictObject({ file: z.string(), bytes: z.number() }),
  ),
  backups: query(
    z.strictObject({}),
    z.strictObject({
      backups: z.array(z.strictObject({ file: z.string(), at: z.string(), bytes: z.number() })),
    }),
  ),
} as const;
