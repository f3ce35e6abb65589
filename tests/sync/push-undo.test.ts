import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFailure } from '../support/engine';
import { first, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const there = `SELECT s."score", x."totalXP",
    (SELECT count(*)::int FROM lectern.grade_history) AS history,
    (SELECT count(*)::int FROM "XPTransaction") AS awards
  FROM "AssignmentSubmission" s LEFT JOIN "UserXP" x ON x."userId" = s."userId" WHERE s."id" = 's-u1'`;

describe.skipIf(!usualBinaries)('undo across sync', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  const undo = async (desk: GradingDesk) => desk.engine.client.history.undo({});

  async function settled(desk: GradingDesk): Promise<void> {
    await desk.push();
    await desk.pull();
    expect(desk.pending()).toEqual([]);
  }

  test('what has been delivered is taken back by a new operation; the award goes with it', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await settled(desk);
    expect(await first(desk.database, there)).toMatchObject({ score: 8, totalXP: 50, awards: 1 });
    expect((await undo(desk)).ok).toBe(true);
    await settled(desk);
    expect(await first(desk.database, there)).toEqual({
      score: null,
      totalXP: 0,
      history: 2,
      awards: 0,
    });
    expect((await desk.engine.client.history.redo({})).ok).toBe(true);
    await settled(desk);
    expect(await first(desk.database, there)).toEqual({
      score: 8,
      totalXP: 50,
      history: 3,
      awards: 1,
    });
  });

  test('what is still queued is delivered together with its undo, in order', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await undo(desk);
    expect(await desk.push()).toMatchObject({ parked: 0, conflicted: 0, left: 0 });
    await settled(desk);
    expect(await first(desk.database, there)).toEqual({
      score: null,
      totalXP: 0,
      history: 2,
      awards: 0,
    });
  });

  test('undo of something that changed on the server since is refused, as with any later change', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await settled(desk);
    await desk.database.admin.query(`UPDATE "AssignmentSubmission" SET "score" = 6`);
    await desk.pull();
    expectFailure(await undo(desk), 'conflict');
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 6 });
  });

  test('undo of something that changed on the server unseen is a conflict there', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await settled(desk);
    await desk.database.admin.query(`UPDATE "AssignmentSubmission" SET "score" = 6`);
    await undo(desk);
    expect(await desk.push()).toMatchObject({ conflicted: 1 });
    expect(desk.stuck().detail.fields?.[0]).toEqual({
      field: 'score',
      base: 8,
      mine: null,
      theirs: 6,
    });
    // What takes the award back tells of the undo, and waits with it.
    expect(await first(desk.database, there)).toMatchObject({ score: 6, awards: 1 });
  });

  test('an award that somebody else has made meanwhile stays one', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await desk.database.admin.query(
      `INSERT INTO "UserXP" ("id","userId","totalXP","level","currentLevelXP") VALUES ('x','u1',170,2,70);
       INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
         VALUES ('web','u1',50,'Graded','assignment','a1'), ('chapter','u1',120,'Read','chapter','k1')`,
    );
    await settled(desk);
    expect(await first(desk.database, there)).toMatchObject({ totalXP: 170, awards: 2 });
    const here = desk.engine.sql
      .prepare(`SELECT "id" FROM "XPTransaction" ORDER BY 1`)
      .pluck()
      .all();
    expect(here).toEqual(['chapter', 'web']);
    expect(desk.engine.sql.prepare(`SELECT "totalXP" FROM "UserXP"`).pluck().get()).toBe(170);
  });

  test('taking a removal back shows at once what others have put under the row meanwhile', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(
      `INSERT INTO "Quiz" ("id","title","courseId","updatedAt") VALUES ('q1','Tides','c1',now())`,
    );
    await desk.pull();
    desk.sync.context.edit({ name: 'test', label: 'removal' }, (edit) => edit.remove('Quiz', 'q1'));
    await desk.database.admin.query(
      `INSERT INTO "Question" ("id","quizId","type","question","options","correctAnswer","points","order")
       VALUES ('theirs','q1','true_false','Twice a day?','{}','{"value": true}',1,0)`,
    );
    await desk.pull();
    expect(desk.row('Question', 'theirs')).toBeUndefined();
    expect((await undo(desk)).ok).toBe(true);
    expect(desk.row('Question', 'theirs')).toMatchObject({ question: 'Twice a day?' });
  });

  test('a removal cannot be taken back where its owner has gone on the server', async () => {
    const desk = await gradingDesk(server);
    desk.sync.context.edit({ name: 'test', label: 'removal' }, (edit) => {
      edit.remove('AssignmentSubmission', 's-u1');
    });
    await desk.settle();
    await desk.database.admin.query(`DELETE FROM "Assignment"`);
    await desk.pull();
    const failed = expectFailure(await undo(desk), 'conflict');
    expect(failed.message).toContain('what it belongs to is not there any more');
  });

  test('nor where another one is in its place by now', async () => {
    const desk = await gradingDesk(server);
    desk.sync.context.edit({ name: 'test', label: 'removal' }, (edit) => {
      edit.remove('AssignmentSubmission', 's-u1');
    });
    await desk.settle();
    await desk.database.admin.query(
      `INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content","submittedAt")
       VALUES ('again','u1','a1','My essay','2026-03-01T10:00:00Z')`,
    );
    await desk.pull();
    const failed = expectFailure(await undo(desk), 'conflict');
    expect(failed.message).toContain('another one has taken its place');
  });
});
