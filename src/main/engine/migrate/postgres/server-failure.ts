import { failure, FailureError, type ErrorCode } from '../../../../shared/kernel/errors';
import { StepError } from '../step-outcome';
import { sqlState } from './lock-retries';

/** What the server refuses for reasons that a person can mend, by SQLSTATE or its class. */
const known: readonly (readonly [prefix: string, code: ErrorCode, remedy: string])[] = [
  [
    '42501',
    'refused',
    'Use a role that owns the tables, or let their owner grant what is missing.',
  ],
  [
    '25006',
    'refused',
    'The server or the role allows reading only. Connect to the primary server.',
  ],
  ['53100', 'disk_full', 'The disk of the server is full. Make room there, then try again.'],
  ['53', 'unavailable', 'The server is at its limits. Try again later.'],
  ['57', 'unavailable', 'The server has stopped the work. Try again when it is ready.'],
  ['55P03', 'busy', 'Something holds what was needed. Try again when it has ended.'],
  ['40', 'busy', 'Something else changed the same rows. Try again.'],
];

/** Runs work whose errors are not those of a step, and says what the server's own mean. */
export async function explaining<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (error instanceof FailureError || error instanceof StepError) return error;
  const state = sqlState(error);
  if (state === undefined || !(error instanceof Error)) return error;
  const match = known.find(([prefix]) => state.startsWith(prefix));
  if (!match) return error;
  const [, code, remedy] = match;
  return new FailureError(
    failure(code, `The server says: ${error.message}. Nothing was changed. ${remedy}`, { state }),
  );
}
