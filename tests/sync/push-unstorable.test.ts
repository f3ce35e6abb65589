import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFailure } from '../support/engine';
import { first, gradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const unstorable = [
  ['a NUL', String.raw`\u0000`, '\0'],
  ['half of a character', String.raw`\ud83d`, '\ud83d'],
] as const;

describe.skipIf(!usualBinaries)('a text that no server can hold', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  test.each(unstorable)('is refused where it is typed: %s', async (_name, _escape, sign) => {
    const desk = await gradingDesk(server);
    const answer = await desk.engine.client.grading.feedback({
      id: 's-u1',
      feedback: `Well done ${sign}`,
    });
    expect(expectFailure(answer, 'bad_input').message).toContain('feedback');
    expect(desk.pending()).toEqual([]);
  });

  test.each(unstorable)(
    'and that was queued before holds nothing else up, also in a conflict: %s',
    async (_name, escape) => {
      const desk = await gradingDesk(server);
      await desk.grade('s-u1', 8, 'Well done #');
      for (const [table, column] of [
        ['lectern_operation', 'after'],
        ['lectern_outbox', 'fields'],
      ])
        desk.engine.sql
          .prepare(`UPDATE "${table}" SET "${column}" = replace("${column}", '#', ?)`)
          .run(escape);
      await desk.grade('s-u2', 7);
      await desk.database.admin.query(
        `UPDATE "AssignmentSubmission" SET "score" = 3, "feedback" = 'Theirs' WHERE "id" = 's-u1'`,
      );
      expect(await desk.push()).toMatchObject({ conflicted: 1 });
      expect(desk.stuck('AssignmentSubmission').state).toBe('conflicted');
      const of = (id: string): string =>
        `SELECT score FROM "AssignmentSubmission" WHERE id = '${id}'`;
      expect(await first(desk.database, of('s-u1'))).toEqual({ score: 3 });
      expect(await first(desk.database, of('s-u2'))).toEqual({ score: 7 });
    },
  );
});
