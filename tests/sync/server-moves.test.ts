import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeLog, touches, world } from '../support/change-log';
import { postgresServers } from '../support/lms-on-postgres';
import { syncServer, type SyncDatabase, type SyncServer } from '../support/sync-server';

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  const serverTest = test.skipIf(!binaries);
  let server: SyncServer;

  beforeAll(async () => {
    if (binaries) server = await syncServer({ binaries });
  });
  afterAll(() => server?.stop());

  /** The world, with one row more in every table. */
  const full = async (): Promise<SyncDatabase> => {
    const database = await server.database();
    await database.admin.query(world);
    for (const { insert } of touches) await database.admin.query(insert);
    await takeLog(database.admin);
    return database;
  };
  const both = (tbl: string, pk: string): (readonly string[])[] => [
    [tbl, pk, 'a'],
    [tbl, pk, 'b'],
  ];

  serverTest('a chapter that moves to another course takes along what hangs on it', async () => {
    const { admin } = await full();
    await admin.query(`UPDATE "Chapter" SET "courseId" = 'b' WHERE "id" = 'ch'`);
    expect(await takeLog(admin)).toEqual([
      ...both('Assignment', 'essay-ch'),
      ...both('AssignmentSubmission', 'row'),
      ...both('AssignmentSubmission', 'work'),
      ...both('Chapter', 'ch'),
      ...both('MuxData', 'row'),
      ...both('Question', 'row'),
      ...both('Quiz', 'quiz-ch'),
      ...both('Quiz', 'row'),
      ...both('QuizAttempt', 'try'),
      ...both('UserProgress', 'row'),
      ...both('lectern_grade_history', 'row'),
      ...both('lectern_late_policy', 'essay-ch'),
      ...both('lectern_question_score', 'row'),
      ...both('lectern_submission_version', 'row'),
    ]);
  });

  serverTest('a chapter that only changes its title takes nothing along', async () => {
    const { admin } = await full();
    await admin.query(`UPDATE "Chapter" SET "title" = 'New', "courseId" = 'a'`);
    expect(await takeLog(admin)).toEqual([
      ['Chapter', 'ch', 'a'],
      ['Chapter', 'row', 'a'],
    ]);
  });

  serverTest('a quiz, an assignment and a submission that move', async () => {
    const { admin } = await full();
    await admin.query(`UPDATE "Quiz" SET "courseId" = 'b' WHERE "id" = 'quiz'`);
    expect(await takeLog(admin)).toEqual([...both('Quiz', 'quiz'), ...both('QuizAttempt', 'row')]);
    await admin.query(
      `UPDATE "Assignment" SET "chapterId" = NULL, "courseId" = 'b' WHERE "id" = 'essay-ch'`,
    );
    expect(await takeLog(admin)).toEqual([
      ...both('Assignment', 'essay-ch'),
      ...both('AssignmentSubmission', 'row'),
      ...both('AssignmentSubmission', 'work'),
      ...both('lectern_grade_history', 'row'),
      ...both('lectern_late_policy', 'essay-ch'),
      ...both('lectern_submission_version', 'row'),
    ]);
    await admin.query(
      `UPDATE "AssignmentSubmission" SET "assignmentId" = 'essay' WHERE "id" = 'work'`,
    );
    expect(await takeLog(admin)).toEqual([
      ...both('AssignmentSubmission', 'work'),
      ...both('lectern_grade_history', 'row'),
      ...both('lectern_submission_version', 'row'),
    ]);
  });

  serverTest('a column that the web application renames or drops stops no write', async () => {
    const { admin } = await full();
    await admin.query(`ALTER TABLE "Quiz" RENAME COLUMN "chapterId" TO "chapter"`);
    await admin.query(`UPDATE "Quiz" SET "title" = 'Still writable' WHERE "id" = 'quiz'`);
    await admin.query(`UPDATE "Question" SET "points" = 9`);
    expect(await takeLog(admin)).toEqual([
      ['Question', null, null],
      ['Quiz', null, null],
    ]);
    await admin.query(`UPDATE "Chapter" SET "courseId" = 'b' WHERE "id" = 'ch'`);
    expect(await takeLog(admin)).toEqual(expect.arrayContaining([['Quiz', null, null]]));
    await admin.query(`ALTER TABLE "Quiz" RENAME COLUMN "chapter" TO "chapterId"`);
    await admin.query(`ALTER TABLE "Question" DROP COLUMN "quizId"`);
    await takeLog(admin);
    await admin.query(`DELETE FROM "Question"`);
    expect(await takeLog(admin)).toEqual([['Question', null, null]]);
    await admin.query(`DROP TABLE "Quiz" CASCADE; DELETE FROM "QuizAttempt"`);
    expect(await takeLog(admin)).toEqual([['QuizAttempt', null, null]]);
  });

  serverTest('ids of type varchar or uuid are logged as text', async () => {
    const { admin } = await server.database();
    await admin.query(`
      ALTER TABLE "Attachment" ALTER "id" TYPE varchar(64);
      ALTER TABLE lectern.sync_conflict ALTER id TYPE uuid USING id::uuid`);
    await takeLog(admin);
    await admin.query(`
      INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('a','t','A',now());
      INSERT INTO "Attachment" ("id","name","url","courseId","updatedAt") VALUES ('v','x','y','a',now());
      INSERT INTO lectern.sync_conflict (id, table_name, row_key, scope, client_id, who, fields)
        VALUES ('6b1f0a8e-54f4-4c5b-9d2b-0123456789ab', 'Quiz', 'q', 'a', 'c', 'w', '{}')`);
    expect(await takeLog(admin)).toEqual([
      ['Attachment', 'v', 'a'],
      ['Course', 'a', 'a'],
      ['lectern_sync_conflict', '6b1f0a8e-54f4-4c5b-9d2b-0123456789ab', 'a'],
    ]);
  });
});
