import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { touches, world } from '../support/change-log';
import { mirror, type Mirror } from '../support/mirror';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';

const row = { course: 'a', chapter: 'ch', quiz: 'quiz-ch', work: 'work' } as const;

describe.skipIf(!usualBinaries)('what the web application and a DBA do', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  /** A full LMS, mirrored by an administrator and by the owner of one course. */
  async function mirrored(): Promise<{ database: SyncDatabase; all: readonly Mirror[] }> {
    const database = await server.database();
    await database.admin.query(world);
    for (const { insert } of touches) await database.admin.query(insert);
    const all = [
      await mirror(database),
      await mirror(database, 'teacher'),
      await mirror(database, 'other'),
    ];
    for (const workspace of all) await workspace.cycle();
    return { database, all };
  }

  test.each([
    ['a deleted row', `DELETE FROM "UserProgress"`],
    ['a cascade', `DELETE FROM "Certificate"; DELETE FROM "Course" WHERE "id" = '${row.course}'`],
    ['a category that goes', `UPDATE "Course" SET "categoryId" = 'cat'; DELETE FROM "Category"`],
    [
      'a new primary key, with all that hangs on it',
      `UPDATE "Chapter" SET "id" = 'new-ch' WHERE "id" = '${row.chapter}';
       UPDATE "Quiz" SET "id" = 'new-quiz' WHERE "id" = '${row.quiz}';
       UPDATE "Course" SET "id" = 'new-course' WHERE "id" = '${row.course}'`,
    ],
    ['a chapter that moves', `UPDATE "Chapter" SET "courseId" = 'b' WHERE "id" = '${row.chapter}'`],
    [
      'a chapter that moves back and forth',
      `UPDATE "Chapter" SET "courseId" = 'b'; UPDATE "Chapter" SET "courseId" = 'a'`,
    ],
    ['TRUNCATE', `TRUNCATE "UserProgress"; TRUNCATE "Purchase"`],
    [
      'TRUNCATE with everything below, and new rows',
      `TRUNCATE "Chapter" CASCADE;
       INSERT INTO "Chapter" ("id","title","position","courseId","updatedAt") VALUES ('ch','Again',0,'a',now())`,
    ],
    [
      'the work of a replica',
      `SET session_replication_role = replica; UPDATE "Chapter" SET "title" = 'Replicated';
       DELETE FROM "Purchase"; SET session_replication_role = origin`,
    ],
    [
      'unique values that change places',
      `INSERT INTO "Category" VALUES ('c1','one'), ('c2','two');
       UPDATE "Category" SET "name" = 'three' WHERE "id" = 'c1';
       UPDATE "Category" SET "name" = 'one' WHERE "id" = 'c2';
       UPDATE "Category" SET "name" = 'two' WHERE "id" = 'c1'`,
    ],
    [
      'work handed in again as another row',
      `DELETE FROM "AssignmentSubmission" WHERE "id" = '${row.work}';
       INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId") VALUES ('work-2','mia','essay-ch')`,
    ],
  ])('%s', async (_what, statements) => {
    const { database, all } = await mirrored();
    await database.admin.query(statements);
    for (const workspace of all) {
      await workspace.cycle();
      const { here, there } = await workspace.both();
      expect(here).toEqual(there);
    }
  });

  test('unique values that change places between two pulls do so here', async () => {
    const { database, all } = await mirrored();
    const { admin } = database;
    await admin.query(`INSERT INTO "Category" VALUES ('c1','one'), ('c2','two')`);
    await all[0]?.cycle();
    await admin.query(`UPDATE "Category" SET "name" = 'three' WHERE "id" = 'c1';
      UPDATE "Category" SET "name" = 'one' WHERE "id" = 'c2';
      UPDATE "Category" SET "name" = 'two' WHERE "id" = 'c1';
      UPDATE "Course" SET "categoryId" = 'c1'`);
    await all[0]?.cycle();
    const both = await all[0]?.both();
    expect(both?.here).toEqual(both?.there);
  });

  test('a learner who is new in a course brings the ledger, and takes it away again', async () => {
    const { database, all } = await mirrored();
    const { admin } = database;
    const [, teacher] = all;
    await admin.query(`
      INSERT INTO "UserXP" ("id","userId","totalXP") VALUES ('xp-zoe','zoe',50);
      INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
        VALUES ('zoe-1','zoe',50,'','quiz','elsewhere')`);
    await teacher?.cycle();
    const count = (): unknown =>
      teacher?.engine.sql
        .prepare(`SELECT count(*) FROM "XPTransaction" WHERE "userId" = 'zoe'`)
        .pluck()
        .get();
    expect(count()).toBe(0);
    await admin.query(
      `INSERT INTO "Purchase" ("id","userId","courseId","updatedAt") VALUES ('zoe','zoe','a',now())`,
    );
    await teacher?.cycle();
    expect(count()).toBe(1);
    await admin.query(`UPDATE "UserXP" SET "totalXP" = 60 WHERE "userId" = 'zoe'`);
    await teacher?.cycle();
    const during = await teacher?.both();
    expect(during?.here).toEqual(during?.there);
    await admin.query(`DELETE FROM "Purchase" WHERE "id" = 'zoe'`);
    await teacher?.cycle();
    const after = await teacher?.both();
    expect(after?.here).toEqual(after?.there);
    expect(count()).toBe(0);
  });

  test('a delta of thousands comes in slices and is complete', async () => {
    const { database, all } = await mirrored();
    await database.admin.query(`
      INSERT INTO "Chapter" ("id","title","position","courseId","updatedAt")
        SELECT 'many-' || n, 'C', n, 'a', now() FROM generate_series(1, 3000) n;
      INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt")
        SELECT 'p-' || n, 'learner-' || n % 100, 'many-' || n, now() FROM generate_series(1, 3000) n`);
    for (const workspace of all) {
      await workspace.cycle();
      const { here, there } = await workspace.both();
      expect(here).toEqual(there);
    }
    await database.admin.query(`DELETE FROM "Chapter" WHERE "id" LIKE 'many-%'`);
    for (const workspace of all) {
      await workspace.cycle();
      const { here, there } = await workspace.both();
      expect(here).toEqual(there);
    }
  });
});
