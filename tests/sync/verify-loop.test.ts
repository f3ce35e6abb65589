import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { keepState, openNamed, putBack } from './epoch-servers';
import { startLoopServer, stands, urlOf, type LoopServer } from './loop-server';

// Through the contract, with the loop, as log-ins that are no superusers.
const serverTest = test.skipIf(!usualBinaries);
let loop: LoopServer;

beforeAll(async () => {
  if (usualBinaries) loop = await startLoopServer();
});
afterAll(() => loop?.stop());

async function copied(
  login: 'anna' | 'chief',
): Promise<{ readonly db: SyncDatabase; readonly engine: TestEngine }> {
  const db = await loop.lms();
  const engine = await testEngine();
  expectOk(await engine.client.sync.init({ server: urlOf(db, login) }));
  return { db, engine };
}

const progress = (engine: TestEngine): unknown =>
  engine.sql.prepare('SELECT count(*) FROM "UserProgress"').pluck().get();

serverTest.each(['anna', 'chief'] as const)(
  '%s compares, and mends what a bulk load left',
  async (login) => {
    const { db, engine } = await copied(login);
    expect(expectOk(await engine.client.sync.verify({}))).toMatchObject({ ok: true, differs: [] });
    await db.admin.query(`ALTER TABLE "UserProgress" DISABLE TRIGGER USER`);
    const { rows } = await db.admin.query<{ id: string }>(
      `DELETE FROM "UserProgress" WHERE "id" = (SELECT p."id" FROM "UserProgress" p JOIN "Chapter" c ON c."id" = p."chapterId"
       JOIN "Course" k ON k."id" = c."courseId" WHERE k."createdById" = 'teacher' LIMIT 1) RETURNING "id"`,
    );
    const before = Number(progress(engine));
    const found = expectOk(await engine.client.sync.verify({}));
    expect(found).toMatchObject({
      ok: false,
      differs: [{ table: 'UserProgress', ids: [rows[0]?.id] }],
    });
    expect(progress(engine)).toBe(before);
    expect(expectOk(await engine.client.sync.repair({})).repaired).toBe(1);
    expect(progress(engine)).toBe(before - 1);
    expect(expectOk(await engine.client.sync.verify({})).ok).toBe(true);
    const health = expectOk(await engine.client.sync.health({}));
    expect(health.repaired).toBe(1);
    expect(health.triggers).toContainEqual({ table: 'UserProgress', state: 'disabled' });
  },
);

serverTest('the loop itself compares once it sees that changes are not logged', async () => {
  const { db, engine } = await copied('anna');
  await db.admin.query(
    `ALTER TABLE "Course" DISABLE TRIGGER USER; UPDATE "Course" SET "title" = 'Quietly' WHERE "createdById" = 'teacher'`,
  );
  expectOk(await engine.client.sync.run({}));
  const titles = engine.sql.prepare('SELECT DISTINCT "title" FROM "Course"').pluck();
  expect(titles.all()).toEqual(['Quietly']);
  const { events } = expectOk(await engine.client.sync.events({ limit: 10 }));
  expect(events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['triggers_missing', 'verified', 'repaired']),
  );
});

serverTest(
  'a restored server is taken over by the loop, and the lost grade arrives again',
  async () => {
    const { db, engine } = await copied('anna');
    await db.admin.end();
    expectOk(await engine.client.sync.run({}));
    // Pooled sessions of the engine are idle only; a copy needs them gone.
    const restarted = await engine.restart();
    await keepState(loop.server, db.name, `${db.name}_kept`);
    expectOk(await restarted.client.grading.grade({ id: 's-u1', raw: 8, waiveLate: false }));
    expectOk(await restarted.client.sync.run({}));
    expect(await stands(restarted)).toMatchObject({ state: 'synced', queued: 0, parked: 0 });
    const again = await restarted.restart();
    await putBack(loop.server, db.name, `${db.name}_kept`);
    expectOk(await again.client.sync.run({}));
    expect(await stands(again)).toMatchObject({
      state: 'synced',
      queued: 0,
      parked: 0,
      conflicts: 0,
    });
    const old = await openNamed(loop.server, db.name, 'anna');
    const score = await old.admin.query(
      `SELECT "score" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
    );
    expect(score.rows).toEqual([{ score: 8 }]);
    await old.close();
    const { events } = expectOk(await again.client.sync.events({ limit: 20 }));
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['epoch_changed', 'recovered']),
    );
  },
);

serverTest('another LMS under the same name stops everything until a person decides', async () => {
  const { db, engine } = await copied('chief');
  expectOk(await engine.client.grading.grade({ id: 's-u1', raw: 8, waiveLate: false }));
  const closed = await engine.restart();
  await db.admin.end();
  const other = await loop.server.database();
  await other.admin.query(
    `DELETE FROM "Course"; INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('x','t','X',now())`,
  );
  await other.admin.end();
  await putBack(loop.server, db.name, other.name);
  const failed = expectFailure(await closed.client.sync.run({}), 'refused');
  expect(failed.message).toMatch(/none of the 5 courses/);
  expect(await stands(closed)).toMatchObject({
    queued: expect.any(Number),
    problem: { code: 'another_lms' },
  });
  expect((await stands(closed)).queued).toBeGreaterThan(0);
  const courses = closed.sql.prepare('SELECT count(*) FROM "Course"').pluck();
  expect(courses.get()).toBe(5);
  expectOk(await closed.client.sync.repair({}));
  expect(courses.get()).toBe(1);
});
