-- The last learner of the next batch after :after; NULL when nothing is left.
SELECT max(a."userId") AS "until"
FROM (
    SELECT "userId" FROM "UserXP"
    WHERE "userId" > CAST(:after AS text)
    ORDER BY "userId"
    LIMIT CAST(:limit AS integer)
) a;
