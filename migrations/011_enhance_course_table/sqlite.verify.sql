-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('Course', 'prerequisites', 'TEXT', 1),
        ('Course', 'difficulty', 'TEXT', 1),
        ('Course', 'estimatedHours', 'INTEGER', 0),
        ('Course', 'xpReward', 'INTEGER', 1)
)
SELECT 'schema_matches' AS "check", e."table" || '.' || e."column" AS "object",
    'is missing or is not ' || e."type" || iif(e."required", ' NOT NULL', '') AS "detail"
FROM "expected" e
LEFT JOIN pragma_table_info(e."table") c ON c."name" = e."column"
WHERE c."name" IS NULL OR c."type" <> e."type" OR c."notnull" <> e."required"
UNION ALL
SELECT 'prerequisites_exist', c."id", 'needs course ' || p."value" || ', which does not exist'
FROM "Course" c, json_each(c."prerequisites") p
WHERE NOT EXISTS (SELECT 1 FROM "Course" n WHERE n."id" = p."value");
