import { z } from 'zod';

/**
 * A late rule: every interval begun costs `rate` percent of the possible points, but the score
 * does not fall below `floorPercent` of them on that account.
 */
export const latePolicySchema = z.strictObject({
  rate: z.number().min(0).max(100),
  intervalSeconds: z.number().int().min(1).max(31_536_000),
  floorPercent: z.number().min(0).max(100),
});

export type LatePolicy = z.infer<typeof latePolicySchema>;

/** No deduction: late is only flagged. The default of every assignment. */
export const noDeduction: LatePolicy = { rate: 0, intervalSeconds: 86_400, floorPercent: 0 };
