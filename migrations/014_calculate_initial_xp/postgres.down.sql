-- Only the awards this step made: up makes them again. What was earned otherwise stays.
-- One batch: learners after :after, up to and including :until (NULL: to the end); the DROP comes
-- once, after the last. All in one by hand, in one transaction:
-- psql -1 -v after="''" -v until=NULL -f postgres.down.sql

-- Held until commit, so that XP the LMS writes meanwhile is added to what this batch computed.
SELECT count(*) FROM (
    SELECT 1 FROM "UserXP"
    WHERE "userId" > CAST(:after AS text)
      AND "userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserXP"))
    ORDER BY "userId"
    FOR NO KEY UPDATE
) locked;

DELETE FROM "XPTransaction"
WHERE "userId" > CAST(:after AS text)
  AND "userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserXP"))
  AND ("id" LIKE 'backfill:chapter:%' OR "id" LIKE 'backfill:course:%');

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
          AND "userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserXP"))
        GROUP BY "userId"
    ) t ON t."userId" = x."userId"
    WHERE x."userId" > CAST(:after AS text)
      AND x."userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserXP"))
) s
WHERE "UserXP"."userId" = s."userId"
  AND "UserXP"."userId" > CAST(:after AS text)
  AND "UserXP"."userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserXP"))
  AND ("UserXP"."totalXP" <> s."total"
       OR "UserXP"."level" <> s."total" / 100 + 1
       OR "UserXP"."currentLevelXP" <> s."total" % 100);

DROP TABLE lectern.backfill_reward;
