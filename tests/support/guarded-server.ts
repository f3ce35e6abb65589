import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect } from 'vitest';
import type { PostgresSettings } from '../../src/main/engine/connections/postgres-settings';
import { testConnection } from '../../src/main/engine/connections/test-connection';
import { makeCertificates, type KeyPair, type TestCertificates } from './certificates';
import { startServer, type TestServer } from './postgres';
import { freePort } from './tcp';

/** With every sign that a URL or a file of passwords would choke on. */
export const guardedPassword = 'open sesame: ü@/#?';

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

/** A server at a port of its own, with TLS, rules, and roles of every kind. */
export type GuardedServer = {
  readonly server: TestServer;
  readonly port: number;
  readonly certificates: TestCertificates;
  readonly admin: Client;
  /** Connects by name, with TLS that is checked. */
  readonly at: (part?: Partial<PostgresSettings>) => PostgresSettings;
  /** Connects by address, without TLS. */
  readonly plain: (part?: Partial<PostgresSettings>) => PostgresSettings;
  /** The problem that stops a test, which is the last thing it says. */
  readonly stoppedBy: (settings: PostgresSettings, password?: string) => Promise<Stopped>;
  readonly stop: () => Promise<void>;
};

type Stopped = { readonly check?: string; readonly detail: string; readonly remedy: string };

export async function startGuardedServer(
  binaries: Parameters<typeof startServer>[0],
): Promise<GuardedServer> {
  const certificates = makeCertificates();
  const port = await freePort();
  const server = await startServer(binaries, {
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
  const admin = new Client({ host: server.host, port, user: 'postgres', database: 'postgres' });
  await admin.connect();
  await makeRoles(admin);
  const at: GuardedServer['at'] = (part = {}) => ({
    host: 'localhost',
    port,
    database: 'lms',
    user: 'postgres',
    tls: { mode: 'verify-full', caFile: certificates.authority },
    ...part,
  });
  return {
    server,
    port,
    certificates,
    admin,
    at,
    plain: (part = {}) => at({ host: '127.0.0.1', tls: { mode: 'disable' }, ...part }),
    stoppedBy,
    stop: async () => {
      await admin.end();
      await server.stop();
      certificates.remove();
    },
  };
}

async function makeRoles(admin: Client): Promise<void> {
  const password = admin.escapeLiteral(guardedPassword);
  await admin.query(`ALTER ROLE postgres PASSWORD ${password}`);
  await admin.query(`CREATE ROLE tls_only LOGIN PASSWORD ${password}`);
  await admin.query(`CREATE ROLE typed LOGIN PASSWORD ${password}`);
  await admin.query('CREATE ROLE nobody_comes LOGIN; CREATE ROLE no_rule LOGIN');
  await admin.query('CREATE ROLE viewer LOGIN');
  await admin.query("SET password_encryption = 'md5'");
  await admin.query(`CREATE ROLE hashed LOGIN PASSWORD ${password}`);
  await admin.query('CREATE DATABASE lms');
  await admin.query('CREATE DATABASE closed');
  await admin.query('REVOKE CONNECT ON DATABASE closed FROM PUBLIC');
}

async function stoppedBy(settings: PostgresSettings, password = guardedPassword): Promise<Stopped> {
  const { ok, server: found, checks } = await testConnection(settings, password);
  expect({ ok, found }).toEqual({ ok: false, found: null });
  const last = checks.at(-1);
  expect(last?.state).toBe('problem');
  expect(last?.remedy).not.toBe('');
  expect(checks.slice(0, -1).every((check) => check.state === 'ok')).toBe(true);
  expect(JSON.stringify(checks)).not.toContain(guardedPassword);
  return { check: last?.check, detail: last?.detail ?? '', remedy: last?.remedy ?? '' };
}

function placeKeys(data: string, name: string, pair: KeyPair): void {
  copyFileSync(pair.certificate, join(data, `${name}.crt`));
  copyFileSync(pair.key, join(data, `${name}.key`));
  chmodSync(join(data, `${name}.key`), 0o600);
}

/** Lets the server present another certificate from the next log-in on. */
export async function useCertificate(admin: Client, name: string): Promise<void> {
  await admin.query(`ALTER SYSTEM SET ssl_cert_file = '${name}.crt'`);
  await admin.query(`ALTER SYSTEM SET ssl_key_file = '${name}.key'`);
  await admin.query('SELECT pg_reload_conf()');
  for (let shown = ''; shown !== `${name}.crt`;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    shown = (await admin.query('SHOW ssl_cert_file')).rows[0].ssl_cert_file;
  }
}
