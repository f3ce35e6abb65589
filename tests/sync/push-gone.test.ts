import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { first, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const question = {
  id: 'question',
  quizId: 'q1',
  type: 'essay',
  question: 'Why?',
  options: '{}',
  correctAnswer: '{}',
  order: 0,
  points: 1,
};

describe.skipIf(!usualBinaries)('rows that are gone on the server', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  /** A question for a quiz that has been removed there. */
  async function missingReference(): Promise<GradingDesk> {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(
      `INSERT INTO "Quiz" ("id","title","courseId","updatedAt") VALUES ('q1','Tides','c1',now())`,
    );
    await desk.pull();
    desk.sync.context.edit({ name: 'test', label: 'question' }, (edit) => {
      edit.insert('Question', question);
    });
    await desk.database.admin.query(`DELETE FROM "Quiz"`);
    await desk.grade('s-u1', 8);
    expect(await desk.push()).toEqual({ pushed: 4, parked: 1, conflicted: 0, left: 0 });
    expect(desk.stuck()).toMatchObject({
      reason: 'missing_reference',
      detail: { missing: [{ table: 'Quiz', key: 'q1', row: { title: 'Tides' } }] },
    });
    return desk;
  }

  test('what it refers to is gone: it is brought back with it', async () => {
    const desk = await missingReference();
    await desk.pull();
    expect(desk.row('Question', 'question')).toBeUndefined();
    expect(desk.act('recreate')).toBe('queued');
    expect(desk.row('Quiz', 'q1')).toMatchObject({ title: 'Tides' });
    await desk.settle();
    expect(
      await first(
        desk.database,
        `SELECT q."title", r."question" FROM "Quiz" q JOIN "Question" r ON r."quizId" = q."id"`,
      ),
    ).toEqual({ title: 'Tides', question: 'Why?' });
    expect(desk.row('Question', 'question')).toMatchObject({ question: 'Why?' });
  });

  test('what it refers to is gone: it is discarded, with a copy', async () => {
    const desk = await missingReference();
    expect(desk.act('discard')).toBe('discarded');
    await desk.settle();
    expect(desk.events()).toContain('Why?');
    expect(desk.row('Question', 'question')).toBeUndefined();
  });

  test('a changed row that is gone is brought back, and what was put under it is shown again at once', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(
      `INSERT INTO "Quiz" ("id","title","courseId","updatedAt") VALUES ('q1','Tides','c1',now())`,
    );
    await desk.pull();
    desk.sync.context.edit({ name: 'test', label: 'quiz' }, (edit) => {
      edit.update('Quiz', 'q1', { title: 'Tides and the moon' });
      edit.insert('Question', question);
    });
    await desk.database.admin.query(`DELETE FROM "Quiz"`);
    await desk.push();
    await desk.pull();
    expect(desk.row('Question', 'question')).toBeUndefined();
    expect(desk.act('recreate', 'Quiz')).toBe('queued');
    expect(desk.row('Question', 'question')).toMatchObject({ question: 'Why?' });
  });

  /** A grade for a submission that has been removed there. */
  async function deletedRow(): Promise<GradingDesk> {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await desk.grade('s-u2', 7);
    await desk.database.admin.query(`DELETE FROM "AssignmentSubmission" WHERE "id" = 's-u1'`);
    expect(await desk.push()).toEqual({ pushed: 4, parked: 1, conflicted: 0, left: 3 });
    return desk;
  }

  test('a row that is gone with a pending grade: nothing of the grade goes, and it can be had back', async () => {
    const desk = await deletedRow();
    expect(desk.stuck()).toMatchObject({ reason: 'row_deleted' });
    expect(await first(desk.database, `SELECT count(*)::int AS n FROM "XPTransaction"`)).toEqual({
      n: 1,
    });
    await desk.pull();
    expect(desk.row('AssignmentSubmission', 's-u1')).toBeUndefined();
    expect(desk.act('recreate')).toBe('queued');
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 8 });
    await desk.settle();
    expect(
      await first(
        desk.database,
        `SELECT "content", "score" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
      ),
    ).toEqual({ content: 'My essay', score: 8 });
    expect(await first(desk.database, `SELECT count(*)::int AS n FROM "XPTransaction"`)).toEqual({
      n: 2,
    });
  });

  test('a row that a pull found gone first can be had back as well', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await desk.database.admin.query(`DELETE FROM "AssignmentSubmission" WHERE "id" = 's-u1'`);
    await desk.pull();
    await desk.push();
    expect(desk.act('recreate')).toBe('queued');
    await desk.settle();
    expect(
      await first(
        desk.database,
        `SELECT "content" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
      ),
    ).toEqual({ content: 'My essay' });
  });

  test('a row that is gone with a pending grade: the grade is discarded with all that tells of it', async () => {
    const desk = await deletedRow();
    await desk.pull();
    desk.act('discard');
    expect(desk.events()).toContain('lectern_grade_history');
    await desk.settle();
    expect(desk.row('AssignmentSubmission', 's-u1')).toBeUndefined();
    expect(
      desk.engine.sql.prepare(`SELECT "totalXP" FROM "UserXP" WHERE "userId" = 'u1'`).pluck().get(),
    ).not.toBe(50);
  });
});
