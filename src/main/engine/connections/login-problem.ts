import type { ConnectFailure } from './connect-problem';
import { errorParts, isSqlState, type PostgresError } from './postgres-errors';
import { serverPlace, type PostgresSettings } from './postgres-settings';

/**
 * Why the server let nobody in. Decided by SQLSTATE and the place in the server's sources, because
 * messages come in the server's language; its own words are passed on where they say more.
 * Undefined when the error does not come from a server.
 */
export function loginProblem(
  error: unknown,
  settings: PostgresSettings,
  usesTls: boolean,
): ConnectFailure | undefined {
  const parts = errorParts(error);
  if (!isSqlState(parts.code)) return undefined;
  const place = serverPlace(settings);
  switch (poolerState(parts)) {
    case '28P01':
      return {
        problem: 'password_wrong',
        what: `The server ${place} does not accept the password of ${settings.user}, or there is no such user.`,
        remedy: 'Check user and password. Capital letters count in both.',
      };
    case '28000':
      return refused(parts, settings, usesTls);
    case '3D000':
      return {
        problem: 'database_missing',
        what: `The server ${place} has no database ${settings.database}.`,
        remedy: 'Check the name; capital letters count. psql -l lists the databases.',
      };
    case '42501':
      return {
        problem: 'login_refused',
        what: `${settings.user} may not connect to the database ${settings.database} at ${place}.`,
        remedy: `The owner of the database can allow it: GRANT CONNECT ON DATABASE "${settings.database}" TO "${settings.user}";`,
      };
    case '53300':
      return {
        problem: 'too_many_connections',
        what: `The server ${place} has no session left (${parts.message}).`,
        remedy: 'Try again in a minute, or end sessions that are not needed.',
      };
    case '57P03':
    case '57P01':
      return {
        problem: 'not_ready',
        what: `The server ${place} is starting or stopping (${parts.message}).`,
        remedy: 'Wait a minute and try again.',
      };
    default:
      return {
        problem: 'other',
        what: `The server ${place} refused the log-in of ${settings.user} to ${settings.database}: ${parts.message} (${parts.code}).`,
        remedy: 'Look into the log of the server, or of the pooler in front of it.',
      };
  }
}

/** Older PgBouncers say everything under the state of a protocol error; its words are always English. */
function poolerState({ code, message }: PostgresError): string {
  if (code !== '08P01') return code;
  if (message.includes('no such database')) return '3D000';
  if (/password authentication failed|no such user/.test(message)) return '28P01';
  return message.includes('no more connections') ? '53300' : code;
}

/** 28000 is said for several reasons; where the server stood when it said so tells them apart. */
function refused(
  { routine, message }: PostgresError,
  settings: PostgresSettings,
  usesTls: boolean,
): ConnectFailure {
  const place = serverPlace(settings);
  if (routine.startsWith('InitializeSessionUserId')) {
    return {
      problem: 'login_refused',
      what: `The server ${place} has no user ${settings.user} who may log in (${message}).`,
      remedy: 'Check the name; capital letters count. psql -c "\\du" lists the users.',
    };
  }
  const rule = `pg_hba.conf of ${place} has no rule that lets ${settings.user} into ${settings.database} from this computer`;
  if (!usesTls && !settings.host.startsWith('/')) {
    return {
      problem: 'tls_required',
      what: `${rule} without TLS (${message}).`,
      remedy:
        'Choose TLS (verify-full, or require); if that does not help, have a rule added for this computer.',
    };
  }
  return {
    problem: 'login_refused',
    what: `${rule} (${message}).`,
    remedy: 'Whoever runs the server can add a rule to pg_hba.conf and reload it.',
  };
}
