-- A UserXP row for everybody who has progress.
-- One batch: learners after :after, up to and including :until (NULL: to the end).
-- Everybody with progress gets a row; a row that is there is left alone. The id is deterministic,
-- so that down can tell these rows from those that the LMS made.
INSERT INTO "UserXP" ("id", "userId", "totalXP", "level", "currentLevelXP")
SELECT 'backfill:user:' || p."userId", p."userId", 0, 1, 0
FROM (
    SELECT DISTINCT "userId" FROM "UserProgress"
    WHERE "userId" > :after
      AND "userId" <= coalesce(:until, (SELECT max("userId") FROM "UserProgress"))
) p
WHERE true
ON CONFLICT ("userId") DO NOTHING;
