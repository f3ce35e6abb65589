import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SyncStatus } from '../../src/shared/contract/sync';
import { expectOk, type TestEngine } from '../support/engine';
import { fillEssays } from '../support/essay-course';
import { syncServer, type SyncDatabase, type SyncServer } from '../support/sync-server';
import { freePort } from '../support/tcp';

/** With signs that a URL has to encode. */
export const password = 'open@sesame/ü';

/** Only `locked` needs a password. */
const rules = `
local all all trust
local replication all trust
host all locked 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
`;

export type LoopServer = {
  readonly server: SyncServer;
  /** Of 127.0.0.1, where the program connects. */
  readonly port: number;
  /** A fresh LMS: four made-up courses of `teacher`, and one with two essays. */
  readonly lms: () => Promise<SyncDatabase>;
  readonly stop: () => Promise<void>;
};

/** A server at a port, with log-ins of every kind. */
export async function startLoopServer(
  options: Parameters<typeof syncServer>[0] = {},
): Promise<LoopServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-rules-'));
  const file = join(folder, 'pg_hba.conf');
  writeFileSync(file, rules);
  chmodSync(folder, 0o755);
  chmodSync(file, 0o644);
  const port = await freePort();
  const server = await syncServer({
    port,
    size: { users: 40, courses: 4, chaptersPerCourse: 5, seed: 3 },
    roles: [
      { name: 'anna', userId: 'teacher' },
      { name: 'locked', userId: 'teacher', asksPassword: true },
      { name: 'stranger' },
      { name: 'chief', isAdmin: true },
      { name: 'nobody_there', userId: null },
    ],
    ...options,
    settings: [`hba_file=${file}`, ...(options.settings ?? [])],
  });
  const lms = async (): Promise<SyncDatabase> => {
    const database = await server.database();
    const { rowCount } = await database.admin.query(
      "SELECT 1 FROM pg_roles WHERE rolname = 'locked'",
    );
    if (rowCount) await database.admin.query(`ALTER ROLE locked PASSWORD '${password}'`);
    if (options.lectern !== false) await fillEssays(database.admin);
    return database;
  };
  return {
    server,
    port: 'port' in server.door ? server.door.port : port,
    lms,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The URL of a log-in; with `at`, of another port. */
export function urlOf(
  database: SyncDatabase,
  user: string,
  { secret, at }: { readonly secret?: string; readonly at?: number } = {},
): string {
  const { host, port } = database.settings(user);
  const login = secret === undefined ? user : `${user}:${encodeURIComponent(secret)}`;
  return `postgres://${login}@${host}:${at ?? port}/${database.name}`;
}

/** How it stands, without what changes with every look. */
export async function stands(engine: TestEngine): Promise<SyncStatus> {
  return expectOk(await engine.client.sync.status({}));
}

/** Looks again until `is` holds; the test fails with what was seen last. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  is: (seen: T) => boolean,
  patienceMs = 15_000,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (is(seen)) return seen;
    if (Date.now() > end) expect.fail(`still ${JSON.stringify(seen)} after ${patienceMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
