-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('Question', 'id', 'TEXT', 1),
        ('Question', 'quizId', 'TEXT', 1),
        ('Question', 'type', 'TEXT', 1),
        ('Question', 'question', 'TEXT', 1),
        ('Question', 'options', 'TEXT', 0),
        ('Question', 'correctAnswer', 'TEXT', 1),
        ('Question', 'explanation', 'TEXT', 0),
        ('Question', 'points', 'INTEGER', 1),
        ('Question', 'order', 'INTEGER', 1),
        ('Question', 'createdAt', 'TEXT', 1)
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
        ('Question', 'Question_quizId_order_idx', 0)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique"
UNION ALL
SELECT 'schema_matches', w."table" || '.' || w."column", 'does not refer to ' || w."target"
FROM (
    SELECT NULL AS "table", NULL AS "column", NULL AS "target", NULL AS "action" WHERE false
    UNION ALL VALUES
        ('Question', 'quizId', 'Quiz', 'CASCADE')
) w
LEFT JOIN pragma_foreign_key_list(w."table") f
    ON f."from" = w."column" AND f."table" = w."target" AND f."on_delete" = w."action"
WHERE f."id" IS NULL;
