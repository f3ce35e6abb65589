-- Awards for chapters and courses completed before the ledger existed.
-- One batch: learners after :after, up to and including :until (NULL: to the end). The ledger is
-- written first and UserXP derived from it, so running a batch again changes nothing.
-- All in one by hand, in one transaction: run postgres.prepare.sql, then
-- psql -1 -v after="''" -v until=NULL -f postgres.up.sql

-- Learners first seen since 013.
INSERT INTO "UserXP" ("id", "userId", "totalXP", "level", "currentLevelXP", "createdAt", "updatedAt")
SELECT 'backfill:user:' || p."userId", p."userId", 0, 1, 0,
    timezone('UTC', now()), timezone('UTC', now())
FROM (
    SELECT DISTINCT "userId" FROM "UserProgress"
    WHERE "userId" > CAST(:after AS text)
      AND "userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
) p
WHERE NOT EXISTS (
    SELECT 1 FROM "UserXP" x
    WHERE x."userId" = p."userId"
      -- Says again where to look, or all of UserXP would be read for every batch.
      AND x."userId" > CAST(:after AS text)
      AND x."userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
)
ON CONFLICT ("userId") DO NOTHING;

-- Held until commit, in one order, so that XP the LMS writes meanwhile is added to what this batch
-- computed instead of being overwritten by it.
SELECT count(*) FROM (
    SELECT 1 FROM "UserXP"
    WHERE "userId" > CAST(:after AS text)
      AND "userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
    ORDER BY "userId"
    FOR NO KEY UPDATE
) locked;

-- One award per learner and completed published chapter. ':' and '%' in a user id are escaped,
-- which keeps the id of the award unambiguous.
INSERT INTO "XPTransaction"
    ("id", "userId", "amount", "reason", "sourceType", "sourceId", "createdAt")
SELECT
    'backfill:chapter:' || replace(replace(p."userId", '%', '%25'), ':', '%3A')
        || ':' || p."chapterId",
    p."userId", r.amount, 'Chapter completed', 'chapter', p."chapterId", max(p."updatedAt")
FROM "UserProgress" p
JOIN lectern.backfill_reward r ON r.kind = 'chapter' AND r.source_id = p."chapterId"
WHERE p."isCompleted"
  AND p."userId" > CAST(:after AS text)
  AND p."userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
  -- Who has come since the first statement has no row yet; a later pass finds them.
  AND EXISTS (SELECT 1 FROM "UserXP" x WHERE x."userId" = p."userId")
GROUP BY p."userId", p."chapterId", r.amount
ON CONFLICT ("userId", "sourceType", "sourceId") WHERE "sourceId" IS NOT NULL DO NOTHING;

-- One award per learner and completed course: every published chapter completed, at least one.
INSERT INTO "XPTransaction"
    ("id", "userId", "amount", "reason", "sourceType", "sourceId", "createdAt")
SELECT
    'backfill:course:' || replace(replace(d."userId", '%', '%25'), ':', '%3A')
        || ':' || d."courseId",
    d."userId", rc.amount, 'Course completed', 'course', d."courseId", d."earnedAt"
FROM (
    SELECT p."userId" AS "userId", r.course_id AS "courseId",
        count(DISTINCT p."chapterId") AS "done", max(p."updatedAt") AS "earnedAt"
    FROM "UserProgress" p
    JOIN lectern.backfill_reward r ON r.kind = 'chapter' AND r.source_id = p."chapterId"
    WHERE p."isCompleted"
      AND p."userId" > CAST(:after AS text)
      AND p."userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
    GROUP BY p."userId", r.course_id
) d
JOIN lectern.backfill_reward rc ON rc.kind = 'course' AND rc.source_id = d."courseId"
JOIN (
    SELECT course_id, count(*) AS "chapters" FROM lectern.backfill_reward
    WHERE kind = 'chapter'
    GROUP BY course_id
) n ON n.course_id = d."courseId"
WHERE d."done" = n."chapters"
  AND EXISTS (SELECT 1 FROM "UserXP" x WHERE x."userId" = d."userId")
ON CONFLICT ("userId", "sourceType", "sourceId") WHERE "sourceId" IS NOT NULL DO NOTHING;

-- The projection: level = floor(total / 100) + 1, remainder = total mod 100.
UPDATE "UserXP" SET
    "totalXP" = s."total",
    "level" = s."total" / 100 + 1,
    "currentLevelXP" = s."total" % 100,
    "updatedAt" = timezone('UTC', now())
FROM (
    SELECT x."userId" AS "userId", CAST(coalesce(t."total", 0) AS integer) AS "total"
    FROM "UserXP" x
    LEFT JOIN (
        SELECT "userId", sum("amount") AS "total" FROM "XPTransaction"
        WHERE "userId" > CAST(:after AS text)
          AND "userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
        GROUP BY "userId"
    ) t ON t."userId" = x."userId"
    WHERE x."userId" > CAST(:after AS text)
      AND x."userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
) s
WHERE "UserXP"."userId" = s."userId"
  AND "UserXP"."userId" > CAST(:after AS text)
  AND "UserXP"."userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
  AND ("UserXP"."totalXP" <> s."total"
       OR "UserXP"."level" <> s."total" / 100 + 1
       OR "UserXP"."currentLevelXP" <> s."total" % 100);
