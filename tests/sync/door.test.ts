import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres } from '../../src/main/engine/connections/postgres-connection';
import { expectFailure } from '../support/engine';
import {
  isThroughPgBouncer,
  syncServer,
  usualBinaries,
  type SyncServer,
} from '../support/sync-server';

/** What the other tests of sync rely on; the kind `sync-pgbouncer` is this folder once more. */
describe.skipIf(!usualBinaries)('the way of the program to a server of these tests', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  it('is that of a role without any privilege of its own, which owns nothing', async () => {
    const database = await server.database();
    const connection = await database.connect();
    const { rows } = await connection.withClient((client) =>
      client.query(`
        SELECT rolsuper, rolreplication, rolcreatedb, rolcreaterole, rolbypassrls,
          (SELECT count(*)::int FROM pg_shdepend WHERE refobjid = r.oid AND deptype = 'o') AS owns,
          (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships
        FROM pg_roles r WHERE rolname = current_user AND rolname = session_user`),
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolreplication: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolbypassrls: false,
        owns: 0,
        memberships: 0,
      },
    ]);
  });

  it('leads through PgBouncer when that is asked for, and to the server itself otherwise', async () => {
    const database = await server.database();
    expect((await database.connect()).pooled).toBe(isThroughPgBouncer);
    // Several log-ins share its two sessions.
    const logins = await Promise.all(Array.from({ length: 5 }, () => database.connect()));
    const pid = 'SELECT pg_backend_pid() AS pid';
    const served = new Set<number>();
    for (const login of logins) {
      const { rows } = await login.withClient((client) => client.query<{ pid: number }>(pid));
      served.add(rows[0]?.pid ?? 0);
    }
    if (isThroughPgBouncer) expect(served.size).toBeLessThanOrEqual(2);
    else expect(served.size).toBe(logins.length);
  });

  if (!isThroughPgBouncer) return;
  it('is closed to superusers there', async () => {
    const database = await server.database();
    const answer = await connectPostgres(database.settings('postgres'), undefined);
    expect(expectFailure(answer, 'unavailable').message).toContain('postgres');
  });
});
