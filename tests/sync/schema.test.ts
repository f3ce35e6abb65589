import { afterAll, beforeAll, expect, test } from 'vitest';
import { adoptColumns, withoutUnfitTables } from '../../src/main/engine/sync/columns';
import { checkEpoch } from '../../src/main/engine/sync/epoch';
import { listOutbox } from '../../src/main/engine/sync/local/outbox-repository';
import { pull } from '../../src/main/engine/sync/pull';
import { pushQueue } from '../../src/main/engine/sync/push';
import { refreshScope } from '../../src/main/engine/sync/scope';
import { seedMissing } from '../../src/main/engine/sync/seed';
import type { SyncSession } from '../../src/main/engine/sync/session';
import { applyPlainly } from '../support/lms-on-postgres';
import { mirror, type Mirror } from '../support/mirror';
import { graderRole, syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { copiedWorld, differences } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;

beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

/** A cycle as the loop makes it. */
async function cycle(here: Mirror): Promise<readonly string[]> {
  const met = await here.session();
  const session: SyncSession = { ...met, facts: withoutUnfitTables(met.facts).facts };
  await checkEpoch(session);
  await refreshScope(session);
  await seedMissing(session);
  const tables = await adoptColumns(session);
  await pushQueue(session);
  await pull(session);
  return tables;
}

function editCourse(here: Mirror, patch: Record<string, string | number | null>): void {
  here.direct.context.edit({ name: 'course.edit', label: 'edit' }, (edit) => {
    edit.update('Course', 'a', patch);
  });
}

function queue(here: Mirror): readonly string[] {
  return listOutbox(here.direct.workspace.read, { states: ['queued', 'parked', 'conflicted'] }).map(
    ({ key, fields, state, reason }) => {
      const { updatedAt: _updatedAt, ...written } = fields;
      return `${key} ${JSON.stringify(written)} ${state}${reason === null ? '' : ` ${reason}`}`;
    },
  );
}

const course = (id: string) => `SELECT * FROM "Course" WHERE "id" = '${id}'`;

serverTest(
  'fields that the server has go on, and the one it lacks waits and goes when it is back',
  async () => {
    const { db, here } = await copiedWorld(server);
    await cycle(here);
    editCourse(here, { title: 'One', estimatedHours: 5 });
    editCourse(here, { title: 'Two' });
    editCourse(here, { estimatedHours: 7, description: 'Text' });
    await db.admin.query(`ALTER TABLE "Course" DROP COLUMN "estimatedHours"`);
    await cycle(here);
    expect(queue(here)).toEqual(['a {"estimatedHours":7} parked update_needed']);
    expect((await db.admin.query(course('a'))).rows[0]).toMatchObject({
      title: 'Two',
      description: 'Text',
    });
    expect(here.engine.sql.prepare(course('a')).get()).toMatchObject({
      title: 'Two',
      estimatedHours: 7,
    });
    // It holds nothing else of the row up, and survives a cycle in which nothing changed.
    editCourse(here, { title: 'Three' });
    await cycle(here);
    expect(queue(here)).toEqual(['a {"estimatedHours":7} parked update_needed']);
    expect((await db.admin.query(course('a'))).rows[0]).toMatchObject({ title: 'Three' });
    editCourse(here, { estimatedHours: 8, title: 'Four' });
    await cycle(here);
    expect(here.engine.sql.prepare(course('a')).get()).toMatchObject({
      title: 'Four',
      estimatedHours: 8,
    });
    expect(await differences(here)).toEqual({});
    await db.admin.query(`ALTER TABLE "Course" ADD COLUMN "estimatedHours" INTEGER`);
    await cycle(here);
    await cycle(here);
    expect(queue(here)).toEqual([]);
    expect((await db.admin.query(course('a'))).rows[0]).toMatchObject({
      title: 'Four',
      estimatedHours: 8,
    });
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
  },
);

serverTest(
  'what was written into a column before it went keeps its place among later edits',
  async () => {
    const { db, here } = await copiedWorld(server);
    await cycle(here);
    await db.admin.query(`ALTER TABLE "Course" DROP COLUMN "estimatedHours"`);
    editCourse(here, { title: 'One', estimatedHours: 1 });
    editCourse(here, { estimatedHours: 2 });
    editCourse(here, { estimatedHours: 3, title: 'Two' });
    editCourse(here, { estimatedHours: 4 });
    await cycle(here);
    expect(queue(here)).toEqual([
      'a {"estimatedHours":2} parked update_needed',
      'a {"estimatedHours":4} parked update_needed',
    ]);
    expect(here.engine.sql.prepare(course('a')).get()).toMatchObject({
      title: 'Two',
      estimatedHours: 4,
    });
    const bases = listOutbox(here.direct.workspace.read, { states: ['parked'] }).map(
      ({ base }) => base?.estimatedHours,
    );
    expect(bases).toEqual([null, 2]);
    await db.admin.query(`ALTER TABLE "Course" ADD COLUMN "estimatedHours" INTEGER`);
    await cycle(here);
    await cycle(here);
    expect(queue(here)).toEqual([]);
    expect((await db.admin.query(course('a'))).rows[0]).toMatchObject({ estimatedHours: 4 });
  },
);

serverTest(
  'a new row goes without the column that is missing, which follows when it is there',
  async () => {
    const { db, here } = await copiedWorld(server);
    await cycle(here);
    await db.admin.query(`ALTER TABLE "Quiz" DROP COLUMN "xpReward", DROP COLUMN "timeLimit"`);
    here.direct.context.edit({ name: 'quiz.create', label: 'new' }, (edit) => {
      edit.insert('Quiz', {
        id: 'plain',
        title: 'Plain',
        courseId: 'a',
        createdAt: edit.at,
        updatedAt: edit.at,
      });
      edit.insert('Quiz', {
        id: 'timed',
        title: 'Timed',
        courseId: 'a',
        timeLimit: 9,
        createdAt: edit.at,
        updatedAt: edit.at,
      });
    });
    await cycle(here);
    expect(queue(here)).toEqual(['timed {"timeLimit":9} parked update_needed']);
    const there = await db.admin.query(
      `SELECT "id" FROM "Quiz" WHERE "id" IN ('plain','timed') ORDER BY 1`,
    );
    expect(there.rows).toEqual([{ id: 'plain' }, { id: 'timed' }]);
    await db.admin.query(`ALTER TABLE "Quiz" ADD COLUMN "timeLimit" INTEGER`);
    await cycle(here);
    await cycle(here);
    expect(queue(here)).toEqual([]);
    const timed = await db.admin.query(`SELECT "timeLimit" FROM "Quiz" WHERE "id" = 'timed'`);
    expect(timed.rows).toEqual([{ timeLimit: 9 }]);
  },
);

serverTest('a column that only the server has is nobody’s business here', async () => {
  const { db, here } = await copiedWorld(server);
  await cycle(here);
  await db.admin.query(
    `ALTER TABLE "Course" ADD COLUMN "theme" TEXT DEFAULT 'blue'; UPDATE "Course" SET "theme" = 'red', "title" = 'New'`,
  );
  await cycle(here);
  expect(await differences(here)).toEqual({});
  editCourse(here, { title: 'Mine' });
  await cycle(here);
  expect((await db.admin.query(course('a'))).rows[0]).toMatchObject({
    title: 'Mine',
    theme: 'red',
  });
});

serverTest('steps of the plan that are applied later bring their tables and columns', async () => {
  const young = await syncServer({
    plan: 0,
    size: { users: 40, courses: 4, chaptersPerCourse: 5, seed: 3 },
  });
  try {
    const db = await young.database();
    const here = await mirror(db);
    await cycle(here);
    expect(await differences(here)).toEqual({});
    // A person works with what is not there yet.
    here.direct.context.edit({ name: 'course.edit', label: 'edit' }, (edit) => {
      edit.update('Course', 'course-0', { title: 'Renamed', difficulty: 'advanced' });
      edit.insert('Quiz', {
        id: 'q',
        title: 'New',
        courseId: 'course-0',
        createdAt: edit.at,
        updatedAt: edit.at,
      });
    });
    await cycle(here);
    expect(queue(here)).toEqual([
      expect.stringMatching(/^q .* parked update_needed$/),
      'course-0 {"difficulty":"advanced"} parked update_needed',
    ]);
    await applyPlainly(db.admin, 1, 14);
    await db.admin.query(`SELECT lectern.install_change_triggers();
      UPDATE "Chapter" SET "xpReward" = 77 WHERE "courseId" = 'course-1'`);
    // Until the owner grants what is new, nothing goes, and nothing is lost.
    await expect(cycle(here)).rejects.toMatchObject({ code: '42501' });
    expect(queue(here)).toHaveLength(2);
    await db.admin.query('SELECT lectern.grant_sync($1)', [graderRole.name]);
    await db.admin.query(
      `INSERT INTO "Assignment" ("id","title","description","courseId") VALUES ('late','Late','','course-1')`,
    );
    const tables = await cycle(here);
    expect(tables).toEqual(
      expect.arrayContaining(['Course', 'Chapter', 'Quiz', 'UserXP', 'XPTransaction']),
    );
    await cycle(here);
    await cycle(here);
    expect(queue(here)).toEqual([]);
    expect((await db.admin.query(course('course-0'))).rows[0]).toMatchObject({
      title: 'Renamed',
      difficulty: 'advanced',
    });
    expect(await differences(here)).toEqual({});
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
    expect(mine.XPTransaction?.length).toBeGreaterThan(0);
    expect(await cycle(here)).toEqual([]);
  } finally {
    await young.stop();
  }
});

serverTest(
  'a table whose column became something else rests with a message, and the others go on',
  async () => {
    const { db, here } = await copiedWorld(server);
    await cycle(here);
    await db.admin.query(
      `ALTER TABLE "Assignment" ALTER COLUMN "title" TYPE JSONB USING to_jsonb("title")`,
    );
    const { unfit } = withoutUnfitTables((await here.session()).facts);
    expect(unfit.map(({ table, column, type }) => `${table}.${column} ${type}`)).toEqual([
      'Assignment.title jsonb',
    ]);
    expect(unfit[0]?.message).toMatch(/Assignment\.title is of the type jsonb/);
    await db.admin.query(
      `UPDATE "Assignment" SET "maxPoints" = 33; UPDATE "Course" SET "title" = 'Goes on'`,
    );
    here.direct.context.edit({ name: 'assignment.edit', label: 'edit' }, (edit) => {
      edit.update('Assignment', 'essay', { description: 'Mine' });
    });
    await cycle(here);
    expect(here.engine.sql.prepare(course('a')).get()).toMatchObject({ title: 'Goes on' });
    const essay = here.engine.sql.prepare(`SELECT * FROM "Assignment" WHERE "id" = 'essay'`);
    expect(essay.get()).toMatchObject({ title: 'Essay', description: 'Mine', maxPoints: 100 });
    expect(queue(here)).toEqual(['essay {"description":"Mine"} parked update_needed']);
    const events = await here.engine.client.sync.events({ limit: 5 });
    expect(events.ok && events.value.events.map(({ text }) => text)).toContain(unfit[0]?.message);
    await db.admin.query(
      `ALTER TABLE "Assignment" ALTER COLUMN "title" TYPE TEXT USING "title" #>> '{}'`,
    );
    expect(await cycle(here)).toEqual(['Assignment']);
    await cycle(here);
    expect(queue(here)).toEqual([]);
    expect(essay.get()).toMatchObject({ title: 'Essay', description: 'Mine', maxPoints: 33 });
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
  },
);

serverTest('the types that the LMS may have are all taken', async () => {
  const { db, here } = await copiedWorld(server);
  await db.admin.query(`
    ALTER TABLE "Course" ALTER COLUMN "price" TYPE NUMERIC(10,2), ALTER COLUMN "title" TYPE VARCHAR(200),
      ALTER COLUMN "updatedAt" TYPE TIMESTAMPTZ USING "updatedAt" AT TIME ZONE 'UTC', ALTER COLUMN "createdAt" TYPE TIMESTAMP(6);
    ALTER TABLE "QuizAttempt" ALTER COLUMN "answers" TYPE JSON, ALTER COLUMN "timeSpent" TYPE BIGINT, ALTER COLUMN "score" TYPE REAL;
    UPDATE "Course" SET "price" = 12.5, "updatedAt" = '2026-03-01 12:00:00.123456+02', "createdAt" = '2026-03-01 12:00:00.987654';
    UPDATE "QuizAttempt" SET "timeSpent" = 9007199254740993, "score" = 0.1, "answers" = '{"b":1,  "a":2}'`);
  expect(withoutUnfitTables((await here.session()).facts).unfit).toEqual([]);
  await cycle(here);
  expect(await differences(here)).toEqual({});
});
