import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { lmsOwner, usualBinaries } from '../support/sync-server';
import { stands, startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;

beforeAll(async () => {
  if (usualBinaries) server = await startLoopServer({ lectern: false, roles: [{ name: 'anna' }] });
});
afterAll(() => server?.stop());

describe.skipIf(!usualBinaries)('a server without the server side of sync', () => {
  it('is refused with what its owner has to do, and nothing is left behind', async () => {
    const lms = await server.lms();
    await lms.admin.query('GRANT SELECT ON ALL TABLES IN SCHEMA public TO anna');
    const engine = await testEngine();
    const answer = await engine.client.sync.init({ server: urlOf(lms, 'anna') });
    const { message } = expectFailure(answer, 'refused');
    expect(message).toContain('not installed');
    expect(message).toContain('migrate up --group lectern');
    expect(message).toContain("SELECT lectern.grant_sync('anna')");
    expect((await stands(engine)).state).toBe('none');
  });

  it('is not installed by a login without the rights', async () => {
    const lms = await server.lms();
    const engine = await testEngine();
    const answer = await engine.client.sync.init({ server: urlOf(lms, 'anna'), install: true });
    const { message } = expectFailure(answer, 'refused');
    expect(message).toContain("owner of the LMS's tables");
    const { rows } = await lms.admin.query("SELECT to_regclass('lectern.change_log') AS log");
    expect(rows).toEqual([{ log: null }]);
  });

  it('is installed by the owner of the tables, twice without harm, and changes are logged then', async () => {
    const lms = await server.lms();
    const before = await lms.admin.query('SELECT md5(string_agg(c::text, $1)) FROM "Course" c', [
      '',
    ]);
    const engine = await testEngine();
    const url = urlOf(lms, lmsOwner);
    const status = expectOk(await engine.client.sync.init({ server: url, install: true }));
    expect(status).toMatchObject({ state: 'synced', userId: null, rows: { Course: 4 } });
    const again = await testEngine();
    expectOk(await again.client.sync.init({ server: url, install: true }));
    await lms.admin.query(`UPDATE "Course" SET "title" = 'Changed' WHERE "id" = 'course-0'`);
    expectOk(await engine.client.sync.pull({}));
    expect(engine.sql.prepare(`SELECT title FROM Course WHERE id = 'course-0'`).pluck().get()).toBe(
      'Changed',
    );
    await lms.admin.query(`UPDATE "Course" SET "title" = 'Course 0' WHERE "id" = 'course-0'`);
    const { triggers } = expectOk(await engine.client.sync.health({}));
    expect(triggers.every(({ state }) => state === 'ok')).toBe(true);
    const after = await lms.admin.query('SELECT count(*) FROM "Course" c');
    expect(before.rows).toHaveLength(after.rows.length);
  });

  it('never stands in the way of the web application while it waits for a table', async () => {
    const lms = await server.lms();
    const url = urlOf(lms, lmsOwner);
    expectOk(await (await testEngine()).client.sync.init({ server: url, install: true }));
    for (const table of ['Quiz', 'AssignmentSubmission'])
      await lms.admin.query(`DROP TRIGGER lectern_change_insert ON "${table}"`);
    const [idle, writer] = [await lms.client(), await lms.client()];
    await idle.query('BEGIN; LOCK TABLE "AssignmentSubmission" IN ROW EXCLUSIVE MODE');
    // Fails at the first statement that waits as long as a person would notice.
    await writer.query(`SET lock_timeout = '3s'`);
    let isOver = false;
    const engine = await testEngine();
    const installing = engine.client.sync.init({ server: url, install: true });
    const ended = installing.finally(() => (isOver = true));
    for (let count = 0; count < 200 && !isOver; count += 1) {
      await writer.query(
        `INSERT INTO "Quiz" ("id", "title", "courseId") VALUES ('new-${count}', 'New', 'course-0')`,
      );
      await new Promise((done) => setTimeout(done, 20));
    }
    await idle.query('ROLLBACK');
    expectOk(await ended);
    const { triggers } = expectOk(await engine.client.sync.health({}));
    expect(triggers.every(({ state }) => state === 'ok')).toBe(true);
  });

  it('is installed on an LMS without the plan too: its eight tables are kept in step', async () => {
    const early = await startLoopServer({ lectern: false, plan: 0, roles: [] });
    try {
      const lms = await early.lms();
      const engine = await testEngine();
      const url = urlOf(lms, lmsOwner);
      const looked = expectOk(await engine.client.sync.preview({ server: url }));
      expect(looked.complaints.map(({ check }) => check)).toEqual([
        'not_installed',
        'tables_missing',
      ]);
      const status = expectOk(await engine.client.sync.init({ server: url, install: true }));
      expect(status).toMatchObject({ state: 'synced', rows: { Course: 4, UserXP: 0 } });
      expect(expectOk(await engine.client.sync.verify({})).ok).toBe(true);
    } finally {
      await early.stop();
    }
  });
});
