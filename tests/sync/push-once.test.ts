import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushQueue } from '../../src/main/engine/sync/push';
import { FailureError } from '../../src/shared/kernel/errors';
import { first, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { connectTo } from '../support/lms-on-postgres';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';
import { postgresProxy } from '../support/tcp-proxy';

describe.skipIf(!usualBinaries)('delivered exactly once', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  /** Counts what is done to the tables of a grade, whoever does it. */
  async function audit(database: SyncDatabase): Promise<void> {
    await database.admin.query(
      `CREATE TABLE effects (tbl text, op text, id text);
       GRANT INSERT ON effects TO grader;
       CREATE FUNCTION note_effect() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         INSERT INTO effects VALUES (TG_TABLE_NAME, TG_OP, to_jsonb(coalesce(NEW, OLD)) ->> 'id');
         RETURN NULL; END $$`,
    );
    for (const table of [
      '"AssignmentSubmission"',
      '"XPTransaction"',
      'lectern.grade_history',
      'lectern.submission_version',
    ])
      await database.admin.query(
        `CREATE TRIGGER effect AFTER INSERT OR UPDATE OR DELETE ON ${table}
           FOR EACH ROW EXECUTE FUNCTION note_effect()`,
      );
  }

  async function effects(database: SyncDatabase): Promise<object> {
    const { rows } = await database.admin.query(
      `SELECT tbl || ' ' || op AS what, count(*)::int AS n FROM effects GROUP BY 1 ORDER BY 1`,
    );
    return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
  }

  const oneGrade = {
    'AssignmentSubmission UPDATE': 1,
    'XPTransaction INSERT': 1,
    'grade_history INSERT': 1,
    'submission_version INSERT': 1,
  };

  test('the same queue pushed twice at once has one effect', async () => {
    const desk = await gradingDesk(server);
    await audit(desk.database);
    await desk.grade('s-u1', 8);
    const [a, b] = await Promise.all([
      desk.sync.session(desk.connection),
      desk.sync.session(await desk.database.connect()),
    ]);
    const counts = await Promise.all([pushQueue(a), pushQueue(b)]);
    expect(counts).toEqual([
      { pushed: 4, parked: 0, conflicted: 0, left: 0 },
      { pushed: 4, parked: 0, conflicted: 0, left: 0 },
    ]);
    expect(await effects(desk.database)).toEqual(oneGrade);
  });

  test('inserts alone, pushed twice at once while the first has not committed, have one effect', async () => {
    const desk = await gradingDesk(server);
    desk.sync.context.edit({ name: 'test', label: 'quiz' }, (edit) => {
      edit.insert('Quiz', { id: 'q1', title: 'Tides', courseId: 'c1' });
    });
    // The first push is held up right after it has written its delivery down.
    const holder = await desk.database.client();
    await holder.query('BEGIN; LOCK TABLE "Quiz" IN ACCESS EXCLUSIVE MODE');
    const [a, b] = await Promise.all([
      desk.sync.session(desk.connection),
      desk.sync.session(await desk.database.connect()),
    ]);
    const both = Promise.all([pushQueue(a), pushQueue(b)]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await holder.query('COMMIT');
    expect(await both).toMatchObject([
      { pushed: 1, parked: 0 },
      { pushed: 1, parked: 0 },
    ]);
    expect(await first(desk.database, 'SELECT count(*)::int AS n FROM "Quiz"')).toEqual({ n: 1 });
  });

  test.each([
    ['before', false],
    ['after', true],
  ] as const)('the connection is cut %s COMMIT: applied exactly once', async (when, committed) => {
    const proxy = await postgresProxy(server.door);
    const desk = await gradingDesk(server);
    await audit(desk.database);
    await desk.grade('s-u1', 8, 'Good');
    const settings = { ...desk.database.settings(), host: '127.0.0.1', port: proxy.port };
    const connection = await connectTo(settings);
    try {
      const session = await desk.sync.session(connection);
      const cut = proxy.cutAtCommit(when, { statement: /sync_op/ });
      await expect(pushQueue(session)).rejects.toThrow(FailureError);
      expect(await cut).toBe(committed);
      expect(desk.pending().map(({ state, attempts }) => [state, attempts])).toEqual(
        desk.pending().map(() => ['queued', 1]),
      );
      expect(await desk.push()).toEqual({ pushed: 4, parked: 0, conflicted: 0, left: 0 });
      expect(await effects(desk.database)).toEqual(oneGrade);
      await settle(desk);
    } finally {
      await connection.close();
      await proxy.close();
    }
  });

  test('a conflict whose answer was lost is the same conflict the second time', async () => {
    const proxy = await postgresProxy(server.door);
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8, 'Mine');
    await desk.database.admin.query(`UPDATE "AssignmentSubmission" SET "score" = 6`);
    const settings = { ...desk.database.settings(), host: '127.0.0.1', port: proxy.port };
    const connection = await connectTo(settings);
    try {
      const session = await desk.sync.session(connection);
      const cut = proxy.cutAtCommit('after', { statement: /sync_op/ });
      await expect(pushQueue(session)).rejects.toThrow(FailureError);
      expect(await cut).toBe(true);
      await desk.database.admin.query(`UPDATE "AssignmentSubmission" SET "score" = 5`);
      expect(await desk.push()).toEqual({ pushed: 0, parked: 0, conflicted: 1, left: 3 });
      expect(desk.stuck().detail).toMatchObject({
        fields: [{ field: 'score', base: null, mine: 8, theirs: 6 }, { field: 'gradedAt' }],
        delivered: expect.arrayContaining(['feedback']),
      });
    } finally {
      await connection.close();
      await proxy.close();
    }
  });

  test('a lock of somebody else: tried again later, nothing parked', async () => {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    const holder = await desk.database.client();
    await holder.query(
      `BEGIN; UPDATE "AssignmentSubmission" SET "content" = 'x' WHERE "id" = 's-u1'`,
    );
    const refused = expect(desk.push()).rejects.toThrow(FailureError);
    const waits = `FROM pg_stat_activity WHERE usename = 'grader' AND wait_event_type = 'Lock'`;
    while ((await desk.database.admin.query(`SELECT 1 ${waits}`)).rowCount === 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await desk.database.admin.query(`SELECT pg_terminate_backend(pid) ${waits}`);
    await refused;
    await holder.query('ROLLBACK');
    expect(desk.pending().every(({ state }) => state === 'queued')).toBe(true);
    expect(await desk.push()).toMatchObject({ pushed: 4 });
  });

  async function settle(desk: GradingDesk): Promise<void> {
    await desk.pull();
    expect(desk.pending()).toEqual([]);
  }
});
