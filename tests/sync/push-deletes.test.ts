import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveConflict } from '../../src/main/engine/sync/resolve';
import { first, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

describe.skipIf(!usualBinaries)('removing rows', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  const counts = (desk: GradingDesk) =>
    first(
      desk.database,
      `SELECT (SELECT count(*)::int FROM "Assignment") AS assignments,
         (SELECT count(*)::int FROM "AssignmentSubmission") AS submissions`,
    );

  function removeAssignment(desk: GradingDesk): void {
    desk.sync.context.edit({ name: 'test', label: 'essay' }, (edit) =>
      edit.remove('Assignment', 'a1'),
    );
  }

  async function settled(desk: GradingDesk): Promise<void> {
    await desk.push();
    await desk.pull();
    expect(desk.pending()).toEqual([]);
    expect(desk.engine.sql.prepare('SELECT count(*) FROM lectern_base').pluck().get()).toBe(0);
  }

  test('an assignment goes with its submissions, and an undo brings all of it back', async () => {
    const desk = await gradingDesk(server);
    removeAssignment(desk);
    expect(await desk.push()).toEqual({ pushed: 3, parked: 0, conflicted: 0, left: 0 });
    expect(await counts(desk)).toEqual({ assignments: 0, submissions: 0 });
    await desk.pull();
    desk.sync.context.journal.undo();
    await settled(desk);
    expect(await counts(desk)).toEqual({ assignments: 1, submissions: 2 });
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ content: 'My essay' });
  });

  test('removed and taken back before anything was sent: both go, in their order', async () => {
    const desk = await gradingDesk(server);
    removeAssignment(desk);
    desk.sync.context.journal.undo();
    expect(await desk.push()).toEqual({ pushed: 6, parked: 0, conflicted: 0, left: 0 });
    await desk.pull();
    expect(await counts(desk)).toEqual({ assignments: 1, submissions: 2 });
  });

  test.each(['mine', 'theirs'] as const)(
    'removed here, graded there: nothing is removed until somebody chooses (%s)',
    async (take) => {
      const desk = await gradingDesk(server);
      removeAssignment(desk);
      await desk.database.admin.query(
        `UPDATE "AssignmentSubmission" SET "score" = 9 WHERE "id" = 's-u1'`,
      );
      expect(await desk.push()).toEqual({ pushed: 0, parked: 0, conflicted: 1, left: 2 });
      expect(await desk.push()).toEqual({ pushed: 0, parked: 0, conflicted: 0, left: 2 });
      expect(
        await first(
          desk.database,
          `SELECT "score" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
        ),
      ).toEqual({
        score: 9,
      });
      const stuck = desk.stuck();
      expect(stuck.detail.fields).toEqual([{ field: 'score', base: null, mine: null, theirs: 9 }]);
      await desk.pull();
      resolveConflict(desk.sync.context, { op: stuck.opId, take });
      await settled(desk);
      expect(await counts(desk)).toEqual(
        take === 'mine' ? { assignments: 0, submissions: 0 } : { assignments: 1, submissions: 2 },
      );
      expect(desk.row('AssignmentSubmission', 's-u1')?.score).toBe(take === 'mine' ? undefined : 9);
      expect(desk.row('Assignment', 'a1') !== undefined).toBe(take === 'theirs');
    },
  );

  test.each(['mine', 'theirs'] as const)(
    'removed here, handed in anew there: the new work is not taken along unseen (%s)',
    async (take) => {
      const desk = await gradingDesk(server);
      removeAssignment(desk);
      await desk.database.admin.query(
        `INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content") VALUES ('new','u9','a1','New')`,
      );
      expect(await desk.push()).toEqual({ pushed: 0, parked: 0, conflicted: 1, left: 2 });
      const stuck = desk.stuck();
      expect(stuck.detail).toMatchObject({
        fields: [{ field: 'AssignmentSubmission', base: 0, mine: null, theirs: 1 }],
      });
      resolveConflict(desk.sync.context, { op: stuck.opId, take });
      await settled(desk);
      expect(await counts(desk)).toMatchObject(
        take === 'mine' ? { assignments: 0, submissions: 0 } : { assignments: 1, submissions: 3 },
      );
    },
  );

  test('handed in anew again and again: each is agreed to once', async () => {
    const desk = await gradingDesk(server);
    removeAssignment(desk);
    for (const id of ['first', 'second']) {
      await desk.database.admin.query(
        `INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content") VALUES ('${id}','${id}','a1','New')`,
      );
      expect(await desk.push()).toMatchObject({ conflicted: 1 });
      expect(desk.stuck().detail.added).toEqual([`AssignmentSubmission\n${id}`]);
      resolveConflict(desk.sync.context, { op: desk.stuck().opId, take: 'mine' });
    }
    await settled(desk);
    expect(await counts(desk)).toEqual({ assignments: 0, submissions: 0 });
  });

  test('the answer to that lost: sent again, and still nothing of it is removed', async () => {
    const desk = await gradingDesk(server);
    removeAssignment(desk);
    await desk.database.admin.query(
      `INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content") VALUES ('new','u9','a1','New')`,
    );
    await desk.push();
    // As the queue is when the program is killed before it has written the answer down.
    desk.engine.sql.exec(
      `UPDATE lectern_outbox SET state = 'queued', reason = NULL, detail = NULL`,
    );
    expect(await desk.push()).toEqual({ pushed: 0, parked: 0, conflicted: 1, left: 2 });
    expect(await counts(desk)).toEqual({ assignments: 1, submissions: 3 });
    resolveConflict(desk.sync.context, { op: desk.stuck().opId, take: 'theirs' });
    await settled(desk);
    expect(await counts(desk)).toEqual({ assignments: 1, submissions: 3 });
  });

  test('removed on both sides: nothing to decide', async () => {
    const desk = await gradingDesk(server);
    removeAssignment(desk);
    await desk.database.admin.query('DELETE FROM "Assignment"');
    expect(await desk.push()).toEqual({ pushed: 3, parked: 0, conflicted: 0, left: 0 });
    await settled(desk);
  });
});
