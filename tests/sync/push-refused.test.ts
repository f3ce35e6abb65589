import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actOnOperation } from '../../src/main/engine/sync/act';
import { readConflicts } from '../../src/main/engine/sync/list-outbox';
import { resolveConflict } from '../../src/main/engine/sync/resolve';
import { atDesk, first, graderRole, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const at = '2026-03-02T09:00:00.000Z';

describe.skipIf(!usualBinaries)('what the server refuses', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer({ roles: [graderRole] });
  });
  afterAll(() => server.stop());

  const act = (desk: GradingDesk, action: 'retry' | 'recreate' | 'discard', table?: string) =>
    actOnOperation(desk.sync.context, { op: desk.stuck(table).opId, action });

  const events = (desk: GradingDesk): string =>
    desk.engine.sql.prepare('SELECT detail FROM lectern_sync_event').pluck().all().join();

  async function allSettled(desk: GradingDesk): Promise<void> {
    // Twice: work that was replaced is kept as a version once a pull has seen it.
    for (const _time of [1, 2]) {
      await desk.push();
      await desk.pull();
    }
    expect(desk.pending()).toEqual([]);
    expect(desk.engine.sql.prepare('SELECT count(*) FROM lectern_base').pluck().get()).toBe(0);
  }

  /** Handed in on paper: entered here, while the learner hands in by the web. */
  async function duplicate(): Promise<GradingDesk> {
    const desk = await gradingDesk(server);
    desk.sync.context.edit({ name: 'test', label: 'paper' }, (edit) => {
      edit.insert('AssignmentSubmission', {
        id: 'paper',
        userId: 'u3',
        assignmentId: 'a1',
        content: 'On paper',
        submittedAt: at,
      });
      edit.insert('lectern_submission_version', {
        id: 'paper-version',
        submission_id: 'paper',
        seen_at: at,
        submitted_at: at,
        content: 'On paper',
      });
    });
    await desk.database.admin.query(
      `INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content","submittedAt")
       VALUES ('web','u3','a1','By the web','2026-03-01T10:00:00Z')`,
    );
    await desk.grade('s-u1', 8);
    expect(await desk.push()).toEqual({ pushed: 4, parked: 1, conflicted: 0, left: 1 });
    return desk;
  }

  test('a duplicate is parked with both rows field by field, and others go on', async () => {
    const desk = await duplicate();
    expect(desk.stuck()).toMatchObject({
      state: 'parked',
      reason: 'duplicate',
      detail: {
        sqlstate: '23505',
        theirKey: 'web',
        fields: [
          { field: 'content', mine: 'On paper', theirs: 'By the web' },
          { field: 'submittedAt', mine: at, theirs: '2026-03-01T10:00:00.000Z' },
        ],
      },
    });
    expect(readConflicts(desk.sync.workspace).conflicts).toMatchObject([
      { title: 'Essay 1, u3', reason: 'duplicate', actions: ['resolve', 'retry', 'discard'] },
    ]);
    await desk.pull();
    expect(desk.row('AssignmentSubmission', 'paper')).toBeUndefined();
    expect(desk.row('AssignmentSubmission', 'web')).toMatchObject({ content: 'By the web' });
    expect(await desk.push()).toMatchObject({ parked: 0, left: 1 });
  });

  test.each(['before the next pull', 'after it'])(
    'theirs: our row is given up, what hangs on it follows; %s',
    async (when) => {
      const desk = await duplicate();
      if (when === 'after it') await desk.pull();
      const { opId } = desk.stuck();
      expect(resolveConflict(desk.sync.context, { op: opId, take: 'theirs' }).state).toBe(
        'discarded',
      );
      await allSettled(desk);
      expect(events(desk)).toContain('On paper');
      expect(
        await first(
          desk.database,
          'SELECT content FROM "AssignmentSubmission" WHERE "id" = \'web\'',
        ),
      ).toEqual({ content: 'By the web' });
      expect(
        await first(
          desk.database,
          `SELECT submission_id FROM lectern.submission_version WHERE id = 'paper-version'`,
        ),
      ).toEqual({ submission_id: 'web' });
      expect(desk.row('lectern_submission_version', 'paper-version')).toMatchObject({
        submission_id: 'web',
      });
    },
  );

  test.each(['before the next pull', 'after it'])(
    'mine: their row gets what ours says, under its own id; %s',
    async (when) => {
      const desk = await duplicate();
      if (when === 'after it') await desk.pull();
      const { opId } = desk.stuck();
      resolveConflict(desk.sync.context, { op: opId, take: { content: 'On paper' } });
      await allSettled(desk);
      expect(
        await first(
          desk.database,
          `SELECT "id", "content", count(*) OVER ()::int AS n FROM "AssignmentSubmission" WHERE "userId" = 'u3'`,
        ),
      ).toEqual({ id: 'web', content: 'On paper', n: 1 });
      expect(desk.row('AssignmentSubmission', 'web')).toMatchObject({ content: 'On paper' });
      expect(desk.row('lectern_submission_version', 'paper-version')).toMatchObject({
        submission_id: 'web',
      });
    },
  );

  /** A question for a quiz that has been removed there. */
  async function missingReference(): Promise<GradingDesk> {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(
      `INSERT INTO "Quiz" ("id","title","courseId","updatedAt") VALUES ('q1','Tides','c1',now())`,
    );
    await desk.pull();
    desk.sync.context.edit({ name: 'test', label: 'question' }, (edit) => {
      edit.insert('Question', {
        id: 'question',
        quizId: 'q1',
        type: 'essay',
        question: 'Why?',
        options: '{}',
        correctAnswer: '{}',
        order: 0,
        points: 1,
      });
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
    expect(act(desk, 'recreate').state).toBe('queued');
    expect(desk.row('Quiz', 'q1')).toMatchObject({ title: 'Tides' });
    await allSettled(desk);
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
    expect(act(desk, 'discard').state).toBe('discarded');
    await allSettled(desk);
    expect(events(desk)).toContain('Why?');
    expect(desk.row('Question', 'question')).toBeUndefined();
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
    expect(act(desk, 'recreate').state).toBe('queued');
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 8 });
    await allSettled(desk);
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
    expect(act(desk, 'recreate').state).toBe('queued');
    await allSettled(desk);
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
    act(desk, 'discard');
    expect(events(desk)).toContain('lectern_grade_history');
    await allSettled(desk);
    expect(desk.row('AssignmentSubmission', 's-u1')).toBeUndefined();
    expect(
      desk.engine.sql.prepare(`SELECT "totalXP" FROM "UserXP" WHERE "userId" = 'u1'`).pluck().get(),
    ).not.toBe(50);
  });

  test('rights taken away: parked, visible after a restart, and sent when they are back', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query('REVOKE UPDATE ON "AssignmentSubmission" FROM grader');
    await desk.grade('s-u1', 8);
    desk.sync.context.edit({ name: 'test', label: 'title' }, (edit) => {
      edit.update('Course', 'c1', { title: 'Modern history' });
    });
    expect(await desk.push()).toEqual({ pushed: 1, parked: 1, conflicted: 0, left: 3 });
    expect(await first(desk.database, 'SELECT "title" FROM "Course"')).toEqual({
      title: 'Modern history',
    });
    const engine = await desk.engine.restart();
    const again = await atDesk(desk.database, engine, desk.connection);
    expect(again.stuck()).toMatchObject({ reason: 'not_allowed', detail: { sqlstate: '42501' } });
    const [shown] = readConflicts(again.sync.workspace).conflicts;
    expect(shown).toMatchObject({ title: 'Essay 1, Mia Ito', actions: ['retry', 'discard'] });
    expect(shown?.message).toContain('may not do this');
    await desk.database.admin.query('GRANT UPDATE ON "AssignmentSubmission" TO grader');
    expect(act(again, 'retry').state).toBe('queued');
    await allSettled(again);
    expect(
      await first(
        desk.database,
        'SELECT "score" FROM "AssignmentSubmission" WHERE "id" = \'s-u1\'',
      ),
    ).toEqual({ score: 8 });
  });

  test('a column dropped in between: its changes wait, and go by themselves once it is back', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query('ALTER TABLE "Course" DROP COLUMN "difficulty"');
    desk.sync.context.edit({ name: 'test', label: 'difficulty' }, (edit) => {
      edit.update('Course', 'c1', { difficulty: 'advanced' });
    });
    await desk.grade('s-u1', 8);
    expect(await desk.push()).toEqual({ pushed: 4, parked: 1, conflicted: 0, left: 0 });
    expect(desk.stuck()).toMatchObject({ reason: 'update_needed' });
    expect(await desk.push()).toMatchObject({ parked: 0 });
    await desk.database.admin.query(
      `ALTER TABLE "Course" ADD COLUMN "difficulty" text DEFAULT 'beginner'`,
    );
    expect(await desk.push()).toMatchObject({ pushed: 1 });
    expect(await first(desk.database, 'SELECT "difficulty" FROM "Course"')).toEqual({
      difficulty: 'advanced',
    });
  });

  test('a column dropped after the server was looked at: the table waits, others go on', async () => {
    const desk = await gradingDesk(server);
    const session = await desk.sync.session(desk.connection);
    await desk.database.admin.query('ALTER TABLE "Course" DROP COLUMN "difficulty"');
    desk.sync.context.edit({ name: 'test', label: 'difficulty' }, (edit) => {
      edit.update('Course', 'c1', { difficulty: 'advanced' });
    });
    await desk.grade('s-u1', 8);
    const { pushQueue } = await import('../../src/main/engine/sync/push');
    expect(await pushQueue(session)).toEqual({ pushed: 4, parked: 1, conflicted: 0, left: 0 });
    expect(desk.stuck()).toMatchObject({ reason: 'update_needed' });
  });

  test("a rule of the server's own: parked with its words", async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'grading is closed'; END $$;
       CREATE TRIGGER refuse BEFORE UPDATE ON "AssignmentSubmission"
         FOR EACH ROW WHEN (OLD."id" = 's-u1') EXECUTE FUNCTION refuse()`,
    );
    await desk.grade('s-u1', 8);
    await desk.grade('s-u2', 7);
    expect(await desk.push()).toEqual({ pushed: 4, parked: 1, conflicted: 0, left: 3 });
    expect(readConflicts(desk.sync.workspace).conflicts[0]?.message).toContain('grading is closed');
    act(desk, 'discard');
    await allSettled(desk);
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: null });
    expect(desk.row('AssignmentSubmission', 's-u2')).toMatchObject({ score: 7 });
  });

  test('an award never goes without its grade, whatever the history and version do', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(
      `ALTER TABLE "AssignmentSubmission" ADD CONSTRAINT low CHECK ("score" < 5)`,
    );
    await desk.grade('s-u1', 8);
    expect(await desk.push()).toEqual({ pushed: 0, parked: 1, conflicted: 0, left: 3 });
    expect(desk.stuck()).toMatchObject({ reason: 'invalid_value', detail: { sqlstate: '23514' } });
    await desk.database.admin.query(`ALTER TABLE "AssignmentSubmission" DROP CONSTRAINT low`);
    act(desk, 'retry');
    await allSettled(desk);
    expect(await first(desk.database, `SELECT "totalXP" FROM "UserXP"`)).toEqual({ totalXP: 50 });
  });

  test('an error nobody knows is tried five times, then parked', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(
      `CREATE FUNCTION strange() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'strange' USING ERRCODE = 'ZZ001'; END $$;
       CREATE TRIGGER strange BEFORE UPDATE ON "Course" FOR EACH ROW EXECUTE FUNCTION strange()`,
    );
    desk.sync.context.edit({ name: 'test', label: 'title' }, (edit) => {
      edit.update('Course', 'c1', { title: 'Modern history' });
    });
    for (let tries = 1; tries < 5; tries += 1) {
      expect(await desk.push()).toMatchObject({ parked: 0, left: 1 });
      expect(desk.pending()[0]).toMatchObject({ state: 'queued', attempts: tries });
    }
    await desk.push();
    expect(desk.stuck()).toMatchObject({ reason: 'unknown', detail: { sqlstate: 'ZZ001' } });
  });
});
