import { failure, type ErrorCode, type Failure } from '../../../shared/kernel/errors';

/** Everything that may stand between us and a server, as far as a person can do something about it. */
export const connectProblems = [
  'host_not_found',
  'port_closed',
  'no_answer',
  'not_postgres',
  'tls_refused',
  'tls_required',
  'certificate',
  'certificate_file',
  'password_needed',
  'password_wrong',
  'login_refused',
  'database_missing',
  'too_many_connections',
  'not_ready',
  'server_too_old',
  'standby',
  'connection_lost',
  'other',
] as const;
export type ConnectProblem = (typeof connectProblems)[number];

/** A problem with a connection: what is so, and what a person can do. Whole sentences. */
export type ConnectFailure = {
  readonly problem: ConnectProblem;
  readonly what: string;
  readonly remedy: string;
  readonly code?: ErrorCode;
};

/** The problem as a failure; `details.problem`, `details.what` and `details.remedy` are its parts. */
export function toFailure({ problem, what, remedy, code }: ConnectFailure): Failure {
  return failure(code ?? 'unavailable', `${what} Nothing was changed. ${remedy}`, {
    problem,
    what,
    remedy,
  });
}

/** The parts that `toFailure` put into a failure; undefined for a failure of another kind. */
export function connectFailureOf({ details }: Failure): ConnectFailure | undefined {
  const problem = connectProblems.find((known) => known === details?.problem);
  const { what, remedy } = details ?? {};
  if (problem === undefined || typeof what !== 'string' || typeof remedy !== 'string') {
    return undefined;
  }
  return { problem, what, remedy };
}
