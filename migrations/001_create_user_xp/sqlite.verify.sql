-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('UserXP', 'id', 'TEXT', 1),
        ('UserXP', 'userId', 'TEXT', 1),
        ('UserXP', 'totalXP', 'INTEGER', 1),
        ('UserXP', 'level', 'INTEGER', 1),
        ('UserXP', 'currentLevelXP', 'INTEGER', 1),
        ('UserXP', 'createdAt', 'TEXT', 1),
        ('UserXP', 'updatedAt', 'TEXT', 1)
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
        ('UserXP', 'UserXP_userId_key', 1)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique";
