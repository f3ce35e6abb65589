import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveConflict } from '../../src/main/engine/sync/resolve';
import { first, gradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const score = `SELECT "score"::text, "feedback" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`;

describe.skipIf(!usualBinaries)('values that are sent', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  const setNaN = `UPDATE "AssignmentSubmission" SET "score" = 'NaN' WHERE "id" = 's-u1'`;

  test('a NaN of the server is left alone while something else of the row is edited', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(setNaN);
    await desk.pull();
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: null });
    await desk.engine.client.grading.feedback({ id: 's-u1', feedback: 'Good' });
    expect(await desk.push()).toMatchObject({ parked: 0, conflicted: 0 });
    expect(await first(desk.database, score)).toEqual({ score: 'NaN', feedback: 'Good' });
  });

  test('a NaN that somebody edits is replaced, and is no conflict', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(setNaN);
    await desk.pull();
    await desk.grade('s-u1', 8);
    expect(await desk.push()).toMatchObject({ parked: 0, conflicted: 0, left: 0 });
    expect(await first(desk.database, score)).toMatchObject({ score: '8' });
    await desk.pull();
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 8 });
    expect(desk.engine.sql.prepare('SELECT count(*) FROM lectern_unfit_value').pluck().get()).toBe(
      0,
    );
  });

  test('a NaN that came meanwhile is a conflict like any other value', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await desk.database.admin.query(setNaN);
    expect(await desk.push()).toMatchObject({ conflicted: 1 });
    expect(desk.stuck().detail.fields?.[0]).toEqual({
      field: 'score',
      base: null,
      mine: 8,
      theirs: 'NaN',
    });
    resolveConflict(desk.sync.context, { op: desk.stuck().opId, take: 'mine' });
    expect(await desk.push()).toMatchObject({ conflicted: 0, left: 0 });
    expect(await first(desk.database, score)).toMatchObject({ score: '8' });
  });

  test('booleans, lists, JSON, times, empty text and NULL arrive as they are', async () => {
    const desk = await gradingDesk(server);
    desk.sync.context.edit({ name: 'test', label: 'values' }, (edit) => {
      edit.update('Course', 'c1', {
        isPublished: 1,
        price: 0.1,
        description: '',
        imageUrl: null,
        prerequisites: JSON.stringify(['a "quoted" one', '', 'né, 🌊', 'back\\slash {brace}']),
      });
      edit.update('Assignment', 'a1', {
        dueDate: '2026-04-01T12:34:56.789Z',
        title: 'tab\tnew\nline \\N',
      });
    });
    expect(await desk.push()).toMatchObject({ pushed: 2, parked: 0, conflicted: 0 });
    expect(
      await first(
        desk.database,
        `SELECT "isPublished", "price", "description", "imageUrl", "prerequisites" FROM "Course"`,
      ),
    ).toEqual({
      isPublished: true,
      price: 0.1,
      description: '',
      imageUrl: null,
      prerequisites: ['a "quoted" one', '', 'né, 🌊', 'back\\slash {brace}'],
    });
    expect(await first(desk.database, `SELECT "dueDate"::text, "title" FROM "Assignment"`)).toEqual(
      { dueDate: '2026-04-01 12:34:56.789', title: 'tab\tnew\nline \\N' },
    );
  });

  test("updatedAt is the server's own time, whatever the clock here says", async () => {
    const desk = await gradingDesk(server);
    desk.engine.clock.set('2031-01-01T00:00:00.000Z');
    desk.sync.context.edit({ name: 'test', label: 'title' }, (edit) => {
      edit.update('Course', 'c1', { title: 'Later' });
      edit.insert('Quiz', { id: 'q1', title: 'Tides', courseId: 'c1' });
    });
    expect(await desk.push()).toMatchObject({ pushed: 2 });
    expect(
      await first(
        desk.database,
        `SELECT c."updatedAt" > now()::timestamp - interval '1 minute' AND c."updatedAt" <= now()::timestamp + interval '1 second' AS course,
           q."updatedAt" <= now()::timestamp + interval '1 second' AS quiz FROM "Course" c, "Quiz" q`,
      ),
    ).toEqual({ course: true, quiz: true });
  });

  test('a text that a column of limited length does not take is refused, not cut', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query('ALTER TABLE "Course" ALTER COLUMN "title" TYPE varchar(10)');
    desk.sync.context.edit({ name: 'test', label: 'title' }, (edit) => {
      edit.update('Course', 'c1', { title: 'A title of more than ten letters' });
    });
    expect(await desk.push()).toMatchObject({ pushed: 0, parked: 1 });
    expect(desk.stuck()).toMatchObject({ reason: 'invalid_value', detail: { sqlstate: '22001' } });
  });

  test('awards of two learners make two standings', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await desk.grade('s-u2', 9);
    await desk.push();
    expect(
      await first(
        desk.database,
        `SELECT sum("totalXP")::int AS xp, count(*)::int AS n FROM "UserXP"`,
      ),
    ).toEqual({ xp: 100, n: 2 });
  });
});
