import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { first, gradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

describe.skipIf(!usualBinaries)('pushing grades', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  test('a grade arrives with its history, its version and its award', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8, 'Good');
    expect(await desk.push()).toEqual({ pushed: 4, parked: 0, conflicted: 0, left: 0 });
    expect(
      await first(
        desk.database,
        `SELECT s."score", s."feedback", x."totalXP", t."amount",
           (SELECT count(*)::int FROM lectern.grade_history) AS history,
           (SELECT count(*)::int FROM lectern.submission_version) AS versions
         FROM "AssignmentSubmission" s JOIN "UserXP" x ON x."userId" = s."userId"
         JOIN "XPTransaction" t ON t."userId" = s."userId" WHERE s."id" = 's-u1'`,
      ),
    ).toEqual({ score: 8, feedback: 'Good', totalXP: 50, amount: 50, history: 1, versions: 1 });
    await desk.pull();
    const states = desk.engine.sql.prepare(
      'SELECT state, count(*) AS n FROM lectern_outbox GROUP BY 1',
    );
    expect(states.all()).toEqual([{ state: 'settled', n: 4 }]);
    expect(desk.engine.sql.prepare('SELECT count(*) FROM lectern_base').pluck().get()).toBe(0);
    expect(await desk.push()).toEqual({ pushed: 0, parked: 0, conflicted: 0, left: 0 });
  });

  test('the web edits the feedback while the instructor edits the score: both are kept', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await desk.database.admin.query(
      `UPDATE "AssignmentSubmission" SET "feedback" = 'From the web'`,
    );
    expect(await desk.push()).toMatchObject({ conflicted: 0, parked: 0, left: 0 });
    await desk.pull();
    const both = { score: 8, feedback: 'From the web' };
    expect(
      await first(
        desk.database,
        `SELECT "score", "feedback" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
      ),
    ).toEqual(both);
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject(both);
  });

  test('both edit the score: one conflict with base, mine and theirs; the server stays as it is', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await desk.database.admin.query(
      `UPDATE "AssignmentSubmission" SET "score" = 6, "gradedAt" = '2026-03-01T12:00:00Z' WHERE "id" = 's-u1'`,
    );
    expect(await desk.push()).toEqual({ pushed: 0, parked: 0, conflicted: 1, left: 3 });
    const stuck = desk.stuck();
    expect(stuck).toMatchObject({ state: 'conflicted', reason: 'conflict' });
    expect(stuck.detail.fields).toEqual([
      { field: 'score', base: null, mine: 8, theirs: 6 },
      {
        field: 'gradedAt',
        base: null,
        mine: '2026-03-02T09:00:00.000Z',
        theirs: '2026-03-01T12:00:00.000Z',
      },
    ]);
    expect(
      await first(desk.database, `SELECT "score" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`),
    ).toEqual({ score: 6 });
    expect(
      await first(desk.database, `SELECT count(*)::int AS n FROM lectern.grade_history`),
    ).toEqual({ n: 0 });
    expect(await first(desk.database, `SELECT count(*)::int AS n FROM "XPTransaction"`)).toEqual({
      n: 0,
    });
    expect(
      await first(
        desk.database,
        `SELECT table_name, row_key, scope, client_id, who, resolved FROM lectern.sync_conflict`,
      ),
    ).toEqual({
      table_name: 'AssignmentSubmission',
      row_key: 's-u1',
      scope: 'c1',
      client_id: 'one',
      who: 'Grader one',
      resolved: null,
    });
    await desk.pull();
    expect(await desk.push()).toEqual({ pushed: 0, parked: 0, conflicted: 0, left: 3 });
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 8 });
  });
});
