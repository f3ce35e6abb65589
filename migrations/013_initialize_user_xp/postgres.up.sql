-- A UserXP row for everybody who has progress.
-- One batch: learners after :after, up to and including :until (NULL: to the end).
-- Everybody with progress gets a row; a row that is there is left alone. The id is deterministic,
-- so that down can tell these rows from those that the LMS made.
-- All in one by hand: psql -v after="''" -v until=NULL -f postgres.up.sql
INSERT INTO "UserXP" ("id", "userId", "totalXP", "level", "currentLevelXP", "createdAt", "updatedAt")
SELECT 'backfill:user:' || p."userId", p."userId", 0, 1, 0,
    timezone('UTC', now()), timezone('UTC', now())
FROM (
    SELECT DISTINCT "userId" FROM "UserProgress"
    WHERE "userId" > CAST(:after AS text)
      AND "userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserProgress"))
) p
ON CONFLICT ("userId") DO NOTHING;
