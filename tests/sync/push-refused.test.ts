import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConflicts } from '../../src/main/engine/sync/list-outbox';
import { atDesk, first, gradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

describe.skipIf(!usualBinaries)('what the server refuses', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

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
    expect(again.act('retry')).toBe('queued');
    await again.settle();
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
    desk.act('discard');
    await desk.settle();
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
    desk.act('retry');
    await desk.settle();
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
