import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';

/** Parameters that decide something. */
const understood = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'application_name',
  'sslmode',
  'sslrootcert',
  'ssl',
] as const;
export type UrlParameter = (typeof understood)[number];

export type UrlParameters = {
  readonly values: { readonly [name in UrlParameter]?: string };
  readonly notes: readonly string[];
};

/** Parameters of other programs that are right in a URL and have no effect here. */
const withoutEffect: Readonly<Record<string, string>> = {
  channel_binding: 'the certificate is checked instead (TLS verify-full)',
  connect_timeout: 'Lectern waits ten seconds',
  connection_limit: 'Lectern uses four sessions at most',
  fallback_application_name: 'sessions are named Lectern',
  gssencmode: 'only TLS is used',
  keepalives: 'they are always on',
  keepalives_idle: 'they are always on',
  pgbouncer: 'PgBouncer is recognised by itself',
  pool_timeout: 'it concerns another program',
  socket_timeout: 'it concerns another program',
  sslnegotiation: 'TLS is negotiated the usual way',
  sslaccept: 'it concerns another program; sslmode decides',
  statement_cache_size: 'Lectern names no statements',
  target_session_attrs: 'Lectern refuses a standby in any case',
};

/**
 * Reads what follows the `?`. Fails with `bad_input` naming a parameter that is not known, given
 * twice, or cannot be honoured: what somebody wrote into a URL must not be ignored in silence.
 */
export function readParameters(query: string): Result<UrlParameters, Failure> {
  const values: { [name in UrlParameter]?: string } = {};
  const notes: string[] = [];
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [rawName = '', rawValue = ''] = pair.split(/=(.*)/s, 2);
    const [name, value] = [decode(rawName), decode(rawValue)];
    if (name === undefined || value === undefined) return refuse(rawName, 'holds a broken % code');
    const known = understood.find((one) => one === name);
    const problem = known ? undefined : noteOrProblem(name, value, notes);
    if (problem !== undefined) return refuse(name, problem);
    if (!known) continue;
    if (values[known] !== undefined) return refuse(name, 'is given twice');
    values[known] = value;
  }
  return ok({ values, notes });
}

function noteOrProblem(name: string, value: string, notes: string[]): string | undefined {
  if (name === 'schema') {
    if (value === 'public' || value === '') return undefined;
    return 'names another schema than public; the steps of the plan work in public';
  }
  const why = withoutEffect[name];
  if (why === undefined) {
    return name === 'sslcert' || name === 'sslkey'
      ? 'asks for a client certificate, which Lectern cannot present; use a password'
      : 'is not known';
  }
  notes.push(`${name} has no effect: ${why}.`);
  return undefined;
}

function refuse(name: string, problem: string): Result<never, Failure> {
  return err(
    failure(
      'bad_input',
      `The parameter ${name} of the Postgres URL ${problem}. Nothing was changed. Correct it or leave it out; understood are ${understood.join(', ')}.`,
      { parameter: name },
    ),
  );
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
