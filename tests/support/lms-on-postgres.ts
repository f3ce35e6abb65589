import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import {
  connectPostgres,
  type PostgresConnection,
  type PostgresSettings,
} from '../../src/main/engine/connections/postgres-connection';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { fillPostgres, makeLegacyRows, type LegacySize } from './legacy-database';
import { migrationsFolder } from './migration-target';
import { embeddedBinaries, machineBinaries, type TestDatabase, type TestServer } from './postgres';

/** The servers that tests run on, by name; undefined where this machine has none. */
export const postgresServers = {
  'PostgreSQL of the packages': await embeddedBinaries(),
  'PostgreSQL of this machine': machineBinaries(),
};

const set = loadSteps(migrationsFolder, 'postgres');

/** Makes a database of an LMS that has never seen Lectern. */
export async function legacyOn(server: TestServer, size: LegacySize): Promise<TestDatabase> {
  const database = await server.createDatabase();
  await database.client.query(
    readFileSync(join(migrationsFolder, '000_baseline/postgres.up.sql'), 'utf8'),
  );
  await fillPostgres(database.client, makeLegacyRows(size));
  return database;
}

/** Applies the plan's steps after the baseline in the plainest way, without a history. */
export async function applyPlainly(client: Client, from = 1, to = 14): Promise<void> {
  for (const step of set.steps.filter(({ number }) => number >= from && number <= to)) {
    const { prepare, up, validate } = step.sql;
    for (const text of [prepare, up, validate]) {
      if (text !== null) await client.query(inOneBatch(text));
    }
  }
}

/** Takes the plan's steps after `to` back in the plainest way. */
export async function revertPlainly(client: Client, to = 0): Promise<void> {
  for (const step of set.steps.filter(({ number }) => number > to && number < 100).toReversed()) {
    await client.query(inOneBatch(step.sql.down));
  }
}

function inOneBatch(sql: string): string {
  return sql.replace(/(?<!:):after\b/g, "''").replace(/(?<!:):until\b/g, 'NULL');
}

/** How the program reaches a test database. */
export function settingsFor(database: TestDatabase, user = 'postgres'): PostgresSettings {
  return {
    host: database.host,
    port: 5432,
    database: database.name,
    user,
    tls: { mode: 'disable' },
  };
}

/** The same as a URL, as a call takes it. */
export function urlFor(database: TestDatabase, user = 'postgres', password?: string): string {
  const who = password === undefined ? user : `${user}:${encodeURIComponent(password)}`;
  return `postgres://${who}@/${database.name}?host=${encodeURIComponent(database.host)}`;
}

/** Connects as the program does; throws when it cannot. */
export async function connectTo(
  settings: PostgresSettings,
  password?: string,
): Promise<PostgresConnection> {
  const opened = await connectPostgres(settings, password);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
