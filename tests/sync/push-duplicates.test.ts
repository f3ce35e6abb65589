import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConflicts } from '../../src/main/engine/sync/list-outbox';
import { resolveConflict } from '../../src/main/engine/sync/resolve';
import { first, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const at = '2026-03-02T09:00:00.000Z';

describe.skipIf(!usualBinaries)('rows that the server has already under another id', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

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
      await desk.settle();
      expect(desk.events()).toContain('On paper');
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
      await desk.settle();
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
});
