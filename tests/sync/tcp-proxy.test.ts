import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import { connectTo, postgresServers } from '../support/lms-on-postgres';
import { startServer, type TestDatabase, type TestServer } from '../support/postgres';
import { postgresProxy, socketOf, type PostgresProxy } from '../support/tcp-proxy';

const binaries = Object.values(postgresServers).find((one) => one);

/** The tests of the faults are worth what the faults are worth. */
describe.skipIf(!binaries)('the network that tests break', () => {
  let server: TestServer;
  let database: TestDatabase;
  let proxy: PostgresProxy;
  let connection: PostgresConnection;

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries);
    database = await server.createDatabase();
    await database.client.query('CREATE TABLE t (a integer)');
    proxy = await postgresProxy(socketOf(server));
    connection = await connectTo({
      host: '127.0.0.1',
      port: proxy.port,
      database: database.name,
      user: 'postgres',
      tls: { mode: 'disable' },
    });
  });
  afterAll(async () => {
    await connection?.close();
    await proxy?.close();
    await database?.close();
    await server?.stop();
  });
  beforeEach(() => database.client.query('TRUNCATE t'));

  const insert = (value: number) =>
    connection.transaction(async (client) => {
      await client.query('INSERT INTO t VALUES ($1)', [value]);
    });
  const stored = async () => (await database.client.query('SELECT a FROM t ORDER BY a')).rows;

  it('passes everything on, and a large answer too', async () => {
    await insert(1);
    const { rows } = await connection.withClient((client) =>
      client.query("SELECT repeat('x', 1000) AS text FROM generate_series(1, 5000)"),
    );
    expect(rows).toHaveLength(5000);
    expect(await stored()).toEqual([{ a: 1 }]);
  });

  it('cut before COMMIT: the client fails and the server has nothing', async () => {
    const cut = proxy.cutAtCommit('before');
    await expect(insert(1)).rejects.toThrow(/was lost/);
    expect(await cut).toBe(false);
    expect(await stored()).toEqual([]);
    await insert(2);
    expect(await stored()).toEqual([{ a: 2 }]);
  });

  it('cut after COMMIT: the client fails and the server has all of it', async () => {
    const cut = proxy.cutAtCommit('after', { statement: /INSERT INTO t/ });
    // What only reads is not meant.
    await connection.transaction((client) => client.query('SELECT 1'), { readOnly: true });
    await expect(insert(1)).rejects.toThrow(/was lost/);
    expect(await cut).toBe(true);
    expect(await stored()).toEqual([{ a: 1 }]);
  });

  it('a COMMIT that is held goes on when it is let', async () => {
    const holding = proxy.holdCommit('before');
    const inserting = insert(1);
    const held = await holding;
    expect(await stored()).toEqual([]);
    held.release();
    await inserting;
    expect(await stored()).toEqual([{ a: 1 }]);
  });

  it('a COMMIT whose client is gone still arrives, or never does', async () => {
    for (const arrives of [true, false]) {
      const holding = proxy.holdCommit('before');
      const inserting = expect(insert(7)).rejects.toThrow(/was lost/);
      const left = (await holding).leave();
      await inserting;
      if (arrives) left.arrive();
      else left.vanish();
      // The server has ended that session when nobody holds the table any more.
      await database.client.query('BEGIN; LOCK TABLE t; COMMIT');
      expect(await stored()).toEqual([{ a: 7 }]);
    }
  });

  it('no network: refused at once, and all is well when it is back', async () => {
    await proxy.goOffline();
    await expect(insert(1)).rejects.toThrow();
    await proxy.accept();
    await insert(2);
    expect(await stored()).toEqual([{ a: 2 }]);
  });

  it('a black hole: nothing arrives until it ends', async () => {
    proxy.blackHole(true);
    const inserting = insert(1);
    await new Promise((done) => setTimeout(done, 50));
    expect(await stored()).toEqual([]);
    proxy.blackHole(false);
    await inserting;
    expect(await stored()).toEqual([{ a: 1 }]);
  });

  it('a slow network keeps the order', async () => {
    proxy.delay(5);
    await Promise.all([insert(1), insert(2)]);
    proxy.delay(0);
    expect(await stored()).toEqual([{ a: 1 }, { a: 2 }]);
  });
});
