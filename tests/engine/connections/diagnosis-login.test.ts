import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPostgres } from '../../../src/main/engine/connections/postgres-connection';
import type { PostgresSettings } from '../../../src/main/engine/connections/postgres-settings';
import { testConnection } from '../../../src/main/engine/connections/test-connection';
import { hasOpenssl } from '../../support/certificates';
import { expectFailure, expectOk } from '../../support/engine';
import {
  guardedPassword,
  startGuardedServer,
  type GuardedServer,
} from '../../support/guarded-server';
import { migrationsFolder } from '../../support/migration-target';
import { embeddedBinaries, machineBinaries, startServer } from '../../support/postgres';
import { listen, relay, replacing, withOtherPid } from '../../support/tcp';

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

  serverTest(
    'a wrong, an empty and a missing password are told apart, however it is checked',
    async () => {
      for (const user of ['postgres', 'hashed', 'typed']) {
        expect((await testConnection(guarded.plain({ user }), guardedPassword)).ok).toBe(true);
        const failure = expectFailure(
          await connectPostgres(guarded.plain({ user }), 'wrong'),
          'unavailable',
        );
        expect([user, failure.details?.problem]).toEqual([user, 'password_wrong']);
        const missing = expectFailure(
          await connectPostgres(guarded.plain({ user }), undefined),
          'unavailable',
        );
        expect([user, missing.details?.problem]).toEqual([user, 'password_needed']);
        expect(missing.message).toContain('LECTERN_PASSWORD');
      }
      expect((await guarded.stoppedBy(guarded.plain(), 'wrong')).check).toBe('login');
    },
  );

  serverTest('no session is left behind by a log-in that had no password', async () => {
    const open = new Set<unknown>();
    const between = await listen((near) => {
      const far = connect({ host: '127.0.0.1', port: guarded.port });
      near.pipe(far).pipe(near);
      open.add(near);
      near.on('close', () => open.delete(near));
    });
    for (const password of [undefined, '', 'wrong', guardedPassword]) {
      const settings = guarded.plain({ port: between.port });
      const connected = await connectPostgres(settings, password);
      if (connected.ok) await connected.value.close();
    }
    await expect.poll(() => open.size).toBe(0);
    await between.close();
  });

  serverTest('PG* variables and a password file are not looked at', async () => {
    const passwordFile = join(guarded.certificates.folder, 'pgpass');
    writeFileSync(passwordFile, '*:*:*:*:from-a-file\n', { mode: 0o600 });
    const wanted = {
      PGPASSWORD: guardedPassword,
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
      const failure = expectFailure(
        await connectPostgres(guarded.plain(), undefined),
        'unavailable',
      );
      expect(failure.details?.problem).toBe('password_needed');
      const connection = expectOk(await connectPostgres(guarded.plain(), guardedPassword));
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
    const rejected = await guarded.stoppedBy(
      guarded.at({ user: 'nobody_comes', tls: { mode: 'require' } }),
    );
    expect(rejected.check).toBe('login');
    expect(rejected.detail).toContain('pg_hba.conf');
    const missing = await guarded.stoppedBy(
      guarded.at({ user: 'no_rule', tls: { mode: 'require' } }),
    );
    expect(missing.check).toBe('login');
    const unknown = await guarded.stoppedBy(guarded.plain({ user: 'ghost' }));
    expect(unknown.check).toBe('login');
    expect(unknown.detail).toContain('no user ghost');
  });

  serverTest('a missing database is named, also one that may not be entered', async () => {
    const missing = await guarded.stoppedBy(guarded.plain({ database: 'LMS' }));
    expect(missing.check).toBe('database');
    expect(missing.detail).toContain('has no database LMS');
    const closed = await guarded.stoppedBy(guarded.plain({ user: 'viewer', database: 'closed' }));
    expect(closed.check).toBe('login');
    expect(closed.remedy).toContain('GRANT CONNECT ON DATABASE "closed" TO "viewer"');
  });

  serverTest('a server with no session left says so', async () => {
    await guarded.admin.query('ALTER ROLE viewer CONNECTION LIMIT 0');
    const found = await guarded.stoppedBy(guarded.plain({ user: 'viewer' }));
    await guarded.admin.query('ALTER ROLE viewer CONNECTION LIMIT -1');
    expect(found.check).toBe('login');
    expect(found.detail).toContain('no session left');
  });

  serverTest(
    'a role that may only look is warned, with what it lacks and what would help',
    async () => {
      await guarded.admin.query('CREATE DATABASE looked_at');
      const owner = expectOk(
        await connectPostgres(guarded.plain({ database: 'looked_at' }), guardedPassword),
      );
      await owner.withClient((client) => client.query(baselineSql()));
      await owner.withClient((client) =>
        client.query(
          'GRANT SELECT ON "Course", "Chapter" TO viewer; REVOKE CREATE ON SCHEMA public FROM PUBLIC',
        ),
      );
      await owner.close();
      const { ok, checks } = await testConnection(
        guarded.plain({ user: 'viewer', database: 'looked_at' }),
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
    await guarded.admin.query("ALTER DATABASE lms SET timezone TO 'Asia/Tokyo'");
    const { ok, server: found, checks } = await testConnection(guarded.plain(), guardedPassword);
    await guarded.admin.query("ALTER DATABASE lms SET timezone TO 'UTC'");
    const warned = checks.find((check) => check.check === 'time_zone');
    expect([ok, found?.timeZone, warned?.state]).toEqual([true, 'Asia/Tokyo', 'warning']);
    const utc = (await testConnection(guarded.plain(), guardedPassword)).checks;
    expect(utc.find((check) => check.check === 'time_zone')?.state).toBe('ok');
  });

  serverTest('a pooler between is a warning', async () => {
    const pooler = await relay(`${guarded.server.host}/.s.PGSQL.${guarded.port}`, withOtherPid);
    const {
      ok,
      server: found,
      checks,
    } = await testConnection(guarded.plain({ port: pooler.port }), guardedPassword);
    await pooler.close();
    const warned = checks.find((check) => check.check === 'pooler');
    expect([ok, found?.pooled, warned?.state]).toEqual([true, true, 'warning']);
  });

  serverTest('a server that is too old is refused', async () => {
    const number = (await guarded.admin.query('SHOW server_version_num')).rows[0]
      .server_version_num;
    const old = await relay(
      `${guarded.server.host}/.s.PGSQL.${guarded.port}`,
      replacing(number, '120022'),
    );
    const settings = guarded.plain({ port: old.port });
    const failure = expectFailure(await connectPostgres(settings, guardedPassword), 'refused');
    expect(failure.details?.problem).toBe('server_too_old');
    expect(failure.message).toContain('needs 13 or newer');
    const { ok, checks } = await testConnection(settings, guardedPassword);
    expect([ok, checks.find((check) => check.check === 'version')?.state]).toEqual([
      false,
      'problem',
    ]);
    await old.close();
  });
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
