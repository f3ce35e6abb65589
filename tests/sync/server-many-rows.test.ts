import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeLog, world, type LogLine } from '../support/change-log';
import { postgresServers } from '../support/lms-on-postgres';
import { syncServer, type SyncDatabase, type SyncServer } from '../support/sync-server';

/** So many rows have their courses looked up together; a single row has a statement of its own. */
const rows = 400;
const quizzes = `INSERT INTO "Quiz" ("id","title","courseId","chapterId")
  SELECT 'q' || n, 'Quiz', CASE n % 4 WHEN 0 THEN 'a' END, CASE n % 4 WHEN 1 THEN 'ch' WHEN 2 THEN 'ch-b' END
  FROM generate_series(1, ${rows}) n`;

describe.each(Object.entries(postgresServers))(
  '%s: statements over many rows',
  (_name, binaries) => {
    const serverTest = test.skipIf(!binaries);
    let server: SyncServer;

    beforeAll(async () => {
      if (binaries) server = await syncServer({ binaries });
    });
    afterAll(() => server?.stop());

    /** A chapter in each course. What a session keeps of its plans was made for single rows. */
    const prepared = async (): Promise<SyncDatabase> => {
      const database = await server.database();
      const { admin } = database;
      await admin.query(world);
      await admin.query(`INSERT INTO "Chapter" ("id","title","position","courseId","updatedAt")
      VALUES ('ch-b','Of b',0,'b',now())`);
      await admin.query(
        `INSERT INTO "Quiz" ("id","title","chapterId") VALUES ('one','Quiz','ch-b')`,
      );
      await admin.query(`UPDATE "Quiz" SET "title" = 'Same' WHERE "id" = 'one'`);
      await admin.query(`DELETE FROM "Quiz" WHERE "id" = 'one'`);
      await takeLog(admin);
      return database;
    };

    serverTest('the course is the own one, that of the chapter, or not known', async () => {
      const { admin } = await prepared();
      const expected = Array.from({ length: rows }, (_, n): LogLine => {
        const scope = ['a', 'a', 'b', null][(n + 1) % 4] ?? null;
        return ['Quiz', `q${n + 1}`, scope];
      });
      await admin.query(quizzes);
      expect(sorted(await takeLog(admin))).toEqual(sorted(expected));
      await admin.query(
        `UPDATE "Quiz" SET "title" = 'New' WHERE "id" LIKE 'q%' AND "title" = 'Quiz'`,
      );
      expect(sorted(await takeLog(admin))).toEqual(sorted(expected));
      await admin.query(`DELETE FROM "Quiz" WHERE "title" = 'New'`);
      expect(sorted(await takeLog(admin))).toEqual(sorted(expected));
    });

    serverTest('a move logs both courses, and what hangs on the moved', async () => {
      const { admin } = await prepared();
      await admin.query(quizzes);
      await admin.query(`INSERT INTO "Question" ("id","quizId","type","question","correctAnswer","order")
      SELECT 'of-q' || n, 'q' || n, 'essay', '?', '{}', 0 FROM generate_series(4, 400, 4) n`);
      await takeLog(admin);
      await admin.query(
        `UPDATE "Quiz" SET "courseId" = 'b' WHERE "courseId" = 'a' AND "title" = 'Quiz'`,
      );
      const both = (tbl: string, key: string): LogLine[] => [
        [tbl, key, 'a'],
        [tbl, key, 'b'],
      ];
      const moved = Array.from({ length: rows / 4 }, (_, n) => `q${(n + 1) * 4}`);
      expect(sorted(await takeLog(admin))).toEqual(
        sorted(moved.flatMap((key) => [...both('Quiz', key), ...both('Question', `of-${key}`)])),
      );
      await admin.query(`UPDATE "Quiz" SET "title" = 'Same course' WHERE "courseId" = 'b'`);
      expect(await takeLog(admin)).toHaveLength(moved.length);
    });

    serverTest('what goes by a cascade after its parent has no course', async () => {
      const { admin } = await prepared();
      await admin.query(`INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt")
      SELECT 'p' || n, 'user-' || n, 'ch-b', now() FROM generate_series(1, ${rows}) n`);
      await takeLog(admin);
      await admin.query(`DELETE FROM "Chapter" WHERE "id" = 'ch-b'`);
      const gone = (await takeLog(admin)).filter(([tbl]) => tbl === 'UserProgress');
      expect(gone).toHaveLength(rows);
      expect(new Set(gone.map(([, , scope]) => scope))).toEqual(new Set([null]));
    });
  },
);

function sorted(lines: readonly LogLine[]): readonly string[] {
  return lines.map((line) => JSON.stringify(line)).sort();
}
