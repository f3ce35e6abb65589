import type { xp } from '../../../shared/contract/xp';
import { standingFor } from '../../../shared/domain/ledger/level';
import { failure } from '../../../shared/kernel/errors';
import { err, ok } from '../../../shared/kernel/result';
import { loadSteps } from '../migrate/load-steps';
import { verifyDatabase } from '../migrate/sqlite-verify';
import { toVerifyAnswer } from '../migrate/verify-answer';
import type { Handlers } from '../rpc/handlers';
import { catchUp } from './catch-up';
import { isKnownLearner, readStanding } from './repository';

export const xpHandlers: Handlers<typeof xp> = {
  show: ({ userId }, { workspace }) => {
    const standing = readStanding(workspace.read, userId);
    if (standing) return ok(standing);
    if (isKnownLearner(workspace.read, userId)) return ok({ ...standingFor(0), ledger: [] });
    return err(failure('not_found', `No learner with the id ${userId} is known here.`, { userId }));
  },

  verify: (_input, { workspace, folders }) => {
    const set = loadSteps(folders.migrations, 'sqlite');
    return ok(toVerifyAnswer(verifyDatabase(workspace.connection, set)));
  },

  catchUp: (_input, context) => {
    const info = { name: 'xp.catchUp', label: 'awards for completed chapters and courses' };
    return ok({ awarded: context.edit(info, catchUp) });
  },
};
