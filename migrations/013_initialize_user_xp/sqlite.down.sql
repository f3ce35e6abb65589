-- Only rows this step made, and only where nothing was earned since: up makes them again.
DELETE FROM "UserXP"
WHERE "id" LIKE 'backfill:user:%'
  AND NOT EXISTS (SELECT 1 FROM "XPTransaction" t WHERE t."userId" = "UserXP"."userId");
