import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConflicts, readOutbox } from '../../src/main/engine/sync/list-outbox';
import { resolveConflict } from '../../src/main/engine/sync/resolve';
import type { Take } from '../../src/shared/domain/sync/choose';
import { FailureError } from '../../src/shared/kernel/errors';
import { first, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const submission = `SELECT "score", "feedback", "gradedAt" FROM "AssignmentSubmission" WHERE "id" = 's-u1'`;
const theirTime = '2026-03-01T12:00:00.000Z';

describe.skipIf(!usualBinaries)('deciding conflicts', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  /** Both have graded: 8 here, 6 there. */
  async function conflict(feedback?: string): Promise<GradingDesk> {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8, feedback);
    await desk.database.admin.query(
      `UPDATE "AssignmentSubmission" SET "score" = 6, "gradedAt" = '${theirTime}' WHERE "id" = 's-u1'`,
    );
    await desk.push();
    return desk;
  }

  function resolve(desk: GradingDesk, take: Take) {
    return resolveConflict(desk.sync.context, { op: desk.stuck().opId, take });
  }

  async function settled(desk: GradingDesk): Promise<void> {
    await desk.push();
    await desk.pull();
    expect(desk.pending()).toEqual([]);
    const bases = desk.engine.sql.prepare('SELECT count(*) FROM lectern_base').pluck();
    expect(bases.get()).toBe(0);
    const [here, there] = [
      desk.row('AssignmentSubmission', 's-u1'),
      (await first(desk.database, submission)) as object,
    ];
    expect(here).toMatchObject({ ...there, gradedAt: here?.gradedAt });
  }

  test.each(['before the next pull', 'after it'])('mine goes over theirs, %s', async (when) => {
    const desk = await conflict();
    if (when === 'after it') await desk.pull();
    expect(resolve(desk, 'mine').state).toBe('queued');
    expect(await first(desk.database, submission)).toMatchObject({ score: 6 });
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 8 });
    expect(
      await first(desk.database, 'SELECT resolved, resolved_by FROM lectern.sync_conflict'),
    ).toEqual({ resolved: 'mine', resolved_by: 'Grader one' });
    expect(
      await first(desk.database, 'SELECT count(*)::int AS n FROM lectern.grade_history'),
    ).toEqual({ n: 1 });
  });

  test.each(['before the next pull', 'after it'])(
    'theirs becomes an action of its own, %s; what is given up is in the events',
    async (when) => {
      const desk = await conflict();
      if (when === 'after it') await desk.pull();
      expect(resolve(desk, 'theirs').state).toBe('discarded');
      expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({
        score: 6,
        gradedAt: theirTime,
      });
      const action = desk.engine.sql
        .prepare('SELECT name, label FROM lectern_action ORDER BY seq DESC LIMIT 1')
        .get();
      expect(action).toEqual({ name: 'sync.resolve', label: 'conflict on Essay 1, Mia Ito' });
      const copies = desk.engine.sql
        .prepare(`SELECT detail FROM lectern_sync_event WHERE kind IN ('resolved', 'discarded')`)
        .pluck()
        .all()
        .join();
      expect(copies).toContain('"score":8');
      expect(copies).toContain('lectern_grade_history');
      await settled(desk);
      expect(await first(desk.database, submission)).toMatchObject({ score: 6 });
      expect(await first(desk.database, 'SELECT resolved FROM lectern.sync_conflict')).toEqual({
        resolved: 'theirs',
      });
    },
  );

  test('undoing the choice of theirs makes mine a new change with the same rules', async () => {
    const desk = await conflict();
    resolve(desk, 'theirs');
    await settled(desk);
    desk.sync.context.journal.undo();
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 8 });
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 8 });
  });

  test('a value of its own for one field: it is written, and graded now', async () => {
    const desk = await conflict();
    resolve(desk, { score: 7 });
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({
      score: 7,
      gradedAt: '2026-03-02T09:00:00.000Z',
    });
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 7 });
  });

  test('per field: my feedback, their score', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8, 'Mine');
    await desk.database.admin.query(
      `UPDATE "AssignmentSubmission" SET "score" = 6, "feedback" = 'Theirs', "gradedAt" = '${theirTime}' WHERE "id" = 's-u1'`,
    );
    await desk.push();
    expect(desk.stuck().detail.fields?.map(({ field }) => field)).toEqual([
      'score',
      'gradedAt',
      'feedback',
    ]);
    resolve(desk, { feedback: 'Mine', score: 6 });
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 6, feedback: 'Mine' });
  });

  test('what does not conflict is delivered at once, and somebody may change it again', async () => {
    const desk = await conflict('Mine');
    expect(await first(desk.database, submission)).toMatchObject({ score: 6, feedback: 'Mine' });
    await desk.pull();
    await desk.database.admin.query(`UPDATE "AssignmentSubmission" SET "feedback" = 'Later'`);
    await desk.pull();
    await desk.push();
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 8, feedback: 'Later' });
    resolve(desk, 'mine');
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 8, feedback: 'Later' });
  });

  test('theirs, where the feedback was delivered and not yet pulled: the feedback stays', async () => {
    const desk = await conflict('Mine');
    resolve(desk, 'theirs');
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 6, feedback: 'Mine' });
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 6, feedback: 'Mine' });
  });

  test('mine, where both had given the same score: the score stays with its time', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    const change = (score: number, at: string) =>
      desk.database.admin.query(
        `UPDATE "AssignmentSubmission" SET "score" = $1, "gradedAt" = $2 WHERE "id" = 's-u1'`,
        [score, at],
      );
    const inConflict = () => desk.stuck().detail.fields?.map(({ field }) => field);
    await change(8, theirTime);
    await desk.push();
    expect(inConflict()).toEqual(['gradedAt']);
    await change(5, '2026-03-01T13:00:00.000Z');
    await desk.pull();
    resolve(desk, 'mine');
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 8 });
    await desk.push();
    expect(inConflict()).toEqual(['score', 'gradedAt']);
    resolve(desk, 'mine');
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 8 });
  });

  test('theirs, where mine cannot be shown any more: nothing is kept apart', async () => {
    const desk = await gradingDesk(server);
    const { admin } = desk.database;
    await admin.query(
      `INSERT INTO "Course" ("id", "createdById", "title", "updatedAt")
        SELECT unnest('{theirs,mine}'::text[]), 'owner', 'Course', now()`,
    );
    await desk.pull();
    desk.sync.context.edit({ name: 'assignment.update', label: 'Essay 1' }, (edit) =>
      edit.update('Assignment', 'a1', { courseId: 'mine' }),
    );
    await admin.query(`UPDATE "Assignment" SET "courseId" = 'theirs' WHERE "id" = 'a1'`);
    await admin.query(`DELETE FROM "Course" WHERE "id" = 'mine'`);
    await desk.push();
    await desk.pull();
    expect(desk.row('Assignment', 'a1')).toMatchObject({ courseId: 'theirs' });
    expect(desk.stuck().state).toBe('conflicted');
    resolve(desk, 'theirs');
    const apart = desk.engine.sql.prepare('SELECT table_name FROM lectern_base').pluck().all();
    expect(apart).not.toContain('Assignment');
    await desk.settle();
  });

  test('the server changes once more after the choice: a new conflict, nothing overwritten', async () => {
    const desk = await conflict();
    resolve(desk, 'mine');
    await desk.database.admin.query(`UPDATE "AssignmentSubmission" SET "score" = 5`);
    expect(await desk.push()).toMatchObject({ conflicted: 1 });
    expect(desk.stuck().detail.fields?.[0]).toEqual({
      field: 'score',
      base: 6,
      mine: 8,
      theirs: 5,
    });
    expect(await first(desk.database, submission)).toMatchObject({ score: 5 });
    resolve(desk, 'mine');
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 8 });
  });

  test('changes behind a conflict wait, and go on from what was chosen', async () => {
    const desk = await conflict();
    await desk.grade('s-u1', 9);
    expect(await desk.push()).toMatchObject({ pushed: 0 });
    const [item] = readOutbox(desk.sync.workspace, { limit: 100 }).items.filter(
      ({ table, state }) => table === 'AssignmentSubmission' && state === 'queued',
    );
    expect(item).toMatchObject({ waitsFor: desk.stuck().opId, title: 'Essay 1, Mia Ito' });
    resolve(desk, 'theirs');
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 9 });
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 9 });
  });

  test('an undo behind a conflict has nothing left to do when theirs is chosen', async () => {
    const desk = await conflict();
    expect((await desk.engine.client.history.undo({})).ok).toBe(true);
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: null });
    await desk.push();
    resolve(desk, 'theirs');
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 6 });
    await settled(desk);
    expect(await first(desk.database, submission)).toMatchObject({ score: 6 });
  });

  test('two graders of one submission both see the conflict, until one decides', async () => {
    const desk = await gradingDesk(server);
    const other = await gradingDesk(server, { name: 'two', database: desk.database });
    await other.grade('s-u1', 6);
    await other.push();
    await desk.grade('s-u1', 8);
    expect(await desk.push()).toMatchObject({ conflicted: 1 });
    await other.pull();
    expect(readConflicts(other.sync.workspace)).toMatchObject({
      conflicts: [],
      others: [
        {
          table: 'AssignmentSubmission',
          row: 's-u1',
          title: 'Essay 1, Mia Ito',
          who: 'Grader one',
          fields: [{ field: 'score', base: null, mine: 8, theirs: 6 }],
        },
      ],
    });
    expect(readConflicts(desk.sync.workspace).conflicts).toMatchObject([
      { title: 'Essay 1, Mia Ito', reason: 'conflict', actions: ['resolve'] },
    ]);
    resolve(desk, 'mine');
    await settled(desk);
    await other.pull();
    expect(readConflicts(other.sync.workspace).others).toEqual([]);
    expect(other.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 8 });
  });

  test('a field that is not in conflict, and an operation without one, are refused', async () => {
    const desk = await conflict();
    expect(() => resolve(desk, { title: 'x' })).toThrow(FailureError);
    const [queued] = desk.pending().filter(({ state }) => state === 'queued');
    expect(() =>
      resolveConflict(desk.sync.context, { op: queued?.opId ?? '', take: 'mine' }),
    ).toThrow('nothing to decide');
    expect(() => resolveConflict(desk.sync.context, { op: 'none', take: 'mine' })).toThrow(
      'no operation',
    );
  });
});
