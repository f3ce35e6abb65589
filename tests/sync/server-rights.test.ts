import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeLog, touches, world } from '../support/change-log';
import { postgresServers } from '../support/lms-on-postgres';
import { lmsOwner, syncServer, type SyncDatabase, type SyncServer } from '../support/sync-server';

/** Tables that an instructor's log-in writes; the others it only reads. */
const edited = [
  'Course',
  'Chapter',
  'Quiz',
  'Question',
  'QuizAttempt',
  'Assignment',
  'AssignmentSubmission',
  'Certificate',
  'XPTransaction',
  'UserXP',
  'lectern_person',
  'lectern_grade_history',
  'lectern_late_policy',
  'lectern_submission_version',
  'lectern_question_score',
  'lectern_certificate_template',
  'lectern_certificate_detail',
  'lectern_sync_conflict',
];
const denied = { code: '42501' };

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  const serverTest = test.skipIf(!binaries);
  let server: SyncServer;

  beforeAll(async () => {
    if (!binaries) return;
    const roles = [{ name: 'teacher', userId: 'teacher' }];
    server = await syncServer({ binaries, roles });
    await (
      await server.database()
    ).admin.query(`CREATE ROLE web LOGIN; CREATE ROLE stranger LOGIN`);
  });
  afterAll(() => server?.stop());

  const filled = async (): Promise<SyncDatabase> => {
    const database = await server.database();
    await database.admin.query(world);
    await takeLog(database.admin);
    return database;
  };
  const touch = (tbl: string): (typeof touches)[number] => {
    const found = touches.find((one) => one.tbl === tbl);
    if (!found) throw new Error(`nothing touches ${tbl}`);
    return found;
  };

  serverTest(
    'a log-in of the web application that knows nothing of Lectern is logged',
    async () => {
      const { admin, client } = await filled();
      await admin.query('GRANT ALL ON ALL TABLES IN SCHEMA public TO web');
      const web = await client('web');
      await expect(web.query('SELECT * FROM lectern.change_log')).rejects.toMatchObject(denied);
      for (const { tbl, pk, scope, insert, update, remove } of touches) {
        if (tbl.startsWith('lectern_')) continue;
        await takeLog(admin);
        for (const statement of [insert, update, remove]) {
          await web.query(statement);
          expect(await takeLog(admin)).toEqual([[tbl, pk, scope]]);
        }
      }
      await web.query('TRUNCATE "Purchase"');
      expect(await takeLog(admin)).toEqual([['Purchase', null, null]]);
    },
  );

  serverTest('a log-in that may only write one table is logged with the right course', async () => {
    const { admin, client } = await filled();
    await admin.query('GRANT INSERT ON "UserProgress" TO web');
    await (await client('web')).query(touch('UserProgress').insert);
    expect(await takeLog(admin)).toEqual([['UserProgress', 'row', 'a']]);
  });

  serverTest('no search path and no temporary table of the writer leads it astray', async () => {
    const { admin, client } = await filled();
    await admin.query(`
      GRANT ALL ON ALL TABLES IN SCHEMA public TO web;
      GRANT CREATE, TEMPORARY ON DATABASE ${(await admin.query('SELECT current_database() AS name')).rows[0].name} TO web`);
    const web = await client('web');
    await web.query(`
      CREATE SCHEMA trap;
      CREATE TABLE trap.seen (who text);
      GRANT ALL ON trap.seen TO PUBLIC;
      GRANT USAGE ON SCHEMA trap TO PUBLIC;
      CREATE FUNCTION trap.is_same(text, text) RETURNS boolean LANGUAGE plpgsql AS
        $f$ BEGIN INSERT INTO trap.seen VALUES (current_user); RETURN true; END $f$;
      CREATE OPERATOR trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = trap.is_same);
      CREATE FUNCTION trap.to_regclass(text) RETURNS regclass LANGUAGE plpgsql AS
        $f$ BEGIN INSERT INTO trap.seen VALUES (current_user); RETURN NULL; END $f$;
      CREATE FUNCTION trap.pg_current_xact_id() RETURNS xid8 LANGUAGE plpgsql AS
        $f$ BEGIN INSERT INTO trap.seen VALUES (current_user); RETURN '1'; END $f$;
      CREATE TEMP TABLE "Chapter" ("id" text, "courseId" text);
      INSERT INTO "Chapter" VALUES ('ch', 'b');
      GRANT ALL ON "Chapter" TO PUBLIC;
      CREATE TEMP TABLE change_log (xid xid8, seq bigint, tbl text, pk text, scope text);
      SET search_path = trap, pg_temp, public, pg_catalog`);
    await web.query(touch('UserProgress').insert);
    await web.query(
      `UPDATE public."Quiz" SET "title" = 'x' WHERE "id" OPERATOR(pg_catalog.=) 'quiz-ch'`,
    );
    await web.query(
      `UPDATE public."Chapter" SET "courseId" = 'b' WHERE "id" OPERATOR(pg_catalog.=) 'ch'`,
    );
    const log = await takeLog(admin);
    expect(log).toContainEqual(['UserProgress', 'row', 'a']);
    expect(log).toContainEqual(['Quiz', 'quiz-ch', 'a']);
    expect(log).toContainEqual(['Chapter', 'ch', 'b']);
    expect((await admin.query('SELECT * FROM trap.seen')).rows).toEqual([]);
    expect((await web.query('SELECT * FROM pg_temp.change_log')).rows).toEqual([]);
  });

  serverTest('nobody may call the functions or use the log for triggers of their own', async () => {
    const { admin, client } = await filled();
    await admin.query(
      `GRANT USAGE ON SCHEMA lectern TO stranger; CREATE SCHEMA theirs AUTHORIZATION stranger`,
    );
    const stranger = await client('stranger');
    const functions = await admin.query<{ call: string }>(
      `SELECT p.oid::regprocedure::text AS call FROM pg_proc p WHERE p.pronamespace = 'lectern'::regnamespace`,
    );
    // 17 of the step, and one for every logged table.
    expect(functions.rows).toHaveLength(17 + touches.length);
    const open = await admin.query(
      `SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'lectern'::regnamespace
         AND has_function_privilege('stranger', p.oid, 'EXECUTE')`,
    );
    expect(open.rows).toEqual([]);
    await stranger.query('CREATE TABLE theirs.t (id text)');
    await expect(
      stranger.query(`CREATE TRIGGER x AFTER INSERT ON theirs.t REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION lectern."log_change_Category"()`),
    ).rejects.toMatchObject(denied);
    await expect(stranger.query('SELECT lectern.prune_change_log()')).rejects.toMatchObject(denied);
  });

  serverTest('PUBLIC gets nothing', async () => {
    const { admin } = await filled();
    const open = await admin.query(`
      SELECT c.oid::regclass::text FROM pg_class c, aclexplode(c.relacl) g
      WHERE c.relnamespace = 'lectern'::regnamespace AND g.grantee = 0
      UNION ALL SELECT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) g
      WHERE n.nspname = 'lectern' AND g.grantee = 0`);
    expect(open.rows).toEqual([]);
  });

  serverTest('grant_sync lets a log-in do exactly what sync needs', async () => {
    const { client, admin } = await filled();
    const teacher = await client('teacher');
    for (const { tbl, insert, update, remove } of touches) {
      for (const statement of [insert, update, remove]) {
        const done = attempt(teacher, statement);
        if (edited.includes(tbl)) expect([statement, await done]).toEqual([statement, 'done']);
        else expect([statement, await done]).toEqual([statement, '42501']);
      }
    }
    const held = await admin.query<{ table: string; held: string }>(`
      SELECT c.oid::regclass::text AS "table", string_agg(g.privilege_type, ' ' ORDER BY g.privilege_type) AS held
      FROM pg_class c, aclexplode(c.relacl) g WHERE g.grantee = 'teacher'::regrole
      GROUP BY 1 ORDER BY 1`);
    const all = 'DELETE INSERT SELECT UPDATE';
    const name = (tbl: string): string =>
      tbl.startsWith('lectern_') ? `lectern.${tbl.slice(8)}` : `"${tbl}"`;
    expect(Object.fromEntries(held.rows.map((row) => [row.table, row.held]))).toEqual({
      ...Object.fromEntries(touches.map(({ tbl }) => [name(tbl), 'SELECT'])),
      ...Object.fromEntries(edited.map((tbl) => [name(tbl), all])),
      'lectern.change_log': 'SELECT',
      'lectern.sync_meta': 'SELECT',
      'lectern.role_user': 'SELECT',
      'lectern.migration_history': 'SELECT',
      'lectern.sync_client': 'INSERT SELECT UPDATE',
      'lectern.sync_op': 'INSERT SELECT',
    });
    expect(await attempt(teacher, 'SELECT lectern.prune_change_log()')).toBe('done');
    expect(await attempt(teacher, 'SELECT lectern.install_change_triggers()')).toBe('42501');
    expect(await attempt(teacher, `UPDATE lectern.role_user SET is_admin = true`)).toBe('42501');
    expect(await attempt(teacher, `INSERT INTO lectern.course_access VALUES ('x','y')`)).toBe(
      '42501',
    );
    expect(await attempt(teacher, 'SELECT * FROM "StripeCustomer"')).toBe('42501');
    expect(await attempt(teacher, 'TRUNCATE "Course" CASCADE')).toBe('42501');
  });

  serverTest(
    'grant_sync refuses PUBLIC, a role that is not there, and who owns nothing',
    async () => {
      const { client } = await filled();
      const owner = await client(lmsOwner);
      expect(await attempt(owner, `SELECT lectern.grant_sync('public')`)).toBe('42704');
      expect(await attempt(owner, `SELECT lectern.grant_sync('no "such" role')`)).toBe('42704');
      expect(await attempt(await client('teacher'), `SELECT lectern.grant_sync('stranger')`)).toBe(
        '42501',
      );
    },
  );

  serverTest('revoke_sync takes back what grant_sync has given', async () => {
    const { admin, client } = await filled();
    const rights = `SELECT c.oid::regclass::text, g.privilege_type FROM pg_class c, aclexplode(c.relacl) g
      WHERE g.grantee = 'stranger'::regrole
      UNION ALL SELECT p.proname, g.privilege_type FROM pg_proc p, aclexplode(p.proacl) g WHERE g.grantee = 'stranger'::regrole
      UNION ALL SELECT n.nspname, g.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) g WHERE g.grantee = 'stranger'::regrole`;
    // As on a server where nobody may look into a schema that is not theirs.
    await admin.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
    const owner = await client(lmsOwner);
    await owner.query(
      `SELECT lectern.grant_sync('stranger'); SELECT lectern.grant_sync('stranger')`,
    );
    expect((await admin.query(rights)).rows.length).toBeGreaterThan(30);
    await owner.query(`SELECT lectern.revoke_sync('stranger')`);
    expect((await admin.query(rights)).rows).toEqual([]);
  });
});

/** `done`, or the SQLSTATE of what the server said. */
async function attempt(client: Client, sql: string): Promise<string> {
  try {
    await client.query(sql);
    return 'done';
  } catch (error) {
    // The driver puts the SQLSTATE on its errors.
    return (error as { readonly code: string }).code;
  }
}
