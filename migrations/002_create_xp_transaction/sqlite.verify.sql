-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('XPTransaction', 'id', 'TEXT', 1),
        ('XPTransaction', 'userId', 'TEXT', 1),
        ('XPTransaction', 'amount', 'INTEGER', 1),
        ('XPTransaction', 'reason', 'TEXT', 1),
        ('XPTransaction', 'sourceType', 'TEXT', 1),
        ('XPTransaction', 'sourceId', 'TEXT', 0),
        ('XPTransaction', 'createdAt', 'TEXT', 1)
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
        ('XPTransaction', 'XPTransaction_userId_sourceType_sourceId_key', 1),
        ('XPTransaction', 'XPTransaction_userId_createdAt_idx', 0)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique"
UNION ALL
SELECT 'schema_matches', w."table" || '.' || w."column", 'does not refer to ' || w."target"
FROM (
    SELECT NULL AS "table", NULL AS "column", NULL AS "target", NULL AS "action" WHERE false
    UNION ALL VALUES
        ('XPTransaction', 'userId', 'UserXP', 'RESTRICT')
) w
LEFT JOIN pragma_foreign_key_list(w."table") f
    ON f."from" = w."column" AND f."table" = w."target" AND f."on_delete" = w."action"
WHERE f."id" IS NULL;
