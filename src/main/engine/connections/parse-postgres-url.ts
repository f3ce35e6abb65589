import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { defaultPort, isSocketFolder, type PostgresSettings } from './postgres-settings';
import { readParameters, type UrlParameters } from './url-parameters';
import { chooseTls } from './url-tls';

/** The parts of a URL; the password stands beside the settings and never in them. */
export type ParsedUrl = {
  readonly settings: PostgresSettings;
  readonly password: string | undefined;
  /** What was understood and has no effect, or another one than the writer may think. */
  readonly notes: readonly string[];
};

/** Whether a text means a Postgres server, whatever else is wrong with it. */
export function isPostgresUrl(text: string): boolean {
  return /^\s*postgres(ql)?:/i.test(text);
}

/**
 * Reads a Postgres URL as libpq does (percent-encoding, IPv6, Unix sockets, `sslmode`), without
 * looking at PG* variables. `osUser` is who connects when the URL names nobody. Fails with
 * `bad_input`; no message repeats the URL, because a password is in it.
 */
export function parsePostgresUrl(text: string, osUser: string): Result<ParsedUrl, Failure> {
  const parts = /^\s*postgres(?:ql)?:\/\/([^/?#\s]*)(?:\/([^?#\s]*))?(?:\?([^#\s]*))?\s*$/i.exec(
    text,
  );
  if (!parts) return err(shapeFailure(text));
  const [, authority = '', path = '', query = ''] = parts;
  const at = authority.lastIndexOf('@');
  // A sign of the password ended the part before the host too early.
  if (at < 0 && `${path}${query}`.includes('@')) return err(shapeFailure(text));
  const parameters = readParameters(query);
  if (!parameters.ok) return parameters;
  const who = decodeAll(authority.slice(0, Math.max(at, 0)).split(/:(.*)/s, 2));
  const where = readHostAndPort(authority.slice(at + 1));
  const names = decodeAll([path]);
  if (!who || !names) return err(encodingFailure());
  if (!where.ok) return where;
  return combine({ who, where: where.value, database: names[0] ?? '' }, parameters.value, osUser);
}

type Authority = {
  readonly who: readonly string[];
  readonly where: { readonly host: string; readonly port: string };
  readonly database: string;
};

function combine(
  { who, where, database }: Authority,
  parameters: UrlParameters,
  osUser: string,
): Result<ParsedUrl, Failure> {
  const { values, notes } = parameters;
  const user = values.user || who[0] || osUser;
  const host = values.host || where.host || 'localhost';
  const port = readPort(values.port || where.port);
  if (host.includes(',') || port === undefined) return err(placeFailure(host, port));
  const tls = chooseTls(host, values);
  if (!tls.ok) return tls;
  return ok({
    settings: {
      host,
      port,
      database: values.dbname || database || user,
      user,
      tls: tls.value.tls,
      ...(values.application_name ? { applicationName: values.application_name } : {}),
    },
    // An empty password is none: no server accepts it.
    password: values.password || who[1] || undefined,
    notes: [...notes, ...tls.value.notes],
  });
}

function readHostAndPort(
  place: string,
): Result<{ readonly host: string; readonly port: string }, Failure> {
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(place);
  if (bracketed) return ok({ host: bracketed[1] ?? '', port: bracketed[2] ?? '' });
  if (place.includes(',')) return err(placeFailure(place, defaultPort));
  const colons = place.split(':');
  if (colons.length > 2) {
    return err(
      failure(
        'bad_input',
        'The address in the Postgres URL has several colons. An IPv6 address is written in brackets: postgres://user@[::1]:5432/database.',
      ),
    );
  }
  const [host] = decodeAll([colons[0] ?? '']) ?? [];
  return host === undefined ? err(encodingFailure()) : ok({ host, port: colons[1] ?? '' });
}

function readPort(text: string): number | undefined {
  if (text === '') return defaultPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function decodeAll(texts: readonly string[]): readonly string[] | undefined {
  try {
    return texts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function placeFailure(host: string, port: number | undefined): Failure {
  if (port === undefined) {
    const place = isSocketFolder(host) ? 'socket' : 'host';
    return failure(
      'bad_input',
      `The port in the Postgres URL (of the ${place}) is no number from 1 to 65535. Nothing was changed. If the password holds a colon, @ or /, write it as %3A, %40 or %2F.`,
    );
  }
  return failure(
    'bad_input',
    'The Postgres URL names several hosts. Nothing was changed. Name the primary alone: steps are applied there.',
  );
}

function shapeFailure(text: string): Failure {
  const later = text.replace(/^\s*postgres(ql)?:\/\/[^/?#]*/i, '').includes('@');
  const hint = later
    ? 'A /, ?, # or space in the password must be written as %2F, %3F, %23 or %20.'
    : 'It looks like this: postgres://user:password@host:5432/database.';
  return failure(
    'bad_input',
    `This is no Postgres URL that can be read. Nothing was changed. ${hint}`,
  );
}

function encodingFailure(): Failure {
  return failure(
    'bad_input',
    'The Postgres URL holds a % that begins no code. Nothing was changed. Write a % itself as %25.',
  );
}
