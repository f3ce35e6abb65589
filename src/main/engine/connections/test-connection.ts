import { connectionChecks, type ConnectionCheck } from '../../../shared/contract/targets';
import { lmsTables } from '../migrate/lms-tables';
import { connectFailureOf, type ConnectProblem } from './connect-problem';
import { missingPrivileges } from './missing-privileges';
import { connectPostgres, type PostgresConnection } from './postgres-connection';
import { isSocketFolder, serverPlace, type PostgresSettings } from './postgres-settings';
import { readPrivileges, type Privileges } from './privileges-repository';
import { serverProblem } from './server-check';
import { readTimeZone } from './server-repository';
import { isUtc, zoneWarning } from './time-zone';
import type { Failure } from '../../../shared/kernel/errors';

type CheckName = ConnectionCheck['check'];

/** The outcome of a test; `checks` ends with the first problem. */
export type ConnectionTest = {
  readonly ok: boolean;
  readonly server: {
    readonly version: string;
    readonly standby: boolean;
    readonly pooled: boolean;
    readonly timeZone: string;
  } | null;
  readonly checks: readonly ConnectionCheck[];
};

const statementTimeoutMs = 15_000;

/**
 * Connects as a migration would and says step by step what is well; changes nothing. `ask` is
 * called when the server wants a password and none is known.
 */
export async function testConnection(
  settings: PostgresSettings,
  password: string | undefined,
  ask: () => Promise<string | undefined> = async () => undefined,
): Promise<ConnectionTest> {
  const connected = await connectPostgres(settings, password, { acceptAny: true });
  if (!connected.ok) {
    const isNeeded = connectFailureOf(connected.error)?.problem === 'password_needed';
    const answer = isNeeded ? await ask() : undefined;
    if (answer !== undefined) return testConnection(settings, answer);
    return { ok: false, server: null, checks: checksUpTo(settings, connected.error) };
  }
  const connection = connected.value;
  try {
    return await lookAround(connection);
  } finally {
    await connection.close();
  }
}

async function lookAround(connection: PostgresConnection): Promise<ConnectionTest> {
  const { timeZone, privileges } = await connection.transaction(
    async (client) => ({
      timeZone: await readTimeZone(client),
      privileges: await readPrivileges(
        client,
        lmsTables.map((table) => table.name),
      ),
    }),
    { readOnly: true, statementTimeoutMs, lockTimeoutMs: 5_000 },
  );
  const { settings, serverVersion: version, standby, pooled } = connection;
  const checks = [
    ...wayToDatabase(settings),
    ...versionChecks(connection),
    zoneCheck(timeZone),
    poolerCheck(pooled),
    privilegeCheck(privileges),
  ];
  const ok = checks.every((check) => check.state !== 'problem');
  return { ok, server: { version, standby, pooled, timeZone }, checks };
}

/** In which check each problem shows. */
const checkOf: { readonly [problem in ConnectProblem]: CheckName } = {
  host_not_found: 'host',
  port_closed: 'port',
  no_answer: 'port',
  not_postgres: 'server',
  tls_refused: 'tls',
  tls_required: 'tls',
  certificate: 'tls',
  certificate_file: 'tls',
  password_needed: 'login',
  password_wrong: 'login',
  login_refused: 'login',
  too_many_connections: 'login',
  not_ready: 'login',
  connection_lost: 'login',
  other: 'login',
  database_missing: 'database',
  server_too_old: 'version',
  standby: 'primary',
};

function checksUpTo(settings: PostgresSettings, failure: Failure): readonly ConnectionCheck[] {
  const known = connectFailureOf(failure);
  const check = known ? checkOf[known.problem] : 'login';
  const before = connectionChecks.slice(0, connectionChecks.indexOf(check));
  return [
    ...wayToDatabase(settings).filter((one) => before.includes(one.check)),
    {
      check,
      state: 'problem',
      detail: known?.what ?? failure.message,
      remedy: known?.remedy ?? '',
    },
  ];
}

/** What is proved by having logged in. */
function wayToDatabase(settings: PostgresSettings): readonly ConnectionCheck[] {
  const { host, tls, user, database } = settings;
  const protection = isSocketFolder(host)
    ? 'A Unix socket; nothing leaves this computer.'
    : {
        disable: 'Not encrypted, as chosen.',
        require: 'Encrypted; who the server is was not checked, as chosen.',
        'verify-ca': 'Encrypted; the certificate comes from a known authority.',
        'verify-full': 'Encrypted; the certificate is known and made for this name.',
      }[tls.mode];
  return [
    well('host', isSocketFolder(host) ? `The socket is in ${host}.` : `${host} is known.`),
    well('port', `${serverPlace(settings)} answers.`),
    well('server', 'It is Postgres.'),
    well('tls', protection),
    well('login', `${user} may log in.`),
    well('database', `The database ${database} is there.`),
  ];
}

function versionChecks(connection: PostgresConnection): readonly ConnectionCheck[] {
  const { settings, serverVersion: version, serverVersionNumber: number, standby } = connection;
  const old = serverProblem(settings, { version, number, standby: false });
  const copy = serverProblem(settings, { version, number: Infinity, standby });
  return [
    old ? problem('version', old) : well('version', `PostgreSQL ${version}.`),
    copy ? problem('primary', copy) : well('primary', 'It accepts changes.'),
  ];
}

function zoneCheck(zone: string): ConnectionCheck {
  if (isUtc(zone)) return well('time_zone', 'UTC.');
  const { what, remedy } = zoneWarning(zone);
  return { check: 'time_zone', state: 'warning', detail: what, remedy };
}

function poolerCheck(pooled: boolean): ConnectionCheck {
  if (!pooled) return well('pooler', 'Connected directly.');
  return {
    check: 'pooler',
    state: 'warning',
    detail: 'A pooler such as PgBouncer stands between Lectern and the server.',
    remedy:
      'Lectern works through it. For migrations connect directly (usually port 5432), so that a long step is not cut off by a limit of the pooler.',
  };
}

function privilegeCheck(privileges: Privileges): ConnectionCheck {
  const missing = missingPrivileges(privileges);
  if (missing.length === 0) {
    return well('privileges', `${privileges.user} may apply the steps.`);
  }
  return {
    check: 'privileges',
    // Enough for looking, planning and verifying, which is all that some people want.
    state: 'warning',
    detail: missing.map((one) => one.what).join(' '),
    remedy: missing.map((one) => one.remedy).join(' '),
  };
}

function well(check: CheckName, detail: string): ConnectionCheck {
  return { check, state: 'ok', detail, remedy: '' };
}

function problem(
  check: CheckName,
  { what, remedy }: { readonly what: string; readonly remedy: string },
): ConnectionCheck {
  return { check, state: 'problem', detail: what, remedy };
}
