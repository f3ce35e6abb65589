import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { world } from '../support/change-log';
import { mirror } from '../support/mirror';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const work = `INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content","score","gradedAt")
  VALUES ('w','ben','essay','first words',7,now())`;

describe.skipIf(!usualBinaries)('work that changes on the server', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  async function mirrored() {
    const database = await server.database();
    await database.admin.query(world);
    await database.admin.query(work);
    const workspace = await mirror(database, 'teacher');
    await workspace.cycle();
    return { database, workspace, sql: workspace.engine.sql };
  }

  test('work handed in again leaves its earlier version here, on its way to everybody', async () => {
    const { database, workspace, sql } = await mirrored();
    await database.admin.query(
      `UPDATE "AssignmentSubmission" SET "content" = 'better words', "submittedAt" = now() + interval '1 day' WHERE "id" = 'w'`,
    );
    await workspace.cycle();
    const versions = sql
      .prepare(
        `SELECT "id", "content" FROM "lectern_submission_version" WHERE "submission_id" = 'w'`,
      )
      .all() as { id: string; content: string }[];
    expect(versions.map(({ content }) => content)).toEqual(['first words']);
    expect(
      sql
        .prepare(
          `SELECT "row_key", "kind", "state" FROM "lectern_outbox" WHERE "table_name" = 'lectern_submission_version'`,
        )
        .all(),
    ).toEqual([{ row_key: versions[0]?.id, kind: 'insert', state: 'queued' }]);
    const colleague = await mirror(database);
    await colleague.cycle();
    await database.admin.query(
      `UPDATE "AssignmentSubmission" SET "content" = 'best words' WHERE "id" = 'w'`,
    );
    await colleague.cycle();
    await workspace.cycle();
    expect(
      sql
        .prepare(`SELECT "content" FROM "lectern_submission_version" ORDER BY "content"`)
        .pluck()
        .all(),
    ).toEqual(['better words', 'first words']);
    const theirs = colleague.engine.sql
      .prepare(`SELECT "id" FROM "lectern_submission_version" WHERE "content" = 'better words'`)
      .pluck()
      .get();
    expect(
      sql
        .prepare(`SELECT "id" FROM "lectern_submission_version" WHERE "content" = 'better words'`)
        .pluck()
        .get(),
    ).toBe(theirs);
  });

  test('a score that somebody else changed has no explanation of ours any more', async () => {
    const { database, workspace, sql } = await mirrored();
    sql.exec(`INSERT INTO "lectern_grade" ("submission_id","raw","deduction","final","graded_by","graded_at")
      VALUES ('w', 8, 1, 7, 'Anna', '2026-01-01T00:00:00.000Z')`);
    await database.admin.query(`UPDATE "AssignmentSubmission" SET "feedback" = 'Good.'`);
    await workspace.cycle();
    expect(sql.prepare(`SELECT count(*) FROM "lectern_grade"`).pluck().get()).toBe(1);
    await database.admin.query(`UPDATE "AssignmentSubmission" SET "score" = 9`);
    await workspace.cycle();
    expect(sql.prepare(`SELECT count(*) FROM "lectern_grade"`).pluck().get()).toBe(0);
  });
});
