import type { TestEngine } from './engine';

/** Learners of the large course; each has two rows of progress in it. */
export const manyLearners = 6_000;

/**
 * Fills a workspace with more rows of progress than the engine goes through itself: one course of
 * two chapters, the first of which everybody has completed and the second every third learner.
 */
export function fillLarge({ sql }: Pick<TestEngine, 'sql'>): void {
  sql.exec(`
    INSERT INTO "Course" ("id", "title", "createdById", "updatedAt")
      VALUES ('tides', 'Tides', 'ada', '2026-01-05T08:00:00.000Z');
    INSERT INTO "Chapter" ("id", "title", "position", "isPublished", "courseId", "updatedAt") VALUES
      ('moon', 'Moon', 1, 1, 'tides', '2026-01-05T08:00:00.000Z'),
      ('sun', 'Sun', 2, 1, 'tides', '2026-01-05T08:00:00.000Z');
    WITH RECURSIVE "n"("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "n" WHERE "n" < ${manyLearners})
    INSERT INTO "UserProgress" ("id", "userId", "chapterId", "isCompleted", "updatedAt")
      SELECT "h"."id" || '-' || "n", 'learner-' || "n", "h"."id", "h"."id" = 'moon' OR "n" % 3 = 0,
        '2026-01-05T08:00:00.000Z'
      FROM "n", "Chapter" AS "h" ORDER BY "n";
    INSERT INTO "Purchase" ("id", "userId", "courseId", "updatedAt")
      VALUES ('bought', 'buyer', 'tides', '2026-01-05T08:00:00.000Z');
    INSERT INTO "Certificate" ("id", "userId", "courseId", "certificateUrl", "verificationCode")
      VALUES ('has-one', 'learner-3', 'tides', '', 'code-1');`);
}
