import type { ConnectFailure } from './connect-problem';
import { errorParts, isSqlState, type PostgresError } from './postgres-errors';
import { serverPlace, type PostgresSettings } from './postgres-settings';

type Refusal = (
  settings: PostgresSettings,
  parts: PostgresError,
  usesTls: boolean,
) => ConnectFailure;

/** By SQLSTATE, because messages come in the server's language. */
const refusals: Readonly<Record<string, Refusal>> = {
  '28P01': (settings) => ({
    problem: 'password_wrong',
    what: `The server ${serverPlace(settings)} does not accept the password of ${settings.user}, or there is no such user.`,
    remedy: 'Check user and password. Capital letters count in both.',
  }),
  '28000': refused,
  '3D000': (settings) => ({
    problem: 'database_missing',
    what: `The server ${serverPlace(settings)} has no database ${settings.database}.`,
    remedy: 'Check the name; capital letters count. psql -l lists the databases.',
  }),
  '42501': (settings) => ({
    problem: 'login_refused',
    what: `${settings.user} may not connect to the database ${settings.database} at ${serverPlace(settings)}.`,
    remedy: `The owner of the database can allow it: GRANT CONNECT ON DATABASE "${settings.database}" TO "${settings.user}";`,
  }),
  '53300': (settings, { message }) => ({
    problem: 'too_many_connections',
    what: `The server ${serverPlace(settings)} has no session left (${message}).`,
    remedy: 'Try again in a minute, or end sessions that are not needed.',
  }),
  '57P03': notReady,
  '57P01': notReady,
};

/**
 * Why the server let nobody in; its own words are passed on where they say more. Undefined when
 * the error does not come from a server.
 */
export function loginProblem(
  error: unknown,
  settings: PostgresSettings,
  usesTls: boolean,
): ConnectFailure | undefined {
  const parts = errorParts(error);
  if (!isSqlState(parts.code)) return undefined;
  const refusal = refusals[poolerState(parts)];
  if (refusal) return refusal(settings, parts, usesTls);
  return {
    problem: 'other',
    what: `The server ${serverPlace(settings)} refused the log-in of ${settings.user} to ${settings.database}: ${parts.message} (${parts.code}).`,
    remedy: 'Look into the log of the server, or of the pooler in front of it.',
  };
}

function notReady(settings: PostgresSettings, { message }: PostgresError): ConnectFailure {
  return {
    problem: 'not_ready',
    what: `The server ${serverPlace(settings)} is starting or stopping (${message}).`,
    remedy: 'Wait a minute and try again.',
  };
}

/** What PgBouncer says of its own accord (always in English), or passes on from the server. */
const poolerWords: readonly (readonly [words: RegExp, state: string])[] = [
  [/no such database|^database ".*" does not exist$/, '3D000'],
  [/(password|SASL) authentication failed|no such user|^role ".*" does not exist$/, '28P01'],
  [/no more connections|too many (clients|connections)|connection slots/, '53300'],
  [/^the database system is /, '57P03'],
];

/** Older PgBouncers (1.18) say everything under the state of a protocol error. */
function poolerState({ code, message }: PostgresError): string {
  if (code !== '08P01') return code;
  return poolerWords.find(([words]) => words.test(message))?.[1] ?? code;
}

/** 28000 is said for several reasons; where the server stood when it said so tells them apart. */
function refused(
  settings: PostgresSettings,
  { routine, message }: PostgresError,
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
