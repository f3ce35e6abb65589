-- Learners whom a batch would change now, each as the ends of a batch of their own. Asked after the
-- first pass, because the LMS goes on meanwhile: cheaper than going through everybody again.
WITH "earned" AS (
    SELECT p."userId", p."chapterId", r.course_id AS "courseId"
    FROM "UserProgress" p
    JOIN lectern.backfill_reward r ON r.kind = 'chapter' AND r.source_id = p."chapterId"
    WHERE p."isCompleted"
),
"finished" AS (
    SELECT e."userId", e."courseId"
    FROM "earned" e
    GROUP BY e."userId", e."courseId"
    HAVING count(DISTINCT e."chapterId") = (
        SELECT count(*) FROM lectern.backfill_reward r
        WHERE r.kind = 'chapter' AND r.course_id = e."courseId"
    )
),
"missed" AS (
    SELECT e."userId" FROM "earned" e
    WHERE NOT EXISTS (
        SELECT 1 FROM "XPTransaction" t
        WHERE t."userId" = e."userId" AND t."sourceType" = 'chapter'
          AND t."sourceId" = e."chapterId"
    )
    UNION
    SELECT f."userId" FROM "finished" f
    WHERE NOT EXISTS (
        SELECT 1 FROM "XPTransaction" t
        WHERE t."userId" = f."userId" AND t."sourceType" = 'course'
          AND t."sourceId" = f."courseId"
    )
    UNION
    SELECT p."userId" FROM "UserProgress" p
    WHERE NOT EXISTS (SELECT 1 FROM "UserXP" x WHERE x."userId" = p."userId")
    UNION
    SELECT x."userId"
    FROM "UserXP" x
    LEFT JOIN (
        SELECT "userId", sum("amount") AS "total" FROM "XPTransaction" GROUP BY "userId"
    ) t ON t."userId" = x."userId"
    WHERE x."totalXP" <> coalesce(t."total", 0)
       OR x."level" <> x."totalXP" / 100 + 1
       OR x."currentLevelXP" <> x."totalXP" % 100
)
SELECT
    coalesce((SELECT max(b."userId") FROM "UserXP" b WHERE b."userId" < m."userId"), '')
        AS "after",
    m."userId" AS "until"
FROM (
    SELECT "userId" FROM "missed" ORDER BY "userId" LIMIT CAST(:limit AS integer)
) m;
