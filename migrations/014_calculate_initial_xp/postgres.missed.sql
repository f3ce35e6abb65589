-- Learners whom a batch would change now, each as the ends of a batch of their own. Asked after the
-- first pass, because the LMS goes on meanwhile. Only progress that moved since the back-fill began
-- is looked at (an hour earlier, for clocks that differ): what else was missed, verify finds.
WITH "moved" AS (
    SELECT p."userId"
    FROM "UserProgress" p
    JOIN lectern.backfill_reward k ON k.kind = 'cutoff'
        AND (p."updatedAt" > k.recorded_at - interval '1 hour'
             OR p."createdAt" > k.recorded_at - interval '1 hour')
    GROUP BY p."userId"
),
"earned" AS (
    SELECT p."userId", p."chapterId", r.course_id AS "courseId"
    FROM "moved" m
    JOIN "UserProgress" p ON p."userId" = m."userId" AND p."isCompleted"
    JOIN lectern.backfill_reward r ON r.kind = 'chapter' AND r.source_id = p."chapterId"
),
"finished" AS (
    SELECT d."userId", d."courseId"
    FROM (
        SELECT e."userId", e."courseId", count(DISTINCT e."chapterId") AS "done"
        FROM "earned" e
        GROUP BY e."userId", e."courseId"
    ) d
    JOIN (
        SELECT course_id, count(*) AS "chapters" FROM lectern.backfill_reward
        WHERE kind = 'chapter'
        GROUP BY course_id
    ) n ON n.course_id = d."courseId"
    WHERE d."done" = n."chapters"
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
    SELECT m."userId" FROM "moved" m
    WHERE NOT EXISTS (SELECT 1 FROM "UserXP" x WHERE x."userId" = m."userId")
)
SELECT
    coalesce((SELECT max(b."userId") FROM "UserXP" b WHERE b."userId" < m."userId"), '')
        AS "after",
    m."userId" AS "until"
FROM (
    SELECT "userId" FROM "missed" ORDER BY "userId" LIMIT CAST(:limit AS integer)
) m;
