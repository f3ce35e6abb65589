-- Every row is a complaint.
SELECT 'every_progress_user_has_xp' AS "check", p."userId" AS "object",
    'has progress but no UserXP row' AS "detail"
FROM "UserProgress" p
WHERE NOT EXISTS (SELECT 1 FROM "UserXP" x WHERE x."userId" = p."userId")
GROUP BY p."userId";
