-- The last learner of the next batch after :after, so that at most :limit rows of the ledger are
-- covered (more only when one learner alone has more); NULL when nothing is left.
WITH "ahead" AS (
    SELECT "userId" FROM "XPTransaction"
    WHERE "userId" > CAST(:after AS text)
    ORDER BY "userId"
    LIMIT CAST(:limit AS integer) + 1
)
SELECT CASE
    WHEN count(*) <= CAST(:limit AS integer) THEN max("userId")
    ELSE coalesce(
        (SELECT max(a."userId") FROM "ahead" a
         WHERE a."userId" < (SELECT max(b."userId") FROM "ahead" b)),
        max("userId")
    )
END AS "until"
FROM "ahead";
