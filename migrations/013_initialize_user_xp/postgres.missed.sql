-- Learners whom a batch would change now, each as the ends of a batch of their own. Asked after the
-- first pass, because the LMS goes on meanwhile: cheaper than going through everybody again.
SELECT
    coalesce(
        (SELECT max(b."userId") FROM "UserProgress" b WHERE b."userId" < m."userId"), ''
    ) AS "after",
    m."userId" AS "until"
FROM (
    SELECT p."userId" FROM "UserProgress" p
    WHERE NOT EXISTS (SELECT 1 FROM "UserXP" x WHERE x."userId" = p."userId")
    GROUP BY p."userId"
    ORDER BY p."userId"
    LIMIT CAST(:limit AS integer)
) m;
