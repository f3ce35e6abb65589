-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('UserStreak', 'id', 'TEXT', 1),
        ('UserStreak', 'userId', 'TEXT', 1),
        ('UserStreak', 'currentStreak', 'INTEGER', 1),
        ('UserStreak', 'longestStreak', 'INTEGER', 1),
        ('UserStreak', 'lastActivityDate', 'TEXT', 0),
        ('UserStreak', 'freezesUsed', 'INTEGER', 1),
        ('UserStreak', 'freezesAvailable', 'INTEGER', 1),
        ('UserStreak', 'createdAt', 'TEXT', 1),
        ('UserStreak', 'updatedAt', 'TEXT', 1)
)
SELECT 'schema_matches' AS "check", e."table" || '.' || e."column" AS "object",
    'is missing or is not ' || e."type" || iif(e."required", ' NOT NULL', '') AS "detail"
FROM "expected" e
LEFT JOIN pragma_table_info(e."table") c ON c."name" = e."column"
WHERE c."name" IS NULL OR c."type" <> e."type" OR c."notnull" <> e."required"
UNION ALL
SELECT 'schema_matches', w."name", 'is missing, or its uniqueness differs'
FROM (
    SELECT NULL AS "table", NULL AS "name", NULL AS "unique" WHERE false
    UNION ALL VALUES
        ('UserStreak', 'UserStreak_userId_key', 1)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique";
