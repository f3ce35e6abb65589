import { failure, type Failure } from '../../../../shared/kernel/errors';
import { serverPlace, type PostgresSettings } from '../../connections/postgres-settings';
import type { ServerComplaint } from '../sqlstate';

/** Why a delivery is to be tried again later, from the SQLSTATE ('' when it was locked too often). */
export function passingFailure(code: string, settings: PostgresSettings): Failure {
  const kept = 'Nothing was lost: the queue is kept, and Lectern tries again by itself.';
  const isBusy = code === '' || /^(40|55P03|57014)/.test(code);
  return isBusy
    ? failure('busy', `Other work on ${serverPlace(settings)} is in the way. ${kept}`, {
        problem: 'server_busy',
        sqlstate: code,
      })
    : failure('unavailable', `${serverPlace(settings)} takes no changes at the moment. ${kept}`, {
        problem: 'server_unavailable',
        sqlstate: code,
      });
}

/** Why nothing at all can be delivered: the server's own book of deliveries cannot be written. */
export function refusedFailure(complaint: ServerComplaint, settings: PostgresSettings): Failure {
  return failure(
    'refused',
    `${serverPlace(settings)} refused to write down what was delivered: ${complaint.message}. Nothing was changed there and the queue is kept. Ask whoever runs the server to run lectern.grant_sync for this login.`,
    { problem: 'server_refused', sqlstate: complaint.code },
  );
}
