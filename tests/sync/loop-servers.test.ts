import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';
import { pgbouncerMissing, pgbouncerProgram, startPgBouncer } from '../support/pgbouncer';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { stands, startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;
let lms: SyncDatabase;

beforeAll(async () => {
  if (!usualBinaries) return;
  server = await startLoopServer({
    roles: [
      { name: 'teacher', userId: 'teacher' },
      { name: 'other_teacher', userId: 'other' },
      { name: 'deputy' },
    ],
  });
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (usualBinaries) lms = await server.lms();
});

async function connected(at?: number): Promise<TestEngine> {
  const engine = await testEngine();
  const url = urlOf(lms, 'teacher', at === undefined ? {} : { at });
  expectOk(await engine.client.sync.init({ server: url }));
  return engine;
}

async function grade(engine: TestEngine, raw: number): Promise<void> {
  expectOk(await engine.client.grading.grade({ id: 's-u1', raw }));
}

const run = (engine: TestEngine) => engine.client.sync.run({});

describe.skipIf(!usualBinaries)('a server on a bad day', () => {
  it('whose disk is full is waited for', async () => {
    const engine = await connected();
    await lms.admin.query(`
      CREATE FUNCTION fill_up() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER full_disk BEFORE UPDATE ON "AssignmentSubmission"
        FOR EACH ROW EXECUTE FUNCTION fill_up()`);
    await grade(engine, 7);
    const failure = expectFailure(await run(engine), 'unavailable');
    expect(failure.message).toContain('The disk of the server');
    expect(await stands(engine)).toMatchObject({ state: 'offline', queued: 1, parked: 0 });
    await lms.admin.query('DROP TRIGGER full_disk ON "AssignmentSubmission"');
    expect(expectOk(await run(engine))).toMatchObject({
      state: 'synced',
      queued: 0,
      problem: null,
    });
  });

  it('that holds a row for somebody else is waited for, and called busy, not away', async () => {
    const engine = await connected();
    await grade(engine, 7);
    const web = await lms.client();
    await web.query('BEGIN');
    await web.query(`UPDATE "AssignmentSubmission" SET "feedback" = 'x' WHERE "id" = 's-u1'`);
    const answer = await run(engine);
    if (!answer.ok) {
      expect(answer.error.code).toBe('busy');
      expect(await stands(engine)).toMatchObject({ state: 'synced', queued: 1 });
    }
    await web.query('ROLLBACK');
    expect(expectOk(await run(engine))).toMatchObject({ state: 'synced', queued: 0 });
  });

  it('that takes rights away parks what it refuses, and says who must grant what for the rest', async () => {
    const engine = await connected();
    await lms.admin.query('REVOKE SELECT ON "Course" FROM teacher');
    const failure = expectFailure(await run(engine), 'refused');
    expect(failure.message).toContain("SELECT lectern.grant_sync('teacher')");
    expect(await stands(engine)).toMatchObject({
      state: 'offline',
      problem: { code: 'not_allowed' },
    });
    await lms.admin.query('GRANT SELECT ON "Course" TO teacher');
    expect(expectOk(await run(engine)).state).toBe('synced');
  });

  it('that maps the login to somebody else now is refused, and nothing is mixed', async () => {
    const engine = await connected();
    await lms.admin.query(`UPDATE lectern.role_user SET user_id = 'x' WHERE role_name = 'teacher'`);
    await grade(engine, 7);
    const failure = expectFailure(await run(engine), 'refused');
    expect(failure.message).toContain('teacher is the LMS user x');
    expect(await stands(engine)).toMatchObject({ problem: { code: 'another_user' }, queued: 1 });
  });

  it('that does not write changes down is compared with at once, and named in the health', async () => {
    const engine = await connected();
    await lms.admin.query(`
      ALTER TABLE "Course" DISABLE TRIGGER ALL;
      UPDATE "Course" SET "title" = 'Unnoticed' WHERE "id" = 'c1'`);
    expectOk(await run(engine));
    const title = engine.sql.prepare(`SELECT title FROM Course WHERE id = 'c1'`).pluck();
    expect(title.get()).toBe('Unnoticed');
    const health = expectOk(await engine.client.sync.health({}));
    expect(health.triggers.filter(({ state }) => state !== 'ok')).toEqual([
      { table: 'Course', state: 'disabled' },
    ]);
    expect(health.repaired).toBe(1);
    await lms.admin.query(`UPDATE "Course" SET "title" = 'Again' WHERE "id" = 'c1'`);
    engine.clock.advance(5 * 60_000);
    expectOk(await run(engine));
    expect(title.get()).toBe('Unnoticed');
    engine.clock.advance(11 * 60_000);
    expectOk(await run(engine));
    expect(title.get()).toBe('Again');
    await lms.admin.query(`
      UPDATE "Course" SET "title" = 'Last' WHERE "id" = 'c1';
      SELECT lectern.install_change_triggers()`);
    expectOk(await run(engine));
    expect(title.get()).toBe('Last');
    const { events } = expectOk(await engine.client.sync.events({}));
    expect(events.map(({ kind }) => kind)).toContain('triggers_back');
  });

  it('is compared with once a day, and told how far this workspace is', async () => {
    const engine = await connected();
    const known = async () => {
      const { rows } = await lms.admin.query(
        'SELECT user_id, cursor, label FROM lectern.sync_client',
      );
      return rows;
    };
    const [first] = await known();
    expect(first).toMatchObject({ user_id: 'teacher', label: 'Tess Tester' });
    await lms.admin.query(`UPDATE "Course" SET "title" = 'New' WHERE "id" = 'c1'`);
    engine.clock.advance(2 * 60_000);
    const { cursor } = expectOk(await run(engine));
    expect((await known())[0]?.cursor).toBe(cursor);
    await lms.admin.query('DELETE FROM lectern.change_log');
    await lms.admin.query(`
      SET session_replication_role = replica; ALTER TABLE "Course" DISABLE TRIGGER ALL;
      UPDATE "Course" SET "title" = 'Missed' WHERE "id" = 'c1'; SET session_replication_role = origin;
      SELECT lectern.install_change_triggers()`);
    expectOk(await run(engine));
    engine.clock.advance(25 * 3_600_000);
    expectOk(await run(engine));
    expect(engine.sql.prepare(`SELECT title FROM Course WHERE id = 'c1'`).pluck().get()).toBe(
      'Missed',
    );
    expect(expectOk(await engine.client.sync.health({})).repaired).toBe(1);
  });
});

describe.skipIf(!usualBinaries)('another way to the same server', () => {
  it('is taken; another server and another user are refused', async () => {
    const engine = await connected();
    const url = urlOf(lms, 'deputy');
    const status = expectOk(await engine.client.sync.changeServer({ server: url }));
    expect(status.server).toContain('as deputy');
    expect(expectOk(await run(engine)).state).toBe('synced');
    const other = await server.lms();
    await other.admin.query('UPDATE lectern.sync_meta SET epoch = gen_random_uuid()');
    const refused = await engine.client.sync.changeServer({ server: urlOf(other, 'teacher') });
    expect(expectFailure(refused, 'refused').message).toContain('another server');
    const stranger = await engine.client.sync.changeServer({
      server: urlOf(lms, 'other_teacher'),
    });
    expect(expectFailure(stranger, 'refused').message).toContain('is the LMS user other');
    expect((await stands(engine)).server).toContain('as deputy');
  });

  it('may be a copy of it at another place: what differs is compared and mended', async () => {
    const engine = await connected();
    await grade(engine, 4);
    expectOk(await run(engine));
    const copy = await server.lms();
    expectOk(await engine.client.sync.changeServer({ server: urlOf(copy, 'teacher') }));
    expectOk(await run(engine));
    expect(expectOk(await engine.client.sync.verify({})).ok).toBe(true);
    const { rows } = await copy.admin.query(
      `SELECT "score" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
    );
    expect(rows).toEqual([{ score: 4 }]);
  });

  it('may lead through PgBouncer', async (context) => {
    if (!pgbouncerProgram) return context.skip(pgbouncerMissing);
    const pooler = await startPgBouncer({
      host: server.server.server.host,
      port: server.server.port,
    });
    try {
      const engine = await connected(pooler.port);
      for (const raw of [3, 4, 5]) {
        await grade(engine, raw);
        expect(expectOk(await run(engine))).toMatchObject({ state: 'synced', queued: 0 });
      }
      expect(expectOk(await engine.client.sync.verify({})).ok).toBe(true);
      const { rows } = await lms.admin.query(
        `SELECT "score" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
      );
      expect(rows).toEqual([{ score: 5 }]);
    } finally {
      await pooler.stop();
    }
  });
});
