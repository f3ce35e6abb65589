import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { createPostgresTarget } from '../../src/main/engine/migrate/postgres/postgres-target';
import { expectOk } from '../support/engine';
import { fillPostgres, makeLegacyRows } from '../support/legacy-database';
import { migrationsFolder, stamp } from '../support/migration-target';
import {
  embeddedBinaries,
  machineBinaries,
  startServer,
  type TestDatabase,
  type TestServer,
} from '../support/postgres';
import { relay, replacing, withOtherPid } from '../support/tcp';

const set = loadSteps(migrationsFolder, 'postgres');
const size = { users: 40, courses: 5, chaptersPerCourse: 4, seed: 5 };
/** Whatever the machine's disk looks like. */
const plenty: PreflightOptions = { freeBytes: () => 1e15 };

const servers = {
  'PostgreSQL of the packages': await embeddedBinaries(),
  'PostgreSQL of this machine': machineBinaries(),
};

describe.each(Object.entries(servers))('preflight on %s', (_name, binaries) => {
  let server: TestServer;
  let legacy: TestDatabase;

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries, {
      settings: ['timezone=UTC', 'max_prepared_transactions=2', 'wal_level=logical'],
    });
    legacy = await server.createDatabase();
    await legacy.client.query(baselineSql());
    await fillPostgres(legacy.client, makeLegacyRows(size));
    await legacy.close();
  });
  afterAll(() => server?.stop());

  const serverTest = test.skipIf(!binaries);

  const connect = async (
    database: TestDatabase,
    user = 'postgres',
    place: { host: string; port: number } = { host: server.host, port: 5432 },
  ): Promise<PostgresConnection> => {
    const settings = { ...place, database: database.name, user, tls: { mode: 'disable' } } as const;
    return expectOk(await connectPostgres(settings, undefined, { acceptAny: true }));
  };

  /** Preflight of a copy of the legacy database that `spoil` has changed. */
  const after = async (
    spoil: (client: Client, database: TestDatabase) => Promise<unknown>,
    options: PreflightOptions & { readonly user?: string } = plenty,
  ): Promise<Preflight> => {
    const database = await server.createDatabase(legacy.name);
    await spoil(database.client, database);
    const connection = await connect(database, options.user);
    const found = await preflightServer(connection, set, { ...plenty, ...options });
    await connection.close();
    await database.close();
    for (const one of found.complaints) {
      expect(Object.values(one).every((text) => text.length > 0)).toBe(true);
    }
    return found;
  };
  const afterSql = (sql: string, options?: PreflightOptions & { readonly user?: string }) =>
    after((client) => client.query(sql), options);
  const objects = ({ complaints }: Preflight): readonly string[] =>
    complaints.map((one) => `${one.check} ${one.object}`);

  serverTest('an LMS database as it should be has no complaint, an empty one neither', async () => {
    expect(await afterSql('SELECT 1')).toEqual({ complaints: [], information: [] });
    const empty = await server.createDatabase();
    const connection = await connect(empty);
    const found = await preflightServer(connection, set, plenty);
    await connection.close();
    await empty.close();
    expect(found.complaints).toEqual([]);
    expect(found.information.join()).toContain('000_baseline');
  });

  serverTest('a database whose steps are all applied has no complaint either', async () => {
    const found = await after(async (_client, database) => {
      const connection = await connect(database);
      const target = createPostgresTarget(connection, set, {
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
    const database = await server.createDatabase(legacy.name);
    await database.client.query(`DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`);
    const before = await schemaOf(server, database, database.client);
    const connection = await connect(database, 'reader');
    const found = await preflightServer(connection, set, plenty);
    await connection.close();
    expect(await schemaOf(server, database, database.client)).toEqual(before);
    expect(objects(found)).toEqual([
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
    const found = await after(
      (client) =>
        client.query(`DROP ROLE IF EXISTS blind; CREATE ROLE blind LOGIN;
          ALTER TABLE "UserProgress" ALTER "userId" DROP NOT NULL; DROP INDEX "UserProgress_userId_chapterId_key"`),
      { user: 'blind' },
    );
    expect(objects(found)).toContain('privileges UserProgress');
    expect(objects(found)).toContain('nullability UserProgress.userId');
  });

  serverTest(
    'a role that is read-only by default, and rows hidden by a policy, are named',
    async () => {
      const found = await after(
        (client) =>
          client.query(`DROP ROLE IF EXISTS careful; CREATE ROLE careful LOGIN;
          ALTER ROLE careful SET default_transaction_read_only = on;
          GRANT SELECT ON ALL TABLES IN SCHEMA public TO careful;
          ALTER TABLE "UserProgress" ENABLE ROW LEVEL SECURITY`),
        { user: 'careful' },
      );
      expect(objects(found)).toContain('privileges role careful');
      expect(found.complaints.map((one) => one.detail).join()).toContain(
        'Row-level security hides rows of UserProgress from careful',
      );
    },
  );

  serverTest('a history that may not be read is named', async () => {
    const found = await after(
      (client) =>
        client.query(`DROP ROLE IF EXISTS outsider; CREATE ROLE outsider LOGIN; CREATE SCHEMA lectern;
          CREATE TABLE lectern.migration_history (step text)`),
      { user: 'outsider' },
    );
    expect(objects(found)).toContain('privileges lectern.migration_history');
    expect(objects(found)).toContain('privileges schema lectern');
  });

  serverTest('a missing table is named', async () => {
    const found = await afterSql('DROP TABLE "Attachment"');
    expect(objects(found)).toEqual(['tables Attachment']);
  });

  serverTest('tables in another schema are found there', async () => {
    const found = await afterSql('CREATE SCHEMA app; ALTER TABLE "Purchase" SET SCHEMA app');
    expect(objects(found)).toEqual(['tables app.Purchase']);
    expect(found.complaints[0]?.remedy).toContain('search_path');
  });

  serverTest('a view in the place of a table is no table', async () => {
    const found = await afterSql(
      'ALTER TABLE "Category" RENAME TO "RealCategory"; CREATE VIEW "Category" AS SELECT * FROM "RealCategory"',
    );
    expect(objects(found)).toContain('tables Category');
  });

  serverTest('every column is missed', async () => {
    const dropped: string[] = [];
    const found = await after(async (client) => {
      const { rows } = await client.query<{ t: string; c: string }>(
        `SELECT table_name AS t, column_name AS c FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name <> 'id'`,
      );
      for (const { t, c } of rows) {
        await client.query(`ALTER TABLE "${t}" DROP COLUMN "${c}" CASCADE`);
        dropped.push(`columns ${t}.${c}`);
      }
    });
    expect(dropped.length).toBeGreaterThan(35);
    expect(
      objects(found)
        .filter((one) => one.startsWith('columns'))
        .toSorted(),
    ).toEqual(dropped.toSorted());
  });

  serverTest('a wrong type is named with the right one; kindred types are welcome', async () => {
    const found = await afterSql(`
      ALTER TABLE "Course" ALTER "price" TYPE numeric, ALTER "createdAt" TYPE timestamptz,
        ALTER "title" TYPE varchar(191), ALTER "imageUrl" TYPE integer USING NULL;
      ALTER TABLE "Chapter" ALTER "position" TYPE text;
      ALTER TABLE "StripeCustomer" ALTER "id" TYPE uuid USING gen_random_uuid()`);
    expect(objects(found)).toEqual([
      'types Course.imageUrl',
      'types Chapter.position',
      'types StripeCustomer.id',
    ]);
    expect(found.complaints[0]?.detail).toContain('is integer, and must hold text');
    expect(found.complaints[2]?.detail).toContain('does not compare with uuid');
  });

  serverTest(
    'a column that may be NULL is named with how many rows are without a value',
    async () => {
      const found = await afterSql(`ALTER TABLE "Course" ALTER "title" DROP NOT NULL;
      ALTER TABLE "Chapter" ALTER "title" DROP NOT NULL; UPDATE "Chapter" SET "title" = NULL`);
      expect(objects(found)).toEqual(['nullability Course.title', 'nullability Chapter.title']);
      expect(found.complaints[0]?.detail).toContain('No row is without');
      expect(found.complaints[1]?.detail).toContain('20 rows are without');
    },
  );

  serverTest('an id that nothing makes unique cannot be referred to', async () => {
    const found = await afterSql('ALTER TABLE "Course" DROP CONSTRAINT "Course_pkey" CASCADE');
    expect(objects(found)).toEqual(['uniqueness Course.id']);
  });

  serverTest(
    'learners who have a chapter twice are counted, with samples and a remedy that works',
    async () => {
      let remedy = '';
      const double = `DROP INDEX "UserProgress_userId_chapterId_key";
      INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","updatedAt")
      SELECT 'again-' || "id", "userId", "chapterId", NOT "isCompleted", now() FROM "UserProgress" LIMIT 7`;
      const found = await afterSql(double);
      expect(objects(found)).toEqual(['duplicates UserProgress (userId, chapterId)']);
      expect(found.complaints[0]?.detail).toMatch(/^7 pairs .* 2 times, .*, …\.$/);
      remedy = found.complaints[0]?.remedy ?? '';
      const sql = remedy.slice(remedy.indexOf('DELETE')).replace('; then: ', ';');
      expect((await afterSql(`${double}; ${sql}`)).complaints).toEqual([]);
    },
  );

  serverTest('a missing unique index without duplicates is no complaint', async () => {
    const found = await afterSql('DROP INDEX "UserProgress_userId_chapterId_key"');
    expect(found.complaints).toEqual([]);
    expect(found.information.join()).toContain('no unique index on (userId, chapterId)');
  });

  serverTest('StripeCustomer.userId is accepted and named', async () => {
    const found = await afterSql('ALTER TABLE "StripeCustomer" RENAME "userid" TO "userId"');
    expect(found.complaints).toEqual([]);
    expect(found.information.join()).toContain('StripeCustomer.userId is written userid');
  });

  serverTest('half of a step is named, a whole one taken by hand is only mentioned', async () => {
    const half = await afterSql('CREATE TABLE "UserXP" ("id" text PRIMARY KEY, "userId" text)');
    expect(objects(half)).toContain('half_existing UserXP.totalXP');
    const column = await afterSql('ALTER TABLE "Course" ADD "difficulty" integer');
    expect(objects(column)).toContain('half_existing Course.difficulty');
    const whole = await afterSql(set.steps[1]?.sql.up ?? '');
    expect(whole.complaints).toEqual([]);
    expect(whole.information.join()).toContain('001_create_user_xp was taken by hand');
  });

  serverTest('XP that no award explains is named before the back-fill would take it', async () => {
    const found = await afterSql(`${set.steps[1]?.sql.up ?? ''}; ${set.steps[2]?.sql.up ?? ''};
      INSERT INTO "UserXP" ("id","userId","totalXP","updatedAt") VALUES ('x','ann',5,now())`);
    expect(objects(found)).toEqual(['half_existing UserXP']);
    expect(found.complaints[0]?.detail).toContain('such as ann');
  });

  serverTest('names that a step needs and something else has are named', async () => {
    const found = await afterSql(`CREATE INDEX "Quiz_courseId_idx" ON "Course"("title");
      CREATE VIEW "Question" AS SELECT 1 AS one; CREATE TYPE "Assignment" AS ENUM ('a')`);
    expect(objects(found)).toEqual([
      'half_existing Quiz_courseId_idx',
      'half_existing Question',
      'half_existing Assignment',
    ]);
    expect(found.complaints[0]?.detail).toContain('an index of "Course"');
  });

  serverTest('views, rules and triggers on Course and Chapter are named', async () => {
    const found = await afterSql(`
      CREATE VIEW "catalogue" AS SELECT c.*, h."position" FROM "Course" c JOIN "Chapter" h ON h."courseId" = c."id";
      CREATE MATERIALIZED VIEW "counted" AS SELECT count(*) FROM "Chapter";
      CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER note AFTER UPDATE ON "Chapter" FOR EACH ROW EXECUTE FUNCTION noted();
      CREATE TRIGGER asleep AFTER UPDATE ON "Chapter" FOR EACH ROW EXECUTE FUNCTION noted();
      ALTER TABLE "Chapter" DISABLE TRIGGER asleep;
      CREATE RULE keep AS ON DELETE TO "Course" DO INSTEAD NOTHING;
      CREATE VIEW "unrelated" AS SELECT * FROM "Purchase"`);
    expect(objects(found)).toEqual([
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
    const found = await afterSql('CREATE PUBLICATION sent FOR TABLE "Course"');
    expect(objects(found)).toEqual(['replication sent']);
  });

  serverTest('a server whose time zone is not UTC is named', async () => {
    const found = await after((client, { name }) =>
      client.query(`ALTER DATABASE ${name} SET timezone TO 'America/New_York'`),
    );
    expect(objects(found)).toEqual(['time_zone America/New_York']);
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
      open = new Client({ host: server.host, user: 'postgres', database: name });
      await open.connect();
      await open.query('BEGIN');
      await open.query(`SELECT * FROM "Course" WHERE "title" = 'somebody''s secret'`);
    };
    const found = await after(leaveOpen, { patience });
    await open?.end();
    return found;
  }

  serverTest('a prepared transaction is named', async () => {
    const found = await after(async (client) => {
      await client.query(
        `BEGIN; LOCK TABLE "Purchase" IN SHARE MODE; PREPARE TRANSACTION 'forgotten'`,
      );
    });
    const cleaner = new Client({ host: server.host, user: 'postgres', database: 'postgres' });
    await cleaner.connect();
    const { rows } = await cleaner.query('SELECT database FROM pg_prepared_xacts');
    await cleaner.end();
    const inside = new Client({ host: server.host, user: 'postgres', database: rows[0].database });
    await inside.connect();
    await inside.query("ROLLBACK PREPARED 'forgotten'");
    await inside.end();
    expect(objects(found)).toEqual(['long_transactions prepared transaction forgotten']);
  });

  serverTest('too little free space is named with what is needed', async () => {
    const found = await afterSql('SELECT 1', { freeBytes: () => 1000 });
    expect(found.complaints.map((one) => one.check)).toEqual(['free_space']);
    expect(found.complaints[0]?.remedy).toContain('Free some space');
    const unseen = await afterSql('SELECT 1', { freeBytes: () => undefined });
    expect(unseen.complaints).toEqual([]);
    expect(unseen.information.join()).toContain('cannot see how much is free');
  });

  serverTest('a server that is too old is named, and a pooler is mentioned', async () => {
    const database = await server.createDatabase(legacy.name);
    const number = (await database.client.query('SHOW server_version_num')).rows[0]
      .server_version_num;
    const socket = `${server.host}/.s.PGSQL.5432`;
    const old = await relay(socket, replacing(number, '120022'));
    const pooler = await relay(socket, withOtherPid);
    for (const [place, isOld] of [
      [old, true],
      [pooler, false],
    ] as const) {
      const connection = await connect(database, 'postgres', {
        host: '127.0.0.1',
        port: place.port,
      });
      const found = await preflightServer(connection, set, plenty);
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
    const found = await preflightServer(connection, set, plenty);
    await connection.close();
    await server.stop();
    expect(found.complaints.map((one) => one.check)).toEqual(['standby']);
  });
});

function baselineSql(): string {
  return readFileSync(join(migrationsFolder, '000_baseline/postgres.up.sql'), 'utf8');
}

/** The whole schema: as pg_dump has it where the machine's is new enough, else from the catalogue. */
async function schemaOf(
  server: TestServer,
  database: TestDatabase,
  client: Client,
): Promise<string> {
  const program = machineBinaries()?.initdb.replace(/initdb$/, 'pg_dump');
  if (program !== undefined && existsSync(program) && server.version.startsWith('15')) {
    const words = ['-s', '-h', server.host, '-U', 'postgres', '-d', database.name];
    // Newer ones begin and end with a random word.
    return execFileSync(program, words, { encoding: 'utf8' }).replace(/^\\(un)?restrict .*$/gm, '');
  }
  const { rows } = await client.query(
    `SELECT n.nspname, c.relname, c.relkind, c.relacl::text, a.attname, format_type(a.atttypid, a.atttypmod)
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2, a.attnum`,
  );
  return JSON.stringify(rows);
}
