-- Only the awards this step made: up makes them again. What was earned otherwise stays.
SELECT count(*) FROM (SELECT 1 FROM "UserXP" ORDER BY "userId" FOR NO KEY UPDATE) locked;

DELETE FROM "XPTransaction"
WHERE "id" LIKE 'backfill:chapter:%' OR "id" LIKE 'backfill:course:%';

UPDATE "UserXP" SET
    "totalXP" = s."total",
    "level" = s."total" / 100 + 1,
    "currentLevelXP" = s."total" % 100,
    "updatedAt" = timezone('UTC', now())
FROM (
    SELECT x."userId" AS "userId", CAST(coalesce(sum(t."amount"), 0) AS integer) AS "total"
    FROM "UserXP" x
    LEFT JOIN "XPTransaction" t ON t."userId" = x."userId"
    GROUP BY x."userId"
) s
WHERE "UserXP"."userId" = s."userId"
  AND ("UserXP"."totalXP" <> s."total"
       OR "UserXP"."level" <> s."total" / 100 + 1
       OR "UserXP"."currentLevelXP" <> s."total" % 100);

DROP TABLE lectern.backfill_reward;
