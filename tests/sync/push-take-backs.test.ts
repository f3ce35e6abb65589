import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveConflict } from '../../src/main/engine/sync/resolve';
import { expectOk } from '../support/engine';
import { first, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const there = `SELECT s."score", s."feedback", x."totalXP",
    (SELECT count(*)::int FROM "XPTransaction") AS awards,
    (SELECT count(*)::int FROM lectern.grade_history WHERE reason = 'undone') AS undone
  FROM "AssignmentSubmission" s JOIN "UserXP" x ON x."userId" = s."userId" WHERE s."id" = 's-u1'`;

describe.skipIf(!usualBinaries)('a grade that was undone here before it met theirs', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  /** Graded and undone here without a server; graded and awarded there meanwhile. */
  async function undoneHere(feedback?: string): Promise<GradingDesk> {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8, feedback);
    expectOk(await desk.engine.client.history.undo({}));
    await desk.database.admin.query(
      `UPDATE "AssignmentSubmission" SET "score" = 6, "gradedAt" = '2026-03-01T12:00:00Z' WHERE "id" = 's-u1';
       INSERT INTO "UserXP" ("id","userId","totalXP","level","currentLevelXP") VALUES ('x','u1',50,1,50);
       INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
         VALUES ('web','u1',50,'Graded','assignment','a1')`,
    );
    await desk.push();
    return desk;
  }

  test('theirs taken: their award stays, and nothing tells of an undo that never happened', async () => {
    const desk = await undoneHere();
    resolveConflict(desk.sync.context, { op: desk.stuck().opId, take: 'theirs' });
    await desk.settle();
    const left = { score: 6, feedback: null, totalXP: 50, awards: 1, undone: 0 };
    expect(await first(desk.database, there)).toEqual(left);
    expect(desk.engine.sql.prepare('SELECT "totalXP" FROM "UserXP"').pluck().get()).toBe(50);
  });

  test('theirs taken, feedback delivered before: its undo goes, their award stays', async () => {
    const desk = await undoneHere('Good');
    resolveConflict(desk.sync.context, { op: desk.stuck().opId, take: 'theirs' });
    await desk.settle();
    expect(await first(desk.database, there)).toMatchObject({
      score: 6,
      feedback: null,
      totalXP: 50,
      awards: 1,
    });
  });

  test('given up: their award stays, and everybody sees that it is decided', async () => {
    const desk = await undoneHere();
    desk.act('discard');
    await desk.settle();
    const left = { score: 6, feedback: null, totalXP: 50, awards: 1, undone: 0 };
    expect(await first(desk.database, there)).toEqual(left);
    expect(await first(desk.database, 'SELECT resolved FROM lectern.sync_conflict')).toEqual({
      resolved: 'theirs',
    });
  });

  test('mine taken: grade and undo arrive both, as ever', async () => {
    const desk = await undoneHere();
    resolveConflict(desk.sync.context, { op: desk.stuck().opId, take: 'mine' });
    await desk.settle();
    expect(await first(desk.database, there)).toMatchObject({ score: null, awards: 0, undone: 1 });
  });
});
