-- The last learner of the next batch after :after, which covers :limit learners; NULL when nothing
-- is left.
SELECT max(a."userId") AS "until"
FROM (
    SELECT DISTINCT "userId" FROM "UserProgress"
    WHERE "userId" > CAST(:after AS text)
    ORDER BY "userId"
    LIMIT CAST(:limit AS integer)
) a;
