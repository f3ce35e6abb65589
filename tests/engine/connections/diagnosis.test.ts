import { readFileSync, writeFileSync, copyFileSync, chmodSync } from 'node:fs';
import { createServer as createWeb } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  connectPostgres,
  type PostgresConnection,
} from '../../../src/main/engine/connections/postgres-connection';
import type { PostgresSettings } from '../../../src/main/engine/connections/postgres-settings';
import { testConnection } from '../../../src/main/engine/connections/test-connection';
import { makeCertificates, type KeyPair, type TestCertificates } from '../../support/certificates';
import { expectFailure, expectOk } from '../../support/engine';
import { migrationsFolder } from '../../support/migration-target';
import {
  embeddedBinaries,
  machineBinaries,
  startServer,
  type TestServer,
} from '../../support/postgres';
import { freePort, listen, relay, replacing, withOtherPid } from '../../support/tcp';

const servers = {
  'PostgreSQL of the packages': await embeddedBinaries(),
  'PostgreSQL of this machine': machineBinaries(),
};

const secret = 'open sesame: ü@/#?';

/** Who may come in how; the first rule that fits decides. */
const rules = `
local all all trust
hostssl all tls_only 127.0.0.1/32 scram-sha-256
hostnossl all tls_only 127.0.0.1/32 reject
host all nobody_comes 127.0.0.1/32 reject
host all no_rule 10.9.8.7/32 trust
host all postgres 127.0.0.1/32 scram-sha-256
host all hashed 127.0.0.1/32 md5
host all typed 127.0.0.1/32 password
host all viewer 127.0.0.1/32 trust
host all ghost 127.0.0.1/32 trust
`;

describe.each(Object.entries(servers))('%s', (_name, binaries) => {
  let server: TestServer;
  let certificates: TestCertificates;
  let admin: Client;
  let port = 0;

  beforeAll(async () => {
    if (!binaries) return;
    certificates = makeCertificates();
    port = await freePort();
    server = await startServer(binaries, {
      port,
      settings: ['ssl=on', 'max_connections=20', 'password_encryption=scram-sha-256'],
      prepare: (data) => {
        writeFileSync(join(data, 'pg_hba.conf'), rules);
        placeKeys(data, 'server', certificates.valid);
        placeKeys(data, 'expired', certificates.expired);
        placeKeys(data, 'future', certificates.future);
        placeKeys(data, 'self', certificates.selfSigned);
      },
    });
    admin = new Client({ host: server.host, port, user: 'postgres', database: 'postgres' });
    await admin.connect();
    const password = admin.escapeLiteral(secret);
    await admin.query(`ALTER ROLE postgres PASSWORD ${password}`);
    await admin.query(`CREATE ROLE tls_only LOGIN PASSWORD ${password}`);
    await admin.query(`CREATE ROLE typed LOGIN PASSWORD ${password}`);
    await admin.query(
      'CREATE ROLE nobody_comes LOGIN; CREATE ROLE no_rule LOGIN; CREATE ROLE viewer LOGIN',
    );
    await admin.query("SET password_encryption = 'md5'");
    await admin.query(`CREATE ROLE hashed LOGIN PASSWORD ${password}`);
    await admin.query('CREATE DATABASE lms');
    await admin.query('CREATE DATABASE closed');
    await admin.query('REVOKE CONNECT ON DATABASE closed FROM PUBLIC');
  });
  afterAll(async () => {
    await admin?.end();
    await server?.stop();
    certificates?.remove();
  });

  const serverTest = test.skipIf(!binaries);

  const at = (part: Partial<PostgresSettings> = {}): PostgresSettings => ({
    host: 'localhost',
    port,
    database: 'lms',
    user: 'postgres',
    tls: { mode: 'verify-full', caFile: certificates.authority },
    ...part,
  });
  const plain = (part: Partial<PostgresSettings> = {}): PostgresSettings =>
    at({ host: '127.0.0.1', tls: { mode: 'disable' }, ...part });

  /** The problem that stops a test, which is the last thing it says. */
  const stoppedBy = async (settings: PostgresSettings, password: string | undefined = secret) => {
    const { ok, server: found, checks } = await testConnection(settings, password);
    expect({ ok, found }).toEqual({ ok: false, found: null });
    const last = checks.at(-1);
    expect(last?.state).toBe('problem');
    expect(last?.remedy).not.toBe('');
    expect(checks.slice(0, -1).every((check) => check.state === 'ok')).toBe(true);
    expect(JSON.stringify(checks)).not.toContain(secret);
    return { check: last?.check, detail: last?.detail ?? '', remedy: last?.remedy ?? '' };
  };

  serverTest('a good connection is proved step by step, with TLS and its certificate', async () => {
    const { ok, server: found, checks } = await testConnection(at(), secret);
    expect(checks.map((check) => [check.check, check.state])).toEqual([
      ['host', 'ok'],
      ['port', 'ok'],
      ['server', 'ok'],
      ['tls', 'ok'],
      ['login', 'ok'],
      ['database', 'ok'],
      ['version', 'ok'],
      ['primary', 'ok'],
      ['time_zone', expect.any(String)],
      ['pooler', 'ok'],
      ['privileges', 'ok'],
    ]);
    expect(ok).toBe(true);
    expect(found).toMatchObject({ version: server.version.split(' ')[0], pooled: false });
  });

  serverTest('the session is encrypted exactly when it should be', async () => {
    for (const [mode, encrypted] of [
      ['verify-full', true],
      ['verify-ca', true],
      ['require', true],
      ['disable', false],
    ] as const) {
      const caFile = mode.startsWith('verify') ? certificates.authority : undefined;
      const connection = expectOk(await connectPostgres(at({ tls: { mode, caFile } }), secret));
      const { rows } = await connection.withClient((client) =>
        client.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'),
      );
      expect([mode, rows[0]?.ssl]).toEqual([mode, encrypted]);
      await connection.close();
    }
  });

  serverTest('a host that does not exist is named', async () => {
    const found = await stoppedBy(at({ host: 'no-such-host.invalid' }));
    expect(found.check).toBe('host');
    expect(found.detail).toContain('no-such-host.invalid');
  });

  serverTest('a closed port is told from a missing host', async () => {
    const closed = await freePort();
    const found = await stoppedBy(plain({ port: closed }));
    expect(found.check).toBe('port');
    expect(found.detail).toContain(`nothing listens at port ${closed}`);
  });

  serverTest('a socket without a server names its file', async () => {
    const found = await stoppedBy(plain({ host: '/nowhere/at/all' }));
    expect(found.check).toBe('port');
    expect(found.detail).toContain(`/nowhere/at/all/.s.PGSQL.${port}`);
  });

  serverTest('a web server and a secure shell are not Postgres, with TLS and without', async () => {
    const web = createWeb((_request, response) => response.end('hello'));
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    const shell = await listen((socket) => void socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    const webPort = (web.address() as AddressInfo).port;
    for (const other of [webPort, shell.port]) {
      for (const mode of ['require', 'disable'] as const) {
        const settings = plain({ port: other, tls: { mode } });
        const failure = expectFailure(
          await connectPostgres(settings, secret, { connectTimeoutMs: 500 }),
          'unavailable',
        );
        expect([mode, other === webPort, failure.details?.problem]).toEqual([
          mode,
          other === webPort,
          'not_postgres',
        ]);
        expect(failure.message).toMatch(/5432/);
      }
    }
    web.closeAllConnections();
    web.close();
    await shell.close();
  });

  serverTest('a port where nobody says anything is not taken for Postgres', async () => {
    const silent = await listen(() => undefined);
    const settings = plain({ port: silent.port });
    const failure = expectFailure(
      await connectPostgres(settings, secret, { connectTimeoutMs: 300 }),
      'unavailable',
    );
    expect(failure.details?.problem).toBe('no_answer');
    await silent.close();
  });

  serverTest('a server without TLS is refused where TLS was asked for', async () => {
    const bare = await relay(`${server.host}/.s.PGSQL.${port}`, (data) =>
      data.length === 1 && data.toString() === 'S' ? Buffer.from('N') : data,
    );
    const found = await stoppedBy(
      at({ host: 'localhost', port: bare.port, tls: { mode: 'require' } }),
    );
    expect(found.check).toBe('tls');
    expect(found.detail).toContain('does not speak TLS');
    await bare.close();
  });

  serverTest('a server that insists on TLS says so when it is not used', async () => {
    const found = await stoppedBy(plain({ user: 'tls_only' }));
    expect(found.check).toBe('tls');
    expect(found.remedy).toContain('Choose TLS');
    expect((await testConnection(at({ user: 'tls_only' }), secret)).ok).toBe(true);
  });

  serverTest(
    'a certificate of an unknown authority is refused, and how to trust it is said',
    async () => {
      const found = await stoppedBy(at({ tls: { mode: 'verify-full' } }));
      expect(found.check).toBe('tls');
      expect(found.detail).toContain('authority that is not known');
      expect(found.remedy).toContain('PEM');
      const failure = expectFailure(
        await connectPostgres(at({ tls: { mode: 'verify-full' } }), secret),
        'refused',
      );
      expect(failure.details?.problem).toBe('certificate');
    },
  );

  serverTest('NODE_TLS_REJECT_UNAUTHORIZED does not weaken it', async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect((await stoppedBy(at({ tls: { mode: 'verify-full' } }))).check).toBe('tls');
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  serverTest(
    'a certificate for another name is refused by verify-full and not by verify-ca',
    async () => {
      const found = await stoppedBy(at({ host: '127.0.0.1' }));
      expect(found.check).toBe('tls');
      expect(found.detail).toContain('for another name: localhost');
      const lax = at({
        host: '127.0.0.1',
        tls: { mode: 'verify-ca', caFile: certificates.authority },
      });
      expect((await testConnection(lax, secret)).ok).toBe(true);
    },
  );

  serverTest(
    'a certificate that has expired, begins later, or signed itself is told apart',
    async () => {
      for (const [name, words] of [
        ['expired', 'has expired'],
        ['future', 'is not valid yet'],
        ['self', 'signed by nobody but itself'],
      ] as const) {
        await useCertificate(admin, name);
        const found = await stoppedBy(at());
        expect([name, found.check]).toEqual([name, 'tls']);
        expect(found.detail).toContain(words);
      }
      await useCertificate(admin, 'server');
      expect((await testConnection(at(), secret)).ok).toBe(true);
    },
  );

  serverTest('a file of certificates that is missing or holds none is named', async () => {
    for (const caFile of [join(certificates.folder, 'none.pem'), certificates.valid.key]) {
      const settings = at({ tls: { mode: 'verify-full', caFile } });
      const failure = expectFailure(await connectPostgres(settings, secret), 'bad_input');
      expect(failure.message).toContain(caFile);
      expect((await testConnection(settings, secret)).checks.at(-1)?.check).toBe('tls');
    }
  });

  serverTest(
    'a wrong, an empty and a missing password are told apart, however it is checked',
    async () => {
      for (const user of ['postgres', 'hashed', 'typed']) {
        expect((await testConnection(plain({ user }), secret)).ok).toBe(true);
        const failure = expectFailure(
          await connectPostgres(plain({ user }), 'wrong'),
          'unavailable',
        );
        expect([user, failure.details?.problem]).toEqual([user, 'password_wrong']);
        const missing = expectFailure(
          await connectPostgres(plain({ user }), undefined),
          'unavailable',
        );
        expect([user, missing.details?.problem]).toEqual([user, 'password_needed']);
        expect(missing.message).toContain('LECTERN_PASSWORD');
      }
      expect((await stoppedBy(plain(), 'wrong')).check).toBe('login');
    },
  );

  serverTest('PG* variables and a password file are not looked at', async () => {
    const passwordFile = join(certificates.folder, 'pgpass');
    writeFileSync(passwordFile, '*:*:*:*:from-a-file\n', { mode: 0o600 });
    const wanted = {
      PGPASSWORD: secret,
      PGOPTIONS: '-c geqo=off',
      PGUSER: 'viewer',
      PGSSLMODE: 'require',
      PGAPPNAME: 'surroundings',
      PGREPLICATION: 'true',
      PGPASSFILE: passwordFile,
    };
    const before = { ...process.env };
    Object.assign(process.env, wanted);
    try {
      const failure = expectFailure(await connectPostgres(plain(), undefined), 'unavailable');
      expect(failure.details?.problem).toBe('password_needed');
      const connection = expectOk(await connectPostgres(plain(), secret));
      const { rows } = await connection.withClient((client) =>
        client.query(
          `SELECT current_setting('geqo') AS geqo, current_setting('application_name') AS name,
             current_user AS "user", ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`,
        ),
      );
      expect(rows).toEqual([{ geqo: 'on', name: 'Lectern', user: 'postgres', ssl: false }]);
      await connection.close();
    } finally {
      for (const name of Object.keys(wanted)) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
    }
  });

  serverTest('a rule that keeps the user out is told from a password', async () => {
    const rejected = await stoppedBy(at({ user: 'nobody_comes', tls: { mode: 'require' } }));
    expect(rejected.check).toBe('login');
    expect(rejected.detail).toContain('pg_hba.conf');
    const missing = await stoppedBy(at({ user: 'no_rule', tls: { mode: 'require' } }));
    expect(missing.check).toBe('login');
    const unknown = await stoppedBy(plain({ user: 'ghost' }));
    expect(unknown.check).toBe('login');
    expect(unknown.detail).toContain('no user ghost');
  });

  serverTest('a missing database is named, also one that may not be entered', async () => {
    const missing = await stoppedBy(plain({ database: 'LMS' }));
    expect(missing.check).toBe('database');
    expect(missing.detail).toContain('has no database LMS');
    const closed = await stoppedBy(plain({ user: 'viewer', database: 'closed' }));
    expect(closed.check).toBe('login');
    expect(closed.remedy).toContain('GRANT CONNECT ON DATABASE "closed" TO "viewer"');
  });

  serverTest('a server with no session left says so', async () => {
    await admin.query('ALTER ROLE viewer CONNECTION LIMIT 0');
    const found = await stoppedBy(plain({ user: 'viewer' }));
    await admin.query('ALTER ROLE viewer CONNECTION LIMIT -1');
    expect(found.check).toBe('login');
    expect(found.detail).toContain('no session left');
  });

  serverTest(
    'a role that may only look is warned, with what it lacks and what would help',
    async () => {
      await admin.query('CREATE DATABASE looked_at');
      const owner = await open(plain({ database: 'looked_at' }));
      await owner.withClient((client) => client.query(baselineSql()));
      await owner.withClient((client) =>
        client.query(
          'GRANT SELECT ON "Course", "Chapter" TO viewer; REVOKE CREATE ON SCHEMA public FROM PUBLIC',
        ),
      );
      await owner.close();
      const { ok, checks } = await testConnection(
        plain({ user: 'viewer', database: 'looked_at' }),
        undefined,
      );
      const privileges = checks.find((check) => check.check === 'privileges');
      expect([ok, privileges?.state]).toEqual([true, 'warning']);
      expect(privileges?.detail).toContain('may not create the schema lectern');
      expect(privileges?.detail).toContain('Course belongs to postgres');
      expect(privileges?.detail).toContain('may not read UserProgress');
      expect(privileges?.remedy).toContain('GRANT CREATE ON DATABASE "looked_at" TO "viewer"');
    },
  );

  serverTest('a time zone other than UTC is a warning', async () => {
    await admin.query("ALTER DATABASE lms SET timezone TO 'Asia/Tokyo'");
    const { ok, server: found, checks } = await testConnection(plain(), secret);
    await admin.query("ALTER DATABASE lms SET timezone TO 'UTC'");
    const warned = checks.find((check) => check.check === 'time_zone');
    expect([ok, found?.timeZone, warned?.state]).toEqual([true, 'Asia/Tokyo', 'warning']);
    const utc = (await testConnection(plain(), secret)).checks;
    expect(utc.find((check) => check.check === 'time_zone')?.state).toBe('ok');
  });

  serverTest('a pooler between is a warning', async () => {
    const pooler = await relay(`${server.host}/.s.PGSQL.${port}`, withOtherPid);
    const {
      ok,
      server: found,
      checks,
    } = await testConnection(plain({ port: pooler.port }), secret);
    await pooler.close();
    const warned = checks.find((check) => check.check === 'pooler');
    expect([ok, found?.pooled, warned?.state]).toEqual([true, true, 'warning']);
  });

  serverTest('a server that is too old is refused', async () => {
    const number = (await admin.query('SHOW server_version_num')).rows[0].server_version_num;
    const old = await relay(`${server.host}/.s.PGSQL.${port}`, replacing(number, '120022'));
    const settings = plain({ port: old.port });
    const failure = expectFailure(await connectPostgres(settings, secret), 'refused');
    expect(failure.details?.problem).toBe('server_too_old');
    expect(failure.message).toContain('needs 13 or newer');
    const { ok, checks } = await testConnection(settings, secret);
    expect([ok, checks.find((check) => check.check === 'version')?.state]).toEqual([
      false,
      'problem',
    ]);
    await old.close();
  });

  async function open(settings: PostgresSettings): Promise<PostgresConnection> {
    return expectOk(await connectPostgres(settings, secret));
  }
});

describe.skipIf(!servers['PostgreSQL of the packages'])('a standby', () => {
  test('is refused for work and named in the test', async () => {
    const binaries = servers['PostgreSQL of the packages'];
    if (!binaries) return;
    const server = await startServer(binaries, {
      prepare: (data) => writeFileSync(join(data, 'standby.signal'), ''),
    });
    const settings: PostgresSettings = {
      host: server.host,
      port: 5432,
      database: 'postgres',
      user: 'postgres',
      tls: { mode: 'disable' },
    };
    const failure = expectFailure(await connectPostgres(settings, undefined), 'refused');
    expect(failure.details?.problem).toBe('standby');
    const { ok, checks } = await testConnection(settings, undefined);
    expect([ok, checks.find((check) => check.check === 'primary')?.state]).toEqual([
      false,
      'problem',
    ]);
    await server.stop();
  });
});

function baselineSql(): string {
  return readFileSync(join(migrationsFolder, '000_baseline/postgres.up.sql'), 'utf8');
}

function placeKeys(data: string, name: string, pair: KeyPair): void {
  copyFileSync(pair.certificate, join(data, `${name}.crt`));
  copyFileSync(pair.key, join(data, `${name}.key`));
  chmodSync(join(data, `${name}.key`), 0o600);
}

async function useCertificate(admin: Client, name: string): Promise<void> {
  await admin.query(`ALTER SYSTEM SET ssl_cert_file = '${name}.crt'`);
  await admin.query(`ALTER SYSTEM SET ssl_key_file = '${name}.key'`);
  await admin.query('SELECT pg_reload_conf()');
  for (let shown = ''; shown !== `${name}.crt`;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    shown = (await admin.query('SHOW ssl_cert_file')).rows[0].ssl_cert_file;
  }
}
