import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  connectPostgres,
  type PostgresConnection,
} from '../../../src/main/engine/connections/postgres-connection';
import type { PostgresSettings } from '../../../src/main/engine/connections/postgres-settings';
import { FailureError } from '../../../src/shared/kernel/errors';
import { expectOk } from '../../support/engine';
import {
  embeddedBinaries,
  machineBinaries,
  startServer,
  type TestDatabase,
  type TestServer,
} from '../../support/postgres';
import { listen } from '../../support/tcp';

const servers = {
  'PostgreSQL of the packages': await embeddedBinaries(),
  'PostgreSQL of this machine': machineBinaries(),
};

describe.each(Object.entries(servers))('sessions on %s', (_name, binaries) => {
  let server: TestServer;
  let database: TestDatabase;
  let connection: PostgresConnection;

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries, { settings: ['timezone=Asia/Tokyo'] });
    database = await server.createDatabase();
    await database.client.query(
      'CREATE TABLE kept (id int PRIMARY KEY, at timestamp, zoned timestamptz)',
    );
    connection = await open(server.host);
  });
  afterAll(async () => {
    await connection?.close();
    await database?.close();
    await server?.stop();
  });

  const open = async (host: string, port = 5432): Promise<PostgresConnection> => {
    const settings: PostgresSettings = {
      host,
      port,
      database: database.name,
      user: 'postgres',
      tls: { mode: 'disable' },
    };
    return expectOk(await connectPostgres(settings, undefined));
  };
  const serverTest = test.skipIf(!binaries);

  serverTest('a transaction is in UTC and leaves the session as it was', async () => {
    const zone =
      "SELECT current_setting('TimeZone') AS zone, current_setting('DateStyle') AS style, current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement, current_setting('transaction_read_only') AS readonly, current_setting('transaction_isolation') AS isolation";
    const inside = await connection.transaction((client) => client.query(zone), {
      readOnly: true,
      isolation: 'repeatable read',
      lockTimeoutMs: 100,
      statementTimeoutMs: 0,
    });
    expect(inside.rows).toEqual([
      {
        zone: 'UTC',
        style: 'ISO, MDY',
        lock: '100ms',
        statement: '0',
        readonly: 'on',
        isolation: 'repeatable read',
      },
    ]);
    const after = await connection.withClient((client) => client.query(zone));
    expect(after.rows).toMatchObject([{ zone: 'Asia/Tokyo', lock: '0', readonly: 'off' }]);
  });

  serverTest('times come as text in UTC with every digit, whole numbers as numbers', async () => {
    await connection.transaction(async (client) => {
      const { rows } = await client.query(
        `SELECT CAST('2026-03-04 05:06:07' AS timestamp) AS plain,
           CAST('2026-03-04 05:06:07.123456' AS timestamp) AS precise,
           CAST('2026-03-04 05:06:07.5+09' AS timestamptz) AS zoned,
           count(*) AS few, 9007199254740993 AS many, CAST('[1]' AS jsonb) AS json,
           CAST('infinity' AS timestamp) AS never
         FROM kept`,
      );
      expect(rows).toEqual([
        {
          plain: '2026-03-04T05:06:07.000Z',
          precise: '2026-03-04T05:06:07.123456Z',
          zoned: '2026-03-03T20:06:07.500Z',
          few: 0,
          many: '9007199254740993',
          json: [1],
          never: 'infinity',
        },
      ]);
    });
    const { rows } = await connection.withClient((client) =>
      client.query("SELECT CAST('2026-03-04 05:06:07.5+09' AS timestamptz) AS zoned"),
    );
    expect(rows).toEqual([{ zoned: '2026-03-03T20:06:07.500Z' }]);
  });

  serverTest('a failed transaction leaves nothing, and the session is used again', async () => {
    const pids: unknown[] = [];
    for (const id of [1, 2]) {
      const failed = connection.transaction(async (client) => {
        pids.push(
          (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid,
        );
        await client.query('INSERT INTO kept VALUES ($1)', [id]);
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
    }
    expect(pids[0]).toBe(pids[1]);
    expect(await countKept()).toBe(0);
  });

  serverTest('a transaction whose error was swallowed is not reported as committed', async () => {
    const swallowed = connection.transaction(async (client) => {
      await client.query('INSERT INTO kept VALUES (3)');
      await client.query('SELECT 1/0').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('rolled back');
    expect(await countKept()).toBe(0);
  });

  serverTest(
    'an error of the server keeps its SQLSTATE; several statements answer the last',
    async () => {
      const wrong = connection.transaction((client) => client.query('SELECT * FROM nowhere'));
      await expect(wrong).rejects.toMatchObject({ code: '42P01' });
      const answer = await connection.withClient((client) =>
        client.query('SELECT 1; SELECT 2 AS two'),
      );
      expect(answer).toEqual({ rows: [{ two: 2 }], rowCount: 1 });
    },
  );

  serverTest('waiting for a lock and a long statement end at their limits', async () => {
    await database.client.query('BEGIN; LOCK TABLE kept');
    const waiting = connection.transaction((client) => client.query('SELECT * FROM kept'), {
      lockTimeoutMs: 50,
    });
    await expect(waiting).rejects.toMatchObject({ code: '55P03' });
    await database.client.query('ROLLBACK');
    const long = connection.transaction((client) => client.query('SELECT pg_sleep(5)'), {
      statementTimeoutMs: 50,
    });
    await expect(long).rejects.toMatchObject({ code: '57014' });
  });

  serverTest(
    'idle sessions that the server ends are replaced without anybody noticing',
    async () => {
      await Promise.all(
        [1, 2, 3].map(() => connection.withClient((client) => client.query('SELECT 1'))),
      );
      await endOthers();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await countKept()).toBe(0);
    },
  );

  serverTest('a session that ends in the middle of work is an unavailable failure', async () => {
    const lost = connection.transaction(async (client) => {
      await client.query('INSERT INTO kept VALUES (4)');
      await endOthers();
      await client.query('SELECT 1');
    });
    await expect(lost).rejects.toMatchObject({
      failure: { code: 'unavailable', details: { problem: 'connection_lost' } },
    });
    await expect(lost).rejects.toBeInstanceOf(FailureError);
    expect(await countKept()).toBe(0);
  });

  serverTest(
    'what is sent at the start and as statements is what PgBouncer lets through',
    async () => {
      const sent: Buffer[] = [];
      const far = `${server.host}/.s.PGSQL.5432`;
      const spy = await listen((near) => {
        const socket = connect({ path: far });
        near.on('data', (data) => {
          sent.push(data);
          socket.write(data);
        });
        socket.pipe(near);
        near.on('close', () => socket.destroy());
      });
      const through = await open('127.0.0.1', spy.port);
      await through.transaction((client) => client.query('SELECT $1::int', [1]));
      await through.close();
      await spy.close();
      expect(startParameters(sent[0])).toEqual([
        'user',
        'database',
        'application_name',
        'client_encoding',
      ]);
      // Parse: P, length, name of the statement, NUL.
      const parses = sent.flatMap((data) => messages(data)).filter(({ type }) => type === 'P');
      expect(parses.length).toBeGreaterThan(0);
      expect(parses.every(({ body }) => body[0] === 0)).toBe(true);
    },
  );

  serverTest('where no further session is to be had, that is explained', async () => {
    await database.client.query('CREATE ROLE guest LOGIN');
    const settings = { ...connection.settings, user: 'guest' };
    const guest = expectOk(await connectPostgres(settings, undefined));
    await database.client.query('ALTER ROLE guest CONNECTION LIMIT 1');
    const both = guest.withClient(() => guest.withClient(async () => 1));
    await expect(both).rejects.toMatchObject({
      failure: { code: 'unavailable', details: { problem: 'too_many_connections' } },
    });
    await guest.close();
  });

  serverTest('after closing, work is refused as a fault of the caller', async () => {
    const closed = await open(server.host);
    await closed.close();
    await expect(closed.withClient(async () => 1)).rejects.toThrow('has been closed');
  });

  async function countKept(): Promise<number | undefined> {
    const { rows } = await connection.withClient((client) =>
      client.query<{ n: number }>('SELECT count(*) AS n FROM kept'),
    );
    return rows[0]?.n;
  }

  function endOthers(): Promise<unknown> {
    return database.client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  }
});

function startParameters(first: Buffer | undefined): readonly string[] {
  const words = first?.subarray(8).toString('utf8').split('\0') ?? [];
  return words.filter((word, at) => at % 2 === 0 && word !== '');
}

function messages(data: Buffer): readonly { readonly type: string; readonly body: Buffer }[] {
  const found: { readonly type: string; readonly body: Buffer }[] = [];
  for (let at = 0; at + 5 <= data.length;) {
    const length = data.readUInt32BE(at + 1);
    found.push({
      type: String.fromCharCode(data[at] ?? 0),
      body: data.subarray(at + 5, at + 1 + length),
    });
    at += length + 1;
  }
  return found;
}
