import { settingsSchema, type Settings } from '../../../shared/contract/settings';
import type { ReadableDb } from '../storage/database';
import { storedSettings } from './repository';

const defaults: Settings = {
  who: '',
  theme: 'system',
  density: 'compact',
  streakZone: 'UTC',
  verificationBaseUrl: '',
  issuerName: '',
  singleKeyShortcuts: true,
  welcomed: false,
};

/**
 * The settings of a workspace: what is stored, else the default. `who` is given by the caller,
 * because its default is the name of the operating system's user. A stored value that a newer or
 * older program wrote and this one does not understand counts as not set.
 */
export function readSettings(db: ReadableDb, who: string): Settings {
  const stored = storedSettings(db);
  const known = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(stored.get(key));
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return { ...defaults, ...Object.fromEntries(known), who };
}
