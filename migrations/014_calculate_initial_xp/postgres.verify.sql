-- Every row is a complaint. The back-fill is judged by what lectern.backfill_reward recorded when
-- it began, so that a database on which the LMS goes on working stays without complaints: progress
-- that changed since, chapters published since and rewards changed since are nobody's fault.
WITH "cutoff" AS (
    SELECT "recorded_at" AS "at" FROM lectern.backfill_reward
    WHERE "kind" = 'cutoff'
),
"totals" AS (
    SELECT x."userId", x."totalXP", x."level", x."currentLevelXP",
        coalesce(sum(t."amount"), 0) AS "ledger"
    FROM "UserXP" x
    LEFT JOIN "XPTransaction" t ON t."userId" = x."userId"
    GROUP BY x."id"
),
-- Completed chapters that were published when the back-fill began, unchanged since.
"earned" AS (
    SELECT p."userId", p."chapterId", r."course_id" AS "courseId"
    FROM "UserProgress" p
    CROSS JOIN "cutoff" k
    JOIN lectern.backfill_reward r ON r."kind" = 'chapter' AND r."source_id" = p."chapterId"
    WHERE p."isCompleted" AND p."updatedAt" <= k."at"
),
-- Counted roughly first, which needs no sorting; then exactly, for those who may have finished.
"maybe" AS MATERIALIZED (
    SELECT d."userId", d."courseId", n."chapters"
    FROM (
        SELECT e."userId", e."courseId", count(*) AS "rows"
        FROM "earned" e
        GROUP BY e."userId", e."courseId"
    ) d
    JOIN (
        SELECT course_id, count(*) AS "chapters" FROM lectern.backfill_reward
        WHERE kind = 'chapter'
        GROUP BY course_id
    ) n ON n.course_id = d."courseId" AND n."chapters" <= d."rows"
),
"finished" AS (
    SELECT m."userId", m."courseId"
    FROM "maybe" m
    CROSS JOIN "cutoff" k
    WHERE m."chapters" = (
        SELECT count(DISTINCT p."chapterId")
        FROM "UserProgress" p
        JOIN lectern.backfill_reward r ON r.kind = 'chapter' AND r.source_id = p."chapterId"
        WHERE p."userId" = m."userId" AND r.course_id = m."courseId"
          AND p."isCompleted" AND p."updatedAt" <= k."at"
    )
)
SELECT 'ledger_equals_total' AS "check", "userId" AS "object",
    'totalXP is ' || "totalXP" || ', the ledger adds up to ' || "ledger" AS "detail"
FROM "totals"
WHERE "totalXP" <> "ledger"
UNION ALL
SELECT 'level_and_remainder_agree', "userId",
    'total ' || "totalXP" || ' is shown as level ' || "level" || ' and ' || "currentLevelXP"
FROM "totals"
WHERE "level" <> "totalXP" / 100 + 1 OR "currentLevelXP" <> "totalXP" % 100
UNION ALL
SELECT 'every_progress_user_has_xp', p."userId", 'has progress but no UserXP row'
FROM "UserProgress" p
JOIN "cutoff" k ON p."createdAt" <= k."at"
JOIN lectern.backfill_reward s ON s."kind" = 'cutoff' AND s."amount" > 0
WHERE NOT EXISTS (SELECT 1 FROM "UserXP" x WHERE x."userId" = p."userId")
GROUP BY p."userId"
UNION ALL
SELECT 'every_completed_chapter_awarded_once', e."userId",
    'has completed chapter ' || e."chapterId" || ' but has no award for it'
FROM "earned" e
WHERE NOT EXISTS (
    SELECT 1 FROM "XPTransaction" t
    WHERE t."userId" = e."userId" AND t."sourceType" = 'chapter' AND t."sourceId" = e."chapterId"
)
UNION ALL
SELECT 'every_completed_course_awarded_once', f."userId",
    'has completed course ' || f."courseId" || ' but has no award for it'
FROM "finished" f
WHERE NOT EXISTS (
    SELECT 1 FROM "XPTransaction" t
    WHERE t."userId" = f."userId" AND t."sourceType" = 'course' AND t."sourceId" = f."courseId"
)
UNION ALL
SELECT 'no_award_without_cause', t."userId",
    'has award ' || t."id" || ' for chapter ' || t."sourceId" || ' without having completed it'
FROM "XPTransaction" t
JOIN "Chapter" c ON c."id" = t."sourceId"
LEFT JOIN "UserProgress" p ON p."userId" = t."userId" AND p."chapterId" = t."sourceId"
WHERE t."sourceType" = 'chapter'
  AND (p."id" IS NULL
       OR (NOT p."isCompleted" AND p."updatedAt" <= t."createdAt"))
UNION ALL
SELECT 'no_award_without_cause', t."userId",
    'has award ' || t."id" || ' for course ' || t."sourceId" || ' without chapter ' || c."id"
FROM "XPTransaction" t
JOIN lectern.backfill_reward r ON r."kind" = 'chapter' AND r."course_id" = t."sourceId"
JOIN "Chapter" c ON c."id" = r."source_id"
LEFT JOIN "UserProgress" p ON p."userId" = t."userId" AND p."chapterId" = c."id"
WHERE t."sourceType" = 'course' AND t."id" LIKE 'backfill:course:%'
  AND (p."id" IS NULL
       OR (NOT p."isCompleted" AND p."updatedAt" <= t."createdAt"))
UNION ALL
SELECT 'no_duplicate_award', "userId",
    'has ' || count(*) || ' awards for ' || "sourceType" || ' ' || "sourceId"
FROM "XPTransaction"
WHERE "sourceId" IS NOT NULL
  -- Not looked for while the index makes them impossible: the ledger is long.
  AND NOT EXISTS (
    SELECT 1 FROM pg_index i
    WHERE i.indexrelid = to_regclass('"XPTransaction_userId_sourceType_sourceId_key"')
      AND i.indrelid = to_regclass('"XPTransaction"') AND i.indisunique AND i.indisvalid
  )
GROUP BY "userId", "sourceType", "sourceId"
HAVING count(*) > 1
UNION ALL
SELECT 'amounts_match_rewards', t."userId",
    'award ' || t."id" || ' is ' || t."amount" || ' instead of ' || r."amount"
FROM "XPTransaction" t
JOIN lectern.backfill_reward r ON r."kind" = t."sourceType" AND r."source_id" = t."sourceId"
WHERE (t."id" LIKE 'backfill:chapter:%' OR t."id" LIKE 'backfill:course:%')
  AND t."amount" <> r."amount";
