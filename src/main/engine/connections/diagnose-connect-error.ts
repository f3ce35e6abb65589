import type { Failure } from '../../../shared/kernel/errors';
import { certificateProblem } from './certificate-problem';
import { toFailure, type ConnectFailure } from './connect-problem';
import { networkProblem } from './network-problem';
import { errorParts } from './postgres-errors';
import { PasswordNeeded } from './postgres-driver';
import { serverPlace, settingsLabel, type PostgresSettings } from './postgres-settings';
import { loginProblem } from './login-problem';
import { probeServer } from './probe-server';

const probeMs = 3_000;

/**
 * What stopped a log-in, in words for a person. Where the error alone does not tell (another
 * program answers, or nobody), the place is asked once more without logging in. Undefined for an
 * error that is not about connecting at all: a bug.
 */
export async function diagnoseConnectError(
  error: unknown,
  settings: PostgresSettings,
  usesTls: boolean,
): Promise<Failure | undefined> {
  const known =
    passwordProblem(error, settings) ??
    networkProblem(error, settings) ??
    certificateProblem(error, settings) ??
    loginProblem(error, settings, usesTls);
  if (known) return toFailure(known);
  return isUnclear(error) ? toFailure(await askAgain(error, settings, usesTls)) : undefined;
}

function passwordProblem(error: unknown, settings: PostgresSettings): ConnectFailure | undefined {
  const { message } = errorParts(error);
  // An empty password never gets as far as the server with SCRAM; the driver refuses it.
  const isEmpty = message.startsWith('SASL: ') && message.includes('password must be');
  if (!(error instanceof PasswordNeeded) && !isEmpty) return undefined;
  return {
    problem: 'password_needed',
    what: `The server ${serverPlace(settings)} wants a password for ${settings.user}, and none is known.`,
    remedy: 'Enter it when asked, save it with the target, or set LECTERN_PASSWORD.',
  };
}

const unclearWords = [
  'The server does not support SSL connections',
  'There was an error establishing an SSL connection',
  'Connection terminated',
  'timeout expired',
  'timeout exceeded',
  'Query read timeout',
  'Received unexpected',
  'SASL: ',
];

function isUnclear(error: unknown): boolean {
  const { code, message } = errorParts(error);
  if (['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code)) return true;
  return unclearWords.some((words) => message.startsWith(words));
}

async function askAgain(
  error: unknown,
  settings: PostgresSettings,
  wantsTls: boolean,
): Promise<ConnectFailure> {
  const place = serverPlace(settings);
  const answer = await probeServer(settings, probeMs);
  if (answer.kind === 'error') return networkProblem(answer.error, settings) ?? noAnswer(place);
  if (answer.kind === 'silent') return noAnswer(place);
  if (answer.kind === 'other') return notPostgres(place, answer.said);
  if (wantsTls && !answer.tls) return tlsRefused(place, settings);
  // PgBouncer with an auth_query lets everybody wait who names a database that is not there.
  if (errorParts(error).message.includes('timeout')) return keptWaiting(place, settings);
  return {
    problem: 'other',
    what: `Postgres answers at ${place}, but the log-in for ${settingsLabel(settings)} was broken off.`,
    remedy: 'Look into the log of the server; a proxy or a firewall between may have closed it.',
  };
}

function keptWaiting(place: string, settings: PostgresSettings): ConnectFailure {
  return {
    problem: 'other',
    what: `Postgres answers at ${place}, but the log-in for ${settingsLabel(settings)} was not answered in time.`,
    remedy: `Check the name of the database (${settings.database}), and look into the log of the server, or of the pooler in front of it: a pooler makes one wait for a free session.`,
  };
}

function noAnswer(place: string): ConnectFailure {
  return {
    problem: 'no_answer',
    what: `Nobody answers at ${place}.`,
    remedy:
      'Check address and port, whether a VPN is needed, and whether a firewall lets this computer through.',
  };
}

function notPostgres(place: string, said: string): ConnectFailure {
  const words = said === '' ? '' : ` (it said “${said}”)`;
  return {
    problem: 'not_postgres',
    what: `What answers at ${place} is not Postgres${words}.`,
    remedy: 'Check the port: Postgres is usually at 5432, PgBouncer at 6432.',
  };
}

function tlsRefused(place: string, settings: PostgresSettings): ConnectFailure {
  return {
    problem: 'tls_refused',
    code: 'refused',
    what: `The server ${place} does not speak TLS, and ${settings.tls.mode} was asked for: the password and all data would travel in the clear.`,
    remedy:
      'Turn TLS on at the server (ssl = on). Only inside a network you trust, choose TLS “disable” (sslmode=disable).',
  };
}
