import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { expect } from 'vitest';
import {
  connectPostgres,
  type PostgresConnection,
} from '../../src/main/engine/connections/postgres-connection';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import type { Preflight } from '../../src/main/engine/migrate/preflight/complaint';
import {
  preflightServer,
  type PreflightOptions,
} from '../../src/main/engine/migrate/preflight/postgres-preflight';
import { expectOk } from './engine';
import { fillPostgres, makeLegacyRows } from './legacy-database';
import { migrationsFolder } from './migration-target';
import { startServer, type TestDatabase, type TestServer } from './postgres';

export const postgresSteps = loadSteps(migrationsFolder, 'postgres');

/** Whatever the machine's disk looks like. */
export const plenty: PreflightOptions = { freeBytes: () => 1e15 };

export type LookOptions = PreflightOptions & { readonly user?: string };

/** A server with an LMS that tests spoil copies of. */
export type PreflightLms = {
  readonly server: TestServer;
  readonly copy: () => Promise<TestDatabase>;
  readonly connect: (
    database: TestDatabase,
    user?: string,
    place?: { readonly host: string; readonly port: number },
  ) => Promise<PostgresConnection>;
  /** Preflight of a copy of the LMS that `spoil` has changed. */
  readonly after: (
    spoil: (client: Client, database: TestDatabase) => Promise<unknown>,
    options?: LookOptions,
  ) => Promise<Preflight>;
  readonly afterSql: (sql: string, options?: LookOptions) => Promise<Preflight>;
  readonly stop: () => Promise<void>;
};

/** Starts the server; 20 chapters in 5 courses. */
export async function startPreflightLms(
  binaries: Parameters<typeof startServer>[0],
): Promise<PreflightLms> {
  const server = await startServer(binaries, {
    settings: ['timezone=UTC', 'max_prepared_transactions=2', 'wal_level=logical'],
  });
  const legacy = await server.createDatabase();
  const baseline = join(migrationsFolder, '000_baseline/postgres.up.sql');
  await legacy.client.query(readFileSync(baseline, 'utf8'));
  const size = { users: 40, courses: 5, chaptersPerCourse: 4, seed: 5 };
  await fillPostgres(legacy.client, makeLegacyRows(size));
  await legacy.close();
  const copy = (): Promise<TestDatabase> => server.createDatabase(legacy.name);
  const connect: PreflightLms['connect'] = async (
    database,
    user = 'postgres',
    place = { host: server.host, port: 5432 },
  ) => {
    const settings = { ...place, database: database.name, user, tls: { mode: 'disable' } } as const;
    return expectOk(await connectPostgres(settings, undefined, { acceptAny: true }));
  };
  const after: PreflightLms['after'] = async (spoil, options = {}) => {
    const database = await copy();
    await spoil(database.client, database);
    const connection = await connect(database, options.user);
    const found = await preflightServer(connection, postgresSteps, { ...plenty, ...options });
    await connection.close();
    await database.close();
    for (const one of found.complaints) {
      expect(Object.values(one).every((text) => text.length > 0)).toBe(true);
    }
    return found;
  };
  const afterSql: PreflightLms['afterSql'] = (sql, options) =>
    after((client) => client.query(sql), options);
  return { server, copy, connect, after, afterSql, stop: server.stop };
}

/** What is complained of, and where. */
export function complaintsAbout({ complaints }: Preflight): readonly string[] {
  return complaints.map((one) => `${one.check} ${one.object}`);
}
