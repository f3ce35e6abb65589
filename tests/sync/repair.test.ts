import { afterAll, beforeAll, expect, test } from 'vitest';
import { tablesWithoutTriggers } from '../../src/main/engine/sync/verify';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { copiedWorld, differences, repaired, unlogged } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;

beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

/** What a web application or a DBA does, and a pull has to follow. */
const followed: readonly (readonly [what: string, sql: string])[] = [
  ['a delete', `DELETE FROM "Purchase"`],
  [
    'a learner’s ledger deleted',
    `DELETE FROM "XPTransaction"; DELETE FROM "UserXP" WHERE "userId" = 'mia'`,
  ],
  ['another primary key', `UPDATE "Chapter" SET "id" = 'ch2' WHERE "id" = 'ch'`],
  [
    'a key that takes another’s place',
    `DELETE FROM "Purchase"; UPDATE "Attachment" SET "id" = 'other' WHERE "id" = 'row'`,
  ],
  ['a chapter moved to another course', `UPDATE "Chapter" SET "courseId" = 'b' WHERE "id" = 'ch'`],
  ['a quiz moved to another course', `UPDATE "Quiz" SET "courseId" = 'b' WHERE "id" = 'quiz'`],
  [
    'an assignment moved from a chapter to a course',
    `UPDATE "Assignment" SET "chapterId" = NULL, "courseId" = 'b' WHERE "id" = 'essay-ch'`,
  ],
  ['a course given away', `UPDATE "Course" SET "createdById" = 'other' WHERE "id" = 'a'`],
  ['TRUNCATE', `TRUNCATE "UserProgress"`],
  [
    'TRUNCATE and new rows at once',
    `BEGIN; TRUNCATE "Purchase"; INSERT INTO "Purchase" ("id","userId","courseId","updatedAt") VALUES ('new','mia','a',now()); COMMIT`,
  ],
  [
    'a replica’s role',
    `SET session_replication_role = replica; INSERT INTO "Purchase" ("id","userId","courseId","updatedAt") VALUES ('new','zoe','a',now()); UPDATE "Course" SET "title" = 'Replica'; DELETE FROM "Attachment"; SET session_replication_role = origin`,
  ],
];

for (const userId of [null, 'teacher']) {
  const who = userId === null ? 'an administrator' : 'an instructor';
  serverTest.each(followed)(`${who} has the mirror right after %s`, async (_what, sql) => {
    const { db, here } = await copiedWorld(server, userId);
    await db.admin.query(sql);
    await here.cycle();
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
    expect(await differences(here)).toEqual({});
    await db.close();
  });
}

/**
 * What is left of Lectern's own on the server, which has no foreign keys to the LMS's tables, when
 * the LMS deletes what it belonged to: nobody's, and not logged.
 */
const orphaned: readonly (readonly [what: string, sql: string, left: readonly string[]])[] = [
  [
    'a cascade',
    `DELETE FROM lectern.certificate_detail; DELETE FROM "Certificate"; DELETE FROM "Course" WHERE "id" = 'a'`,
    [
      'lectern_grade_history',
      'lectern_late_policy',
      'lectern_question_score',
      'lectern_submission_version',
      'lectern_sync_conflict',
    ],
  ],
  ['TRUNCATE with what hangs on it', `TRUNCATE "Quiz" CASCADE`, ['lectern_question_score']],
];

for (const userId of [null, 'teacher']) {
  const who = userId === null ? 'an administrator' : 'an instructor';
  serverTest.each(orphaned)(
    `${who} has the mirror right after %s, or what is left over is named and settled`,
    async (_what, sql, left) => {
      const { db, here } = await copiedWorld(server, userId);
      await db.admin.query(sql);
      await here.cycle();
      const found = await differences(here);
      for (const table of Object.keys(found)) expect(left).toContain(table);
      await repaired(here);
      expect(await differences(here)).toEqual({});
      const { here: mine, there } = await here.both();
      for (const [table, rows] of Object.entries(there)) {
        if (!left.includes(table)) expect(mine[table], table).toEqual(rows);
      }
      await db.close();
    },
  );
}

serverTest('a bulk load with triggers off is named table by table and mended exactly', async () => {
  const { db, here } = await copiedWorld(server);
  await db.admin.query(
    `ALTER TABLE "UserProgress" DISABLE TRIGGER USER; ALTER TABLE "Purchase" DISABLE TRIGGER USER`,
  );
  await db.admin.query(`
    INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt") SELECT 'bulk-' || n, 'u' || n, 'ch', now() FROM generate_series(1, 3000) n;
    DELETE FROM "UserProgress" WHERE "id" = 'row';
    UPDATE "Purchase" SET "userId" = 'zoe' WHERE "id" = 'row'`);
  await here.cycle();
  const session = await here.session();
  expect([...tablesWithoutTriggers(session.facts)].sort()).toEqual(['Purchase', 'UserProgress']);
  const found = await differences(here);
  expect(Object.keys(found).sort()).toEqual(['Purchase', 'UserProgress']);
  expect(found.Purchase).toEqual(['row']);
  expect(found.UserProgress?.length).toBe(3001);
  expect((await repaired(here)).repaired).toBe(3002);
  const { here: mine, there } = await here.both();
  expect(mine).toEqual(there);
  await db.admin.query('SELECT lectern.install_change_triggers()');
  expect(tablesWithoutTriggers((await here.session()).facts)).toEqual([]);
  await db.close();
});

serverTest(
  'unlogged moves of a whole branch are mended, parents first and children first',
  async () => {
    const { db, here } = await copiedWorld(server, 'teacher');
    const tables = [
      '"Course"',
      '"Chapter"',
      '"Quiz"',
      '"QuizAttempt"',
      '"UserProgress"',
      '"Purchase"',
    ];
    await unlogged(
      db,
      tables,
      `INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('new','other','N',now());
     UPDATE "Chapter" SET "courseId" = 'new' WHERE "id" = 'ch';
     INSERT INTO "Quiz" ("id","title","courseId") VALUES ('q2','Two','a');
     UPDATE "QuizAttempt" SET "quizId" = 'q2', "userId" = 'zoe' WHERE "id" = 'try';
     DELETE FROM "Purchase"`,
    );
    const found = await differences(here);
    // The attempt is in a course of theirs still; what hangs on the chapter is not.
    expect(found).toMatchObject({
      Chapter: ['ch'],
      Quiz: ['q2', 'quiz-ch', 'row'],
      QuizAttempt: ['try'],
    });
    await repaired(here);
    expect(await differences(here)).toEqual({});
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
    await db.close();
  },
);

serverTest(
  'two rows that swap what is unique to each are mended without losing what hangs on them',
  async () => {
    const { db, here } = await copiedWorld(server);
    await db.admin
      .query(`INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt") VALUES ('p1','u1','ch',now()), ('p2','u2','ch',now());
    INSERT INTO "Assignment" ("id","title","description","courseId") VALUES ('x','X','','a');
    INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId") VALUES ('s1','u1','x'), ('s2','u2','x');
    INSERT INTO lectern.grade_history (id, submission_id, at, who) VALUES ('h1','s1',now(),'T'), ('h2','s2',now(),'T')`);
    await here.cycle();
    await unlogged(
      db,
      ['"UserProgress"', '"AssignmentSubmission"'],
      `UPDATE "UserProgress" SET "userId" = 'none' WHERE "id" = 'p1'; UPDATE "UserProgress" SET "userId" = 'u1' WHERE "id" = 'p2'; UPDATE "UserProgress" SET "userId" = 'u2' WHERE "id" = 'p1';
     UPDATE "AssignmentSubmission" SET "userId" = 'none' WHERE "id" = 's1'; UPDATE "AssignmentSubmission" SET "userId" = 'u1' WHERE "id" = 's2'; UPDATE "AssignmentSubmission" SET "userId" = 'u2' WHERE "id" = 's1'`,
    );
    expect(await differences(here)).toEqual({
      UserProgress: ['p1', 'p2'],
      AssignmentSubmission: ['s1', 's2'],
    });
    await repaired(here);
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
    await db.close();
  },
);
