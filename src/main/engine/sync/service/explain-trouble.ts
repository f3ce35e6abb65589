import {
  failure,
  FailureError,
  type ErrorCode,
  type Failure,
} from '../../../../shared/kernel/errors';
import { connectFailureOf, type ConnectProblem } from '../../connections/connect-problem';
import { errorParts, isSqlState } from '../../connections/postgres-errors';
import { serverPlace, type PostgresSettings } from '../../connections/postgres-settings';
import type { EngineContext } from '../../context';
import { sqliteFailure } from '../../storage/sqlite-errors';

const triesAgain = 'Sync tries again by itself.';

type Meaning = {
  readonly code: ErrorCode;
  readonly problem: string;
  readonly what: string;
  readonly remedy: string;
};

/** What stopped a cycle; anything that is not known is a bug and is written into the log. */
export function explainTrouble(
  error: unknown,
  { workspace, log }: Pick<EngineContext, 'workspace' | 'log'>,
  settings: PostgresSettings | undefined,
  isStopped: boolean,
): Failure {
  // Whatever an interrupted piece of work ended with: it was stopped, and that is why.
  if (isStopped) {
    return failure(
      'cancelled',
      'Stopped. What was stored before is kept; sync goes on from there.',
    );
  }
  if (error instanceof FailureError) return inMoreWords(error.failure, settings);
  const known =
    sqliteFailure(error, workspace.file) ?? (settings && serverFailure(error, settings));
  if (known) return known;
  const reference = log.bug('sync', error);
  return {
    ...failure(
      'internal',
      `Lectern has a fault in sync. Nothing was lost; the log has the details under ${reference}.`,
      {
        problem: 'internal',
        remedy: `Sync tries again by itself. Report the fault with the reference ${reference}.`,
      },
    ),
    reference,
  };
}

/** A full disk is worth naming: waiting alone does not empty it. */
function inMoreWords(known: Failure, settings: PostgresSettings | undefined): Failure {
  if (!settings || known.details?.sqlstate !== '53100') return known;
  return serverFailure({ code: '53100' }, settings) ?? known;
}

/** What an error of the server means for the whole loop; undefined for one that is not known. */
function serverFailure(error: unknown, settings: PostgresSettings): Failure | undefined {
  const { code, message } = errorParts(error);
  if (!isSqlState(code)) return undefined;
  const meaning = meanings.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (!meaning) return undefined;
  const about = { place: serverPlace(settings), user: settings.user, said: message };
  const { what, remedy, problem, code: kind } = meaning(about);
  return failure(kind, `${what} Nothing was lost. ${remedy}`, {
    problem,
    what,
    remedy,
    sqlstate: code,
  });
}

type Said = { readonly place: string; readonly user: string; readonly said: string };

/** By SQLSTATE or its class; the first that fits counts. */
const meanings: readonly (readonly [prefix: string, meaning: (about: Said) => Meaning])[] = [
  ['42501', notAllowed],
  ['25006', readOnly],
  ['53100', full],
  ['53', away],
  ['57', away],
  ['08', away],
  ['40', held],
  ['55P03', held],
  ['42P01', outdated],
  ['42703', outdated],
  ['42883', outdated],
];

function notAllowed({ place, user, said }: Said): Meaning {
  return {
    code: 'refused',
    problem: 'not_allowed',
    what: `The server ${place} does not let ${user} do what sync needs (${said}).`,
    remedy: `Have the owner of the tables run there: SELECT lectern.grant_sync('${user.replaceAll("'", "''")}');`,
  };
}

function readOnly({ place, user }: Said): Meaning {
  return {
    code: 'refused',
    problem: 'read_only_server',
    what: `The server ${place} lets ${user} read only.`,
    remedy: 'Connect to the primary server, with a login that may write.',
  };
}

function full({ place }: Said): Meaning {
  return {
    code: 'unavailable',
    problem: 'server_full',
    what: `The disk of the server ${place} is full.`,
    remedy: 'Have room made there; what is queued is sent then.',
  };
}

function away({ place, said }: Said): Meaning {
  return {
    code: 'unavailable',
    problem: 'server_away',
    what: `The server ${place} has stopped the work (${said}).`,
    remedy: triesAgain,
  };
}

function held({ place, said }: Said): Meaning {
  return {
    code: 'busy',
    problem: 'server_busy',
    what: `Something else at ${place} holds what sync needs (${said}).`,
    remedy: triesAgain,
  };
}

function outdated({ place, said }: Said): Meaning {
  return {
    code: 'refused',
    problem: 'update_needed',
    what: `The server ${place} lacks something that this Lectern needs (${said}).`,
    remedy:
      'Have the server side of sync brought up to date: migrate up --group lectern, or sync init --install.',
  };
}

const hopeless: ReadonlySet<string> = new Set<ConnectProblem | string>([
  'password_needed',
  'password_wrong',
  'login_refused',
  'database_missing',
  'certificate',
  'certificate_file',
  'tls_refused',
  'tls_required',
  'server_too_old',
  'standby',
  'not_installed',
  'no_lms',
  'not_allowed',
  'read_only_server',
  'update_needed',
  'another_lms',
  'steps_missing',
  'another_user',
  'mirror_would_empty',
]);

/** Whether only a person can mend it, so that asking often would not help. */
export function isHopeless({ details }: Failure): boolean {
  return typeof details?.problem === 'string' && hopeless.has(details.problem);
}

/** Whether a session broke, which says nothing yet about the server. */
export function isLost(error: unknown): boolean {
  return error instanceof FailureError && error.failure.details?.problem === 'connection_lost';
}

/** A failure as the status shows it. */
export function problemOf(trouble: Failure): {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
} {
  const { code, message, details } = trouble;
  const connect = connectFailureOf(trouble);
  if (connect) return { code: connect.problem, message: connect.what, remedy: connect.remedy };
  if (details?.problem === 'connection_lost') {
    return { code: 'connection_lost', message: lostText(trouble), remedy: triesAgain };
  }
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' ? value : undefined;
  return {
    code: text(details?.problem) ?? code,
    message: text(details?.what) ?? message,
    remedy: text(details?.remedy) ?? triesAgain,
  };
}

function lostText({ details }: Failure): string {
  const { host, port } = details ?? {};
  if (typeof host !== 'string' || typeof port !== 'number') return 'The connection was lost.';
  return `The connection to ${serverPlace({ host, port })} was lost.`;
}
