-- Only rows this step made, and only where nothing was earned since: up makes them again.
-- One batch: learners after :after, up to and including :until (NULL: to the end).
-- All in one by hand: psql -v after="''" -v until=NULL -f postgres.down.sql
DELETE FROM "UserXP"
WHERE "userId" > CAST(:after AS text)
  AND "userId" <= coalesce(CAST(:until AS text), (SELECT max("userId") FROM "UserXP"))
  AND "id" LIKE 'backfill:user:%'
  AND NOT EXISTS (SELECT 1 FROM "XPTransaction" t WHERE t."userId" = "UserXP"."userId");
