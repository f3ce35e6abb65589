import type { ErrorCode } from '../../shared/kernel/errors';

/** Exit codes of the command line; a contract with the scripts that call it. */
export const exitCodes = {
  done: 0,
  complaints: 1,
  usage: 2,
  refused: 3,
  unavailable: 4,
  badInput: 5,
  stepFailed: 6,
  bug: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byErrorCode: { readonly [code in ErrorCode]: ExitCode } = {
  usage: exitCodes.usage,
  bad_input: exitCodes.badInput,
  not_found: exitCodes.badInput,
  conflict: exitCodes.complaints,
  refused: exitCodes.refused,
  unavailable: exitCodes.unavailable,
  busy: exitCodes.unavailable,
  read_only: exitCodes.unavailable,
  disk_full: exitCodes.unavailable,
  corrupt: exitCodes.badInput,
  newer_workspace: exitCodes.refused,
  step_failed: exitCodes.stepFailed,
  cancelled: exitCodes.complaints,
  engine_stopped: exitCodes.unavailable,
  internal: exitCodes.bug,
};

/** The exit code for a failure. */
export function exitCodeFor(code: ErrorCode): ExitCode {
  return byErrorCode[code];
}
