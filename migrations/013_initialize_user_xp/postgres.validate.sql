-- After the first pass: what follows reads whole tables that the server has no statistics of yet.
ANALYZE "UserXP";
