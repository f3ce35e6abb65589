import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { syncTables } from '../../src/main/engine/sync/tables';
import { takeLog, touches, world } from '../support/change-log';
import { postgresServers } from '../support/lms-on-postgres';
import { syncServer, type SyncDatabase, type SyncServer } from '../support/sync-server';

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  const serverTest = test.skipIf(!binaries);
  let server: SyncServer;
  let database: SyncDatabase;

  beforeAll(async () => {
    if (!binaries) return;
    server = await syncServer({ binaries });
    database = await server.database();
    await database.admin.query(world);
  });
  afterAll(() => server?.stop());

  /** A database of its own, for what cannot be taken back. */
  const fresh = async (): Promise<SyncDatabase> => {
    const made = await server.database();
    await made.admin.query(world);
    await takeLog(made.admin);
    return made;
  };

  serverTest('every synced table is logged', () => {
    const logged = touches.map((one) => one.tbl).filter((tbl) => tbl !== 'lectern_course_access');
    expect(logged.toSorted()).toEqual(syncTables.map((table) => table.name as string).toSorted());
  });

  serverTest.each(touches)(
    '$tbl: an insert, an update and a delete log key and course',
    async ({ tbl, pk, scope, insert, update, remove }) => {
      const { admin } = database;
      await takeLog(admin);
      for (const statement of [insert, update, remove]) {
        await admin.query(statement);
        expect(await takeLog(admin)).toEqual([[tbl, pk, scope]]);
      }
    },
  );

  serverTest('a statement over many rows logs each of them, one without rows none', async () => {
    const { admin } = database;
    await takeLog(admin);
    await admin.query(`INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt")
      SELECT 'p' || n, 'user-' || n, 'ch', now() FROM generate_series(1, 500) n`);
    const inserted = await takeLog(admin);
    expect(inserted).toHaveLength(500);
    expect(new Set(inserted.map(([, pk]) => pk)).size).toBe(500);
    await admin.query(`UPDATE "UserProgress" SET "isCompleted" = true WHERE "userId" = 'nobody'`);
    expect(await takeLog(admin)).toEqual([]);
    await admin.query(`DELETE FROM "UserProgress" WHERE "id" LIKE 'p%'`);
    expect(await takeLog(admin)).toEqual(inserted);
  });

  serverTest('COPY and INSERT ... ON CONFLICT are logged like everything else', async () => {
    const { admin } = database;
    await takeLog(admin);
    const upsert = `INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt")
      VALUES ('up','mia','ch',now()) ON CONFLICT ("userId","chapterId") DO UPDATE SET "isCompleted" = true`;
    await admin.query(upsert);
    expect(await takeLog(admin)).toEqual([['UserProgress', 'up', 'a']]);
    await admin.query(upsert);
    expect(await takeLog(admin)).toEqual([['UserProgress', 'up', 'a']]);
    await admin.query(upsert.replace('DO UPDATE SET "isCompleted" = true', 'DO NOTHING'));
    expect(await takeLog(admin)).toEqual([]);
    const { from } = await import('pg-copy-streams');
    const into = admin.query(from(`COPY "Category" FROM STDIN`));
    await new Promise((resolve, reject) => {
      into.on('finish', resolve).on('error', reject);
      into.end('copied\tBy COPY\n');
    });
    expect(await takeLog(admin)).toEqual([['Category', 'copied', null]]);
  });

  serverTest('what is rolled back leaves nothing, also in a savepoint', async () => {
    const { admin } = database;
    await takeLog(admin);
    await admin.query(`BEGIN; INSERT INTO "Category" VALUES ('gone', 'Gone'); ROLLBACK`);
    await admin.query(`BEGIN; INSERT INTO "Category" VALUES ('kept', 'Kept'); SAVEPOINT s;
      INSERT INTO "Category" VALUES ('gone', 'Gone'); ROLLBACK TO s; COMMIT`);
    expect(await takeLog(admin)).toEqual([['Category', 'kept', null]]);
  });

  serverTest(
    'the number of the transaction is that of the writer, also in a savepoint',
    async () => {
      const { admin } = database;
      await takeLog(admin);
      await admin.query('BEGIN; SAVEPOINT s');
      await admin.query(`INSERT INTO "Category" VALUES ('xid', 'Xid')`);
      const answer = await admin.query(
        'SELECT xid = pg_current_xact_id() AS same FROM lectern.change_log',
      );
      await admin.query('COMMIT');
      expect(answer.rows).toEqual([{ same: true }]);
    },
  );

  serverTest('session_replication_role = replica does not silence it', async () => {
    const { admin } = database;
    await takeLog(admin);
    await admin.query('SET session_replication_role = replica');
    await admin.query(`UPDATE "Chapter" SET "title" = 'Loaded' WHERE "id" = 'ch'`);
    await admin.query('RESET session_replication_role');
    expect(await takeLog(admin)).toEqual([['Chapter', 'ch', 'a']]);
  });

  serverTest(
    'TRUNCATE writes the mark to read the table again, for each table it takes',
    async () => {
      const { admin } = await fresh();
      await admin.query('TRUNCATE "Purchase"');
      expect(await takeLog(admin)).toEqual([['Purchase', null, null]]);
      await admin.query('TRUNCATE "Quiz" CASCADE');
      expect(await takeLog(admin)).toEqual([
        ['Question', null, null],
        ['Quiz', null, null],
        ['QuizAttempt', null, null],
      ]);
    },
  );

  serverTest('a course that is deleted takes everything along: each key is logged', async () => {
    const { admin } = await fresh();
    await admin.query(touches.find(({ tbl }) => tbl === 'UserProgress')?.insert ?? '');
    await takeLog(admin);
    await admin.query(`DELETE FROM "Course" WHERE "id" = 'a'`);
    // Whose chapter is gone has no course any more: everybody gets to know the key.
    expect(await takeLog(admin)).toEqual([
      ['Assignment', 'essay', 'a'],
      ['Assignment', 'essay-ch', null],
      ['AssignmentSubmission', 'work', null],
      ['Chapter', 'ch', 'a'],
      ['Course', 'a', 'a'],
      ['Quiz', 'quiz', 'a'],
      ['Quiz', 'quiz-ch', null],
      ['QuizAttempt', 'try', null],
      ['UserProgress', 'row', null],
    ]);
  });

  serverTest('a category that is deleted logs the courses that lose it', async () => {
    const { admin } = await fresh();
    await admin.query(`UPDATE "Course" SET "categoryId" = 'cat' WHERE "id" = 'b'`);
    await takeLog(admin);
    await admin.query(`DELETE FROM "Category" WHERE "id" = 'cat'`);
    expect(await takeLog(admin)).toEqual([
      ['Category', 'cat', null],
      ['Course', 'b', 'b'],
    ]);
  });

  serverTest(
    'a new primary key is logged with the old one, and so is what refers to it',
    async () => {
      const { admin } = await fresh();
      await admin.query(`UPDATE "AssignmentSubmission" SET "id" = 'new' WHERE "id" = 'work'`);
      expect(await takeLog(admin)).toEqual([
        ['AssignmentSubmission', 'new', 'a'],
        ['AssignmentSubmission', 'work', 'a'],
      ]);
      await admin.query(`UPDATE "Quiz" SET "id" = 'quiz-2' WHERE "id" = 'quiz-ch'`);
      expect(await takeLog(admin)).toEqual([
        ['Quiz', 'quiz-2', 'a'],
        ['Quiz', 'quiz-ch', 'a'],
        // The quiz that it named before cannot be asked any more.
        ['QuizAttempt', 'try', null],
        ['QuizAttempt', 'try', 'a'],
      ]);
      await admin.query(`UPDATE "Course" SET "id" = 'c' WHERE "id" = 'a'`);
      const log = await takeLog(admin);
      expect(log).toEqual(
        expect.arrayContaining([
          ['Course', 'a', 'a'],
          ['Course', 'c', 'c'],
          ['Chapter', 'ch', 'a'],
          ['Chapter', 'ch', 'c'],
          ['Quiz', 'quiz', 'a'],
          ['Quiz', 'quiz', 'c'],
        ]),
      );
    },
  );
});
