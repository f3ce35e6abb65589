import { z } from 'zod';
import { command, query } from './define';

/** What a person can set; kept in the workspace, so that it travels with it. */
export const settingsSchema = z.strictObject({
  /** The name written beside every change. */
  who: z.string().trim().max(200),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'comfortable']),
  /** IANA zone in which streak days are counted. */
  streakZone: z.string().max(100),
  /** Base of the address printed on certificates; empty means `urn:lectern:certificate:`. */
  verificationBaseUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  issuerName: z.string().trim().max(200),
  singleKeyShortcuts: z.boolean(),
  welcomed: z.boolean(),
});
export type Settings = z.output<typeof settingsSchema>;

export const settings = {
  get: query(z.strictObject({}), settingsSchema, ['lectern_setting']),
  set: command(z.strictObject({ patch: settingsSchema.partial() }), settingsSchema),
} as const;
