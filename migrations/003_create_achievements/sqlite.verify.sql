-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('Achievement', 'id', 'TEXT', 1),
        ('Achievement', 'name', 'TEXT', 1),
        ('Achievement', 'description', 'TEXT', 1),
        ('Achievement', 'icon', 'TEXT', 1),
        ('Achievement', 'category', 'TEXT', 1),
        ('Achievement', 'condition', 'TEXT', 1),
        ('Achievement', 'xpReward', 'INTEGER', 1),
        ('Achievement', 'isActive', 'INTEGER', 1),
        ('Achievement', 'createdAt', 'TEXT', 1),
        ('UserAchievement', 'id', 'TEXT', 1),
        ('UserAchievement', 'userId', 'TEXT', 1),
        ('UserAchievement', 'achievementId', 'TEXT', 1),
        ('UserAchievement', 'unlockedAt', 'TEXT', 1)
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
        ('UserAchievement', 'UserAchievement_achievementId_idx', 0),
        ('UserAchievement', 'UserAchievement_userId_achievementId_key', 1)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique"
UNION ALL
SELECT 'schema_matches', w."table" || '.' || w."column", 'does not refer to ' || w."target"
FROM (
    SELECT NULL AS "table", NULL AS "column", NULL AS "target", NULL AS "action" WHERE false
    UNION ALL VALUES
        ('UserAchievement', 'achievementId', 'Achievement', 'RESTRICT')
) w
LEFT JOIN pragma_foreign_key_list(w."table") f
    ON f."from" = w."column" AND f."table" = w."target" AND f."on_delete" = w."action"
WHERE f."id" IS NULL;
