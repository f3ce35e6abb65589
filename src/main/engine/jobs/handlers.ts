import type { jobs } from '../../../shared/contract/jobs';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { Handlers } from '../rpc/handlers';

/** Running work. */
export const jobHandlers: Handlers<typeof jobs> = {
  list: (_input, context) => ok({ jobs: context.jobs.list() }),

  cancel: ({ id }, context) => {
    if (context.jobs.cancel(id)) return ok({});
    return fail('not_found', 'This work has already ended; there is nothing to cancel.', { id });
  },
};
