import type { jobs } from '../../../shared/contract/jobs';
import { failure } from '../../../shared/kernel/errors';
import { err, ok } from '../../../shared/kernel/result';
import type { Handlers } from '../rpc/handlers';

export const jobHandlers: Handlers<typeof jobs> = {
  list: (_input, context) => ok({ jobs: context.jobs.list() }),
  cancel: ({ id }, context) =>
    context.jobs.cancel(id)
      ? ok({})
      : err(failure('not_found', 'This work has already ended; there is nothing to cancel.')),
};
