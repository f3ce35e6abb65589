import { z } from 'zod';
import { command, query } from './define';

export const checkResult = z.strictObject({
  name: z.string(),
  ok: z.boolean(),
  complaints: z.number(),
  samples: z.array(z.string()),
  information: z.string().optional(),
});
export type CheckResult = z.output<typeof checkResult>;

/** Experience points: the ledger is the truth, UserXP its projection. */
export const xp = {
  show: query(
    z.strictObject({ userId: z.string() }),
    z.strictObject({
      totalXP: z.number(),
      level: z.number(),
      currentLevelXP: z.number(),
      ledger: z.array(
        z.strictObject({
          id: z.string(),
          amount: z.number(),
          reason: z.string(),
          sourceType: z.string(),
          sourceId: z.string().nullable(),
          createdAt: z.string(),
        }),
      ),
    }),
    ['UserXP', 'XPTransaction'],
  ),
  verify: query(
    z.strictObject({}),
    z.strictObject({ ok: z.boolean(), checks: z.array(checkResult) }),
  ),
  catchUp: command(z.strictObject({}), z.strictObject({ awarded: z.number() })),
} as const;
