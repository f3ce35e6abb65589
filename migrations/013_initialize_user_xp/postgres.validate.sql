-- After the first pass: what follows reads whole tables that the server has no statistics of yet.
-- Where autovacuum is at it already, nobody needs to wait for it.
ANALYZE (SKIP_LOCKED) "UserXP";
