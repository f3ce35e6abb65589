/**
 * The closed list of what can go wrong as far as a person or a script is concerned.
 * Each code maps to one exit code of the command line (see `cli/exit-codes.ts`).
 */
export const errorCodes = [
  'usage',
  'bad_input',
  'not_found',
  'conflict',
  'refused',
  'unavailable',
  'busy',
  'read_only',
  'disk_full',
  'corrupt',
  'newer_workspace',
  'step_failed',
  'cancelled',
  'engine_stopped',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A plain-data JSON value, as it crosses processes. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * An expected failure, whole on every side of the wire: `message` says what happened,
 * what was kept and what to do next; `details` carries facts a program may need
 * (file, line, row, would-lose counts); `reference` is also in the log.
 */
export type Failure = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: { readonly [key: string]: JsonValue };
  readonly reference?: string;
};

/** Builds a failure without ceremony. */
export function failure(code: ErrorCode, message: string, details?: Failure['details']): Failure {
  return details ? { code, message, details } : { code, message };
}

/**
 * Carries a failure through code that can only throw (a transaction callback, a stream).
 * The dispatcher turns it back into a value; anything else thrown is a bug.
 */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Throws a failure from inside a transaction, so that it rolls back and still arrives as a value. */
export function fail(code: ErrorCode, message: string, details?: Failure['details']): never {
  throw new FailureError(failure(code, message, details));
}
