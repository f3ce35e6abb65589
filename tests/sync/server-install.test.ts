import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { splitStatements } from '../../src/main/engine/migrate/statements';
import { takeLog, world } from '../support/change-log';
import { postgresServers } from '../support/lms-on-postgres';
import { migrationsFolder, stamp } from '../support/migration-target';
import { complainingChecks, targetOn } from '../support/server-target';
import { lmsOwner, syncServer, type SyncDatabase, type SyncServer } from '../support/sync-server';

const step = loadSteps(migrationsFolder, 'postgres').steps.find(({ number }) => number === 106);
const handbook = readFileSync(join(migrationsFolder, '../docs/sync-for-dbas.md'), 'utf8');
const lectern = { group: 'lectern' } as const;

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  const serverTest = test.skipIf(!binaries);
  let server: SyncServer;
  let bare: SyncServer;

  beforeAll(async () => {
    if (!binaries) return;
    server = await syncServer({ binaries });
    bare = await syncServer({ binaries, lectern: false, plan: 0 });
  });
  afterAll(async () => {
    await server?.stop();
    await bare?.stop();
  });

  const runnerOn = async (
    host: SyncServer,
    database: SyncDatabase,
  ): ReturnType<typeof targetOn> => {
    const { name, admin, close } = database;
    return targetOn({ name, client: admin, host: host.server.host, close }, { user: lmsOwner });
  };

  serverTest(
    'the runner applies the group as a role that owns the tables, no superuser',
    async () => {
      const database = await bare.database();
      const { target } = await runnerOn(bare, database);
      expect((await migrateUp(target, stamp, lectern)).failed).toBeNull();
      expect(await complaints(database.admin)).toEqual([]);
      expect(await target.drift()).toEqual([]);
      expect(await complainingChecks(target)).toEqual([]);
      // Eight tables without StripeCustomer, and Lectern's own nine.
      expect(await logged(database.admin)).toHaveLength(7 + 9);
      expect(await migrateUp(target, stamp, lectern)).toMatchObject({ applied: [], failed: null });
    },
  );

  serverTest('tables that the plan brings later are logged once it is asked for', async () => {
    const database = await bare.database();
    const { target } = await runnerOn(bare, database);
    await migrateUp(target, stamp, lectern);
    expect((await migrateUp(target, stamp, { group: 'plan' })).failed).toBeNull();
    expect((await complaints(database.admin))[0]).toContain('trigger');
    const owner = await database.client(lmsOwner);
    await owner.query('SELECT lectern.install_change_triggers()');
    expect(await logged(database.admin)).toHaveLength(27);
    expect(await complaints(database.admin)).toEqual([]);
    await database.admin.query(world);
    await takeLog(database.admin);
    // Its course comes through tables that were not there at first.
    await owner.query(`INSERT INTO lectern.late_policy VALUES ('essay-ch', 5, 3600)`);
    expect(await takeLog(database.admin)).toEqual([['lectern_late_policy', 'essay-ch', 'a']]);
  });

  serverTest('installing again changes nothing and waits for nobody', async () => {
    const database = await server.database();
    const owner = await database.client(lmsOwner);
    const before = await catalogue(database.admin);
    // Somebody writes a table all the while: a trigger could not be made now.
    await database.admin.query(`BEGIN; LOCK TABLE "Course" IN ROW EXCLUSIVE MODE`);
    await owner.query(`SET lock_timeout = '200ms'`);
    const answer = await owner.query('SELECT lectern.install_change_triggers() AS tables');
    await database.admin.query('COMMIT');
    expect(answer.rows).toEqual([{ tables: 27 }]);
    expect(await catalogue(database.admin)).toEqual(before);
  });

  serverTest('installing mends triggers that are disabled, gone, or of somebody else', async () => {
    const database = await server.database();
    const { admin } = database;
    const before = await catalogue(admin);
    await admin.query(`
      ALTER TABLE "Course" DISABLE TRIGGER ALL; ALTER TABLE "Course" ENABLE TRIGGER ALL;
      ALTER TABLE "Quiz" DISABLE TRIGGER lectern_change_delete;
      DROP TRIGGER lectern_change_update ON "Chapter";
      DROP TRIGGER lectern_change_insert ON "Question";
      CREATE FUNCTION public.other() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER lectern_change_insert AFTER INSERT ON "Question" EXECUTE FUNCTION public.other();
      DROP FUNCTION lectern."log_change_Category" CASCADE;
      DELETE FROM lectern.sync_meta`);
    expect((await complaints(admin)).length).toBe(4 + 1 + 1 + 1 + 4);
    await (await database.client(lmsOwner)).query('SELECT lectern.install_change_triggers()');
    await admin.query('DROP FUNCTION public.other()');
    expect(await complaints(admin)).toEqual([]);
    expect(await catalogue(admin)).toEqual(before);
    expect((await admin.query('SELECT count(*)::int AS n FROM lectern.sync_meta')).rows).toEqual([
      { n: 1 },
    ]);
  });

  serverTest(
    'verify names an object that is missing and a function that everybody may call',
    async () => {
      const { admin } = await server.database();
      await admin.query(`
      ALTER TABLE lectern.sync_op DROP COLUMN result;
      DROP INDEX lectern.sync_conflict_scope_idx;
      GRANT EXECUTE ON FUNCTION lectern.prune_change_log() TO PUBLIC`);
      expect(await complaints(admin)).toEqual([
        'lectern.sync_op.result is missing or is not jsonb',
        'lectern.sync_conflict_scope_idx is missing or invalid, or its uniqueness differs',
        'lectern.prune_change_log() is missing, or everybody may call it',
      ]);
    },
  );

  serverTest('down leaves no trace, also where people have worked with it', async () => {
    const database = await server.database();
    const { admin } = database;
    const owner = await database.client(lmsOwner);
    await owner.query(step?.sql.down ?? '');
    const without = await catalogue(admin);
    expect(without.join('\n')).not.toMatch(/change|sync_|role_user|course_access/);
    await owner.query(step?.sql.up ?? '');
    await admin.query(world);
    await admin.query(`INSERT INTO lectern.sync_client (client_id, cursor) VALUES ('c', '5:5:')`);
    await owner.query('SELECT lectern.prune_change_log()');
    expect(await catalogue(admin)).not.toEqual(without);
    await owner.query(step?.sql.down ?? '');
    expect(await catalogue(admin)).toEqual(without);
    // Other things live in the schema; it stays.
    expect(
      (await admin.query(`SELECT to_regclass('lectern.person') IS NOT NULL AS there`)).rows,
    ).toEqual([{ there: true }]);
  });

  serverTest('tables of another schema are found by the search path and stay found', async () => {
    const database = await bare.database();
    const { admin } = database;
    await admin.query(`
      CREATE SCHEMA "My LMS" AUTHORIZATION ${lmsOwner};
      DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER TABLE public.%I SET SCHEMA "My LMS"', t); END LOOP; END $$`);
    const owner = await database.client(lmsOwner);
    await owner.query(`SET search_path = "My LMS"`);
    for (const { number, sql } of loadSteps(migrationsFolder, 'postgres').steps) {
      if (number > 0 && number < 13) await owner.query(sql.up);
      if (number > 100) await owner.query(sql.up);
    }
    await owner.query('SET search_path = pg_catalog');
    await admin.query(`SET search_path = "My LMS"; ${world}; RESET search_path`);
    await takeLog(admin);
    await admin.query(`UPDATE "My LMS"."Chapter" SET "courseId" = 'b'`);
    const log = await takeLog(admin);
    expect(log).toContainEqual(['Chapter', 'ch', 'b']);
    expect(log).toContainEqual(['AssignmentSubmission', 'work', 'b']);
    await owner.query(
      `SELECT lectern.install_change_triggers(); SELECT lectern.remove_change_triggers()`,
    );
    expect(await logged(admin)).toEqual([]);
  });

  serverTest(
    'by hand with psql, as the document for DBAs says, and away again',
    async (context) => {
      const database = await bare.database();
      const { admin } = database;
      await admin.query(`DROP ROLE IF EXISTS mia; CREATE ROLE mia LOGIN`);
      const before = await catalogue(admin);
      const psql = (...what: readonly string[]): string =>
        execFileSync(
          'psql',
          [
            '-h',
            bare.server.host,
            '-U',
            lmsOwner,
            '-v',
            'ON_ERROR_STOP=1',
            '-qAtX',
            ...what,
            database.name,
          ],
          { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd: dirname(migrationsFolder) },
        );
      try {
        execFileSync('psql', ['--version'], { stdio: 'ignore' });
      } catch {
        return context.skip('psql is not on this machine');
      }
      const steps = /for step in ([\w ]+); do/.exec(handbook)?.[1]?.split(' ') ?? [];
      expect(steps.at(-1)).toBe('106_sync');
      for (const name of steps) psql('-1', '-f', `migrations/${name}/postgres.up.sql`);
      expect(psql('-f', 'migrations/106_sync/postgres.verify.sql')).toBe('');
      psql('-c', `SELECT lectern.grant_sync('mia')`);
      psql(
        '-c',
        `INSERT INTO lectern.role_user (role_name, user_id) VALUES ('mia', 'user_mia'), ('gone', 'user_gone')`,
      );
      // The runner takes it on where it is.
      const { target } = await runnerOn(bare, database);
      const taken = await migrateUp(target, stamp, lectern);
      expect(taken.failed).toBeNull();
      const kinds = await admin.query(
        `SELECT DISTINCT kind FROM lectern.migration_event WHERE step LIKE '1%'`,
      );
      expect(kinds.rows).toEqual([{ kind: 'baseline' }]);
      const removal = /```sql\n(SELECT lectern\.revoke_sync.*)\n\\i (\S+)/.exec(handbook);
      psql('-c', removal?.[1] ?? '');
      psql('-1', '-f', removal?.[2] ?? '');
      for (const name of steps.toReversed().slice(1))
        psql('-1', '-f', `migrations/${name}/postgres.down.sql`);
      await admin.query(
        'DROP TABLE lectern.migration_history, lectern.migration_event; DROP SCHEMA lectern',
      );
      expect(await catalogue(admin)).toEqual(before);
    },
  );

  serverTest('a role that does not own the tables is refused and leaves nothing', async () => {
    const database = await bare.database();
    await database.admin.query(
      `CREATE ROLE guest LOGIN; GRANT CREATE ON DATABASE ${database.name} TO guest`,
    );
    const guest = await database.client('guest');
    await expect(guest.query(step?.sql.up ?? '')).rejects.toMatchObject({ code: '42501' });
    expect((await database.admin.query(`SELECT to_regnamespace('lectern') AS is`)).rows).toEqual([
      { is: null },
    ]);
  });
});

/** What the step's own verification complains of. */
async function complaints(admin: Client): Promise<readonly string[]> {
  const found: string[] = [];
  for (const statement of splitStatements(step?.sql.verify ?? '')) {
    const answer = await admin.query<{ object: string; detail: string }>(statement);
    found.push(...answer.rows.map(({ object, detail }) => `${object} ${detail}`));
  }
  return found;
}

/** The tables that have all four triggers. */
async function logged(admin: Client): Promise<readonly string[]> {
  const answer = await admin.query<{ table: string }>(
    `SELECT tgrelid::regclass::text AS "table" FROM pg_trigger
     WHERE tgname LIKE 'lectern\\_change\\_%' AND tgenabled = 'A'
     GROUP BY 1 HAVING count(*) = 4 ORDER BY 1`,
  );
  return answer.rows.map((row) => row.table);
}

/** Everything in the database that a step can leave behind, without its numbers. */
async function catalogue(admin: Client): Promise<readonly string[]> {
  const answer = await admin.query<{ line: string }>(`
    SELECT 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || coalesce(c.relacl, acldefault('r', c.relowner))::text || ' ' || pg_get_userbyid(c.relowner) AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    UNION ALL SELECT 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || coalesce(a.attacl::text, '')
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND a.attnum > 0
    UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function ' || pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND p.prokind = 'f'
    UNION ALL SELECT 'type ' || t.oid::regtype FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    UNION ALL SELECT 'schema ' || nspname || ' ' || coalesce(nspacl::text, '') FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\\_t%'
    UNION ALL SELECT 'default right ' || defaclacl::text FROM pg_default_acl
    ORDER BY 1`);
  return answer.rows.map((row) => row.line);
}
