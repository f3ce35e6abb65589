import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFailure, expectOk } from '../support/engine';
import { gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

describe.skipIf(!usualBinaries)('values of one’s own that decide a conflict', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  /** 8 of 10 points here, 6 there. */
  async function conflict(): Promise<GradingDesk> {
    const desk = await gradingDesk(server);
    await desk.grade('s-u1', 8);
    await desk.database.admin.query(
      `UPDATE "AssignmentSubmission" SET "score" = 6, "gradedAt" = '2026-03-01T12:00:00Z' WHERE "id" = 's-u1'`,
    );
    await desk.push();
    return desk;
  }

  test('what the field cannot hold is refused in words, and nothing is decided', async () => {
    const desk = await conflict();
    const op = desk.stuck().opId;
    const wrong: readonly Record<string, string | number>[] = [
      { score: 1e308 },
      { score: 'abc' },
      { score: -5 },
      { score: 11 },
      { score: 7.125 },
      { score: 7, gradedAt: 'yesterday' },
    ];
    for (const take of wrong) {
      const failed = expectFailure(
        await desk.engine.client.sync.resolve({ op, take }),
        'bad_input',
      );
      expect(failed.message).toContain('Essay 1, Mia Ito: ');
      expect(failed.message).toContain('Nothing was decided');
      expect(desk.stuck().state).toBe('conflicted');
    }
    expectOk(await desk.engine.client.sync.resolve({ op, take: { score: 7.25 } }));
    await desk.settle();
    expect(desk.row('AssignmentSubmission', 's-u1')).toMatchObject({ score: 7.25 });
  });

  test('what a rule of the workspace refuses is refused in words too', async () => {
    const desk = await gradingDesk(server);
    await desk.database.admin.query(`UPDATE "Assignment" SET "xpReward" = 20`);
    desk.sync.context.edit({ name: 'test', label: 'reward' }, (edit) => {
      edit.update('Assignment', 'a1', { xpReward: 70 });
    });
    await desk.push();
    const op = desk.stuck().opId;
    for (const xpReward of [-1, 2.5, null])
      expectFailure(await desk.engine.client.sync.resolve({ op, take: { xpReward } }), 'bad_input');
    expect(desk.stuck().state).toBe('conflicted');
  });
});
