import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPostgres } from '../../src/main/engine/connections/postgres-connection';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { createPostgresTarget } from '../../src/main/engine/migrate/postgres/postgres-target';
import type { Preflight } from '../../src/main/engine/migrate/preflight/complaint';
import {
  preflightServer,
  type PreflightOptions,
} from '../../src/main/engine/migrate/preflight/postgres-preflight';
import { expectOk } from '../support/engine';
import { stamp } from '../support/migration-target';
import {
  embeddedBinaries,
  machineBinaries,
  startServer,
  type TestDatabase,
} from '../support/postgres';
import {
  complaintsAbout,
  plenty,
  postgresSteps,
  startPreflightLms,
  type PreflightLms,
} from '../support/preflight-lms';
import { dumpedSchema } from '../support/pg-dump';
import { relay, replacing, withOtherPid } from '../support/tcp';

const servers = {
  'PostgreSQL of the packages': await embeddedBinaries(),
  'PostgreSQL of this machine': machineBinaries(),
};

describe.each(Object.entries(servers))('preflight of a server on %s', (_name, binaries) => {
  let lms: PreflightLms;
  beforeAll(async () => {
    if (binaries) lms = await startPreflightLms(binaries);
  });
  afterAll(() => lms?.stop());
  const serverTest = test.skipIf(!binaries);

  serverTest('an LMS database as it should be has no complaint, an empty one neither', async () => {
    expect(await lms.afterSql('SELECT 1')).toEqual({ complaints: [], information: [] });
    const empty = await lms.server.createDatabase();
    const connection = await lms.connect(empty);
    const found = await preflightServer(connection, postgresSteps, plenty);
    await connection.close();
    await empty.close();
    expect(found.complaints).toEqual([]);
    expect(found.information.join()).toContain('000_baseline');
  });

  serverTest('a database whose steps are all applied has no complaint either', async () => {
    const found = await lms.after(async (_client, database) => {
      const connection = await lms.connect(database);
      const target = createPostgresTarget(connection, postgresSteps, {
        now: () => Date.now(),
        chance: () => 0.5,
      });
      const result = await migrateUp(target, stamp, { group: 'plan' });
      expect(result.failed).toBeNull();
      await connection.close();
    });
    expect(found.complaints).toEqual([]);
  });

  serverTest('changes nothing, and works with a role that may only read', async () => {
    const database = await lms.copy();
    await database.client.query(`DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`);
    const before = await schemaOf(database);
    const connection = await lms.connect(database, 'reader');
    const found = await preflightServer(connection, postgresSteps, plenty);
    await connection.close();
    expect(await schemaOf(database)).toEqual(before);
    expect(complaintsAbout(found)).toEqual([
      `privileges database ${database.name}`,
      'privileges schema public',
      'privileges Chapter',
      'privileges Chapter',
      'privileges Course',
      'privileges Course',
    ]);
    expect(found.complaints[0]?.remedy).toContain(
      `GRANT CREATE ON DATABASE "${database.name}" TO "reader"`,
    );
    expect(found.complaints.map((one) => one.remedy).join()).toContain(
      'GRANT "postgres" TO "reader"',
    );
    await database.client.query('DROP OWNED BY reader; DROP ROLE reader');
    await database.close();
  });

  serverTest('a table that may not be read is named, and its content not asked for', async () => {
    const found = await lms.after(
      (client) =>
        client.query(`DROP ROLE IF EXISTS blind; CREATE ROLE blind LOGIN;
          ALTER TABLE "UserProgress" ALTER "userId" DROP NOT NULL; DROP INDEX "UserProgress_userId_chapterId_key"`),
      { user: 'blind' },
    );
    expect(complaintsAbout(found)).toContain('privileges UserProgress');
    expect(complaintsAbout(found)).toContain('nullability UserProgress.userId');
  });

  serverTest(
    'a role that is read-only by default, and rows hidden by a policy, are named',
    async () => {
      const found = await lms.after(
        (client) =>
          client.query(`DROP ROLE IF EXISTS careful; CREATE ROLE careful LOGIN;
          ALTER ROLE careful SET default_transaction_read_only = on;
          GRANT SELECT ON ALL TABLES IN SCHEMA public TO careful;
          ALTER TABLE "UserProgress" ENABLE ROW LEVEL SECURITY`),
        { user: 'careful' },
      );
      expect(complaintsAbout(found)).toContain('privileges role careful');
      expect(found.complaints.map((one) => one.detail).join()).toContain(
        'Row-level security hides rows of UserProgress from careful',
      );
    },
  );

  serverTest('a history that may not be read is named', async () => {
    const found = await lms.after(
      (client) =>
        client.query(`DROP ROLE IF EXISTS outsider; CREATE ROLE outsider LOGIN; CREATE SCHEMA lectern;
          CREATE TABLE lectern.migration_history (step text)`),
      { user: 'outsider' },
    );
    expect(complaintsAbout(found)).toContain('privileges lectern.migration_history');
    expect(complaintsAbout(found)).toContain('privileges schema lectern');
  });

  serverTest('views, rules and triggers on Course and Chapter are named', async () => {
    const found = await lms.afterSql(`
      CREATE VIEW "catalogue" AS SELECT c.*, h."position" FROM "Course" c JOIN "Chapter" h ON h."courseId" = c."id";
      CREATE MATERIALIZED VIEW "counted" AS SELECT count(*) FROM "Chapter";
      CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER note AFTER UPDATE ON "Chapter" FOR EACH ROW EXECUTE FUNCTION noted();
      CREATE TRIGGER asleep AFTER UPDATE ON "Chapter" FOR EACH ROW EXECUTE FUNCTION noted();
      ALTER TABLE "Chapter" DISABLE TRIGGER asleep;
      CREATE RULE keep AS ON DELETE TO "Course" DO INSTEAD NOTHING;
      CREATE VIEW "unrelated" AS SELECT * FROM "Purchase"`);
    expect(complaintsAbout(found)).toEqual([
      'dependent_views catalogue',
      'dependent_views catalogue',
      'dependent_views counted',
      'triggers Course.keep',
      'triggers Chapter.note',
    ]);
    expect(found.complaints.at(-1)?.detail).toContain('noted()');
    expect(found.complaints.every((one) => one.severity === 'warning')).toBe(true);
  });

  serverTest('a publication that sends Course elsewhere is named', async () => {
    const found = await lms.afterSql('CREATE PUBLICATION sent FOR TABLE "Course"');
    expect(complaintsAbout(found)).toEqual(['replication sent']);
  });

  serverTest('a server whose time zone is not UTC is named', async () => {
    const found = await lms.after((client, { name }) =>
      client.query(`ALTER DATABASE ${name} SET timezone TO 'America/New_York'`),
    );
    expect(complaintsAbout(found)).toEqual(['time_zone America/New_York']);
  });

  serverTest(
    'a transaction left open is named with process, age and query, without values',
    async () => {
      const found = await withOpenTransaction({ anySeconds: 3600, holdingSeconds: 0 });
      expect(found.complaints).toHaveLength(1);
      expect(found.complaints[0]?.object).toMatch(/^process \d+$/);
      expect(found.complaints[0]?.detail).toMatch(
        /^A transaction of postgres has been open for \d+ s \(idle in transaction\), and holds "Course"\. Its query: SELECT \* FROM "Course"/,
      );
      expect(JSON.stringify(found)).not.toContain('secret');
      expect(found.complaints[0]?.remedy).toContain('pg_terminate_backend');
      const young = await withOpenTransaction({ anySeconds: 3600, holdingSeconds: 3600 });
      expect(young.complaints).toEqual([]);
    },
  );

  async function withOpenTransaction(patience: PreflightOptions['patience']): Promise<Preflight> {
    let open: Client | undefined;
    const leaveOpen = async (_client: Client, { name }: TestDatabase): Promise<void> => {
      open = new Client({ host: lms.server.host, user: 'postgres', database: name });
      await open.connect();
      await open.query('BEGIN');
      await open.query(`SELECT * FROM "Course" WHERE "title" = 'somebody''s secret'`);
    };
    const found = await lms.after(leaveOpen, { patience });
    await open?.end();
    return found;
  }

  serverTest('a prepared transaction is named', async () => {
    const found = await lms.after(async (client) => {
      await client.query(
        `BEGIN; LOCK TABLE "Purchase" IN SHARE MODE; PREPARE TRANSACTION 'forgotten'`,
      );
    });
    const cleaner = new Client({ host: lms.server.host, user: 'postgres', database: 'postgres' });
    await cleaner.connect();
    const { rows } = await cleaner.query('SELECT database FROM pg_prepared_xacts');
    await cleaner.end();
    const inside = new Client({
      host: lms.server.host,
      user: 'postgres',
      database: rows[0].database,
    });
    await inside.connect();
    await inside.query("ROLLBACK PREPARED 'forgotten'");
    await inside.end();
    expect(complaintsAbout(found)).toEqual(['long_transactions prepared transaction forgotten']);
  });

  serverTest('too little free space is named with what is needed', async () => {
    const found = await lms.afterSql('SELECT 1', { freeBytes: () => 1000 });
    expect(found.complaints.map((one) => one.check)).toEqual(['free_space']);
    expect(found.complaints[0]?.remedy).toContain('Free some space');
    const unseen = await lms.afterSql('SELECT 1', { freeBytes: () => undefined });
    expect(unseen.complaints).toEqual([]);
    expect(unseen.information.join()).toContain('cannot see how much is free');
  });

  serverTest('a server that is too old is named, and a pooler is mentioned', async () => {
    const database = await lms.copy();
    const number = (await database.client.query('SHOW server_version_num')).rows[0]
      .server_version_num;
    const socket = `${lms.server.host}/.s.PGSQL.5432`;
    const old = await relay(socket, replacing(number, '120022'));
    const pooler = await relay(socket, withOtherPid);
    for (const [place, isOld] of [
      [old, true],
      [pooler, false],
    ] as const) {
      const connection = await lms.connect(database, 'postgres', {
        host: '127.0.0.1',
        port: place.port,
      });
      const found = await preflightServer(connection, postgresSteps, plenty);
      await connection.close();
      expect(found.complaints.map((one) => one.check)).toEqual(isOld ? ['server_version'] : []);
      if (!isOld) expect(found.information.join()).toContain('pooler');
      await place.close();
    }
    await database.close();
  });
});

describe.skipIf(!servers['PostgreSQL of the packages'])('preflight on a standby', () => {
  test('says that it is one', async () => {
    const binaries = servers['PostgreSQL of the packages'];
    if (!binaries) return;
    const server = await startServer(binaries, {
      settings: ['timezone=UTC'],
      prepare: (data) => writeFileSync(join(data, 'standby.signal'), ''),
    });
    const settings = {
      host: server.host,
      port: 5432,
      database: 'postgres',
      user: 'postgres',
      tls: { mode: 'disable' },
    } as const;
    const connection = expectOk(await connectPostgres(settings, undefined, { acceptAny: true }));
    const found = await preflightServer(connection, postgresSteps, plenty);
    await connection.close();
    await server.stop();
    expect(found.complaints.map((one) => one.check)).toEqual(['standby']);
  });
});

/** The whole schema: as pg_dump has it where there is one for this server, else the catalogue's. */
async function schemaOf(database: TestDatabase): Promise<string> {
  const dumped = dumpedSchema(database);
  if (dumped !== undefined) return dumped;
  const { rows } = await database.client.query(
    `SELECT n.nspname, c.relname, c.relkind, c.relacl::text, a.attname, format_type(a.atttypid, a.atttypmod)
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2, a.attnum`,
  );
  return JSON.stringify(rows);
}
