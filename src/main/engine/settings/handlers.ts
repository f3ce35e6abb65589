import type { settings } from '../../../shared/contract/settings';
import { isTimeZone } from '../../../shared/domain/time';
import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { Handlers } from '../rpc/handlers';
import { readSettings } from './read-settings';
import { storeSetting } from './repository';

/**
 * What a person can set. Settings are not part of the journal: undoing a grade must never change
 * the theme.
 */
export const settingsHandlers: Handlers<typeof settings> = {
  get: (_input, { workspace, who }) => ok(readSettings(workspace.read, who())),

  set: ({ patch }, { workspace, clock, who, emit }) => {
    if (patch.streakZone !== undefined && !isTimeZone(patch.streakZone)) {
      fail(
        'bad_input',
        `There is no time zone ${patch.streakZone}. Nothing was changed. Zones are named like Europe/Berlin or UTC.`,
        { streakZone: patch.streakZone },
      );
    }
    const changed = Object.entries(patch).filter(([, value]) => value !== undefined);
    workspace.write((db) => {
      for (const [key, value] of changed) storeSetting(db, key, value, toInstant(clock.now()));
    });
    if (changed.length > 0) emit('changed', { tables: ['lectern_setting'] });
    return ok(readSettings(workspace.read, who()));
  },
};
