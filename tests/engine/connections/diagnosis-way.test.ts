import { once } from 'node:events';
import { createServer as createWeb } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPostgres } from '../../../src/main/engine/connections/postgres-connection';
import { testConnection } from '../../../src/main/engine/connections/test-connection';
import { hasOpenssl } from '../../support/certificates';
import { expectFailure, expectOk } from '../../support/engine';
import {
  guardedPassword,
  startGuardedServer,
  useCertificate,
  type GuardedServer,
} from '../../support/guarded-server';
import { embeddedBinaries, machineBinaries } from '../../support/postgres';
import { freePort, listen, relay } from '../../support/tcp';

const servers = {
  'PostgreSQL of the packages': await embeddedBinaries(),
  'PostgreSQL of this machine': machineBinaries(),
};

describe.each(Object.entries(servers))('%s', (_name, binaries) => {
  let guarded: GuardedServer;
  beforeAll(async () => {
    if (binaries && hasOpenssl) guarded = await startGuardedServer(binaries);
  });
  afterAll(() => guarded?.stop());
  const serverTest = test.skipIf(!binaries || !hasOpenssl);

  serverTest('a good connection is proved step by step, with TLS and its certificate', async () => {
    const { ok, server: found, checks } = await testConnection(guarded.at(), guardedPassword);
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
    expect(found).toMatchObject({ version: guarded.server.version.split(' ')[0], pooled: false });
  });

  serverTest('the session is encrypted exactly when it should be', async () => {
    for (const [mode, encrypted] of [
      ['verify-full', true],
      ['verify-ca', true],
      ['require', true],
      ['disable', false],
    ] as const) {
      const caFile = mode.startsWith('verify') ? guarded.certificates.authority : undefined;
      const connection = expectOk(
        await connectPostgres(guarded.at({ tls: { mode, caFile } }), guardedPassword),
      );
      const { rows } = await connection.withClient((client) =>
        client.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'),
      );
      expect([mode, rows[0]?.ssl]).toEqual([mode, encrypted]);
      await connection.close();
    }
  });

  serverTest('a host that does not exist is named', async () => {
    const found = await guarded.stoppedBy(guarded.at({ host: 'no-such-host.invalid' }));
    expect(found.check).toBe('host');
    expect(found.detail).toContain('no-such-host.invalid');
  });

  serverTest('a closed port is told from a missing host', async () => {
    const closed = await freePort();
    // A name may have two addresses, whose errors come in one.
    for (const host of ['127.0.0.1', 'localhost']) {
      const found = await guarded.stoppedBy(guarded.plain({ host, port: closed }));
      expect(found.check).toBe('port');
      expect(found.detail).toContain(`nothing listens at port ${closed}`);
    }
  });

  serverTest('a socket without a server names its file', async () => {
    const found = await guarded.stoppedBy(guarded.plain({ host: '/nowhere/at/all' }));
    expect(found.check).toBe('port');
    expect(found.detail).toContain(`/nowhere/at/all/.s.PGSQL.${guarded.port}`);
  });

  serverTest('a web server and a secure shell are not Postgres, with TLS and without', async () => {
    const web = createWeb((_request, response) => response.end('hello'));
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    const shell = await listen((socket) => void socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    const webPort = (web.address() as AddressInfo).port;
    for (const other of [webPort, shell.port]) {
      for (const mode of ['require', 'disable'] as const) {
        const settings = guarded.plain({ port: other, tls: { mode } });
        const failure = expectFailure(
          await connectPostgres(settings, guardedPassword, { connectTimeoutMs: 500 }),
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
    const settings = guarded.plain({ port: silent.port });
    const failure = expectFailure(
      await connectPostgres(settings, guardedPassword, { connectTimeoutMs: 300 }),
      'unavailable',
    );
    expect(failure.details?.problem).toBe('no_answer');
    await silent.close();
  });

  serverTest('a server without TLS is refused where TLS was asked for', async () => {
    const bare = await relay(`${guarded.server.host}/.s.PGSQL.${guarded.port}`, (data) =>
      data.length === 1 && data.toString() === 'S' ? Buffer.from('N') : data,
    );
    const found = await guarded.stoppedBy(
      guarded.at({ host: 'localhost', port: bare.port, tls: { mode: 'require' } }),
    );
    expect(found.check).toBe('tls');
    expect(found.detail).toContain('does not speak TLS');
    await bare.close();
  });

  serverTest('a server that insists on TLS says so when it is not used', async () => {
    const found = await guarded.stoppedBy(guarded.plain({ user: 'tls_only' }));
    expect(found.check).toBe('tls');
    expect(found.remedy).toContain('Choose TLS');
    expect((await testConnection(guarded.at({ user: 'tls_only' }), guardedPassword)).ok).toBe(true);
  });

  serverTest(
    'a certificate of an unknown authority is refused, and how to trust it is said',
    async () => {
      const found = await guarded.stoppedBy(guarded.at({ tls: { mode: 'verify-full' } }));
      expect(found.check).toBe('tls');
      expect(found.detail).toContain('authority that is not known');
      expect(found.remedy).toContain('PEM');
      const failure = expectFailure(
        await connectPostgres(guarded.at({ tls: { mode: 'verify-full' } }), guardedPassword),
        'refused',
      );
      expect(failure.details?.problem).toBe('certificate');
    },
  );

  serverTest('NODE_TLS_REJECT_UNAUTHORIZED does not weaken it', async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect((await guarded.stoppedBy(guarded.at({ tls: { mode: 'verify-full' } }))).check).toBe(
        'tls',
      );
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  serverTest(
    'a certificate for another name is refused by verify-full and not by verify-ca',
    async () => {
      const found = await guarded.stoppedBy(guarded.at({ host: '127.0.0.1' }));
      expect(found.check).toBe('tls');
      expect(found.detail).toContain('for another name: localhost');
      const lax = guarded.at({
        host: '127.0.0.1',
        tls: { mode: 'verify-ca', caFile: guarded.certificates.authority },
      });
      expect((await testConnection(lax, guardedPassword)).ok).toBe(true);
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
        await useCertificate(guarded.admin, name);
        const found = await guarded.stoppedBy(guarded.at());
        expect([name, found.check]).toEqual([name, 'tls']);
        expect(found.detail).toContain(words);
      }
      await useCertificate(guarded.admin, 'server');
      expect((await testConnection(guarded.at(), guardedPassword)).ok).toBe(true);
    },
  );

  serverTest('a file of certificates that is missing or holds none is named', async () => {
    for (const caFile of [
      join(guarded.certificates.folder, 'none.pem'),
      guarded.certificates.valid.key,
    ]) {
      const settings = guarded.at({ tls: { mode: 'verify-full', caFile } });
      const failure = expectFailure(await connectPostgres(settings, guardedPassword), 'bad_input');
      expect(failure.message).toContain(caFile);
      expect((await testConnection(settings, guardedPassword)).checks.at(-1)?.check).toBe('tls');
    }
  });
});
