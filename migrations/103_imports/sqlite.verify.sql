-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('lectern_import', 'id', 'TEXT', 1),
        ('lectern_import', 'action_id', 'TEXT', 1),
        ('lectern_import', 'at', 'TEXT', 1),
        ('lectern_import', 'who', 'TEXT', 1),
        ('lectern_import', 'quiz_id', 'TEXT', 1),
        ('lectern_import', 'files', 'TEXT', 1),
        ('lectern_import', 'imported', 'INTEGER', 1),
        ('lectern_import', 'undone_at', 'TEXT', 0),
        ('lectern_question_source', 'question_id', 'TEXT', 1),
        ('lectern_question_source', 'import_id', 'TEXT', 1),
        ('lectern_question_source', 'file', 'TEXT', 1),
        ('lectern_question_source', 'format', 'TEXT', 1),
        ('lectern_question_source', 'line', 'INTEGER', 1),
        ('lectern_question_source', 'title', 'TEXT', 0),
        ('lectern_question_source', 'needs_attention', 'INTEGER', 1),
        ('lectern_question_source', 'problems', 'TEXT', 1),
        ('lectern_question_source', 'losses', 'TEXT', 1),
        ('lectern_question_source', 'content_hash', 'TEXT', 1)
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
        ('lectern_import', 'lectern_import_action_id_idx', 0),
        ('lectern_import', 'lectern_import_at_idx', 0),
        ('lectern_question_source', 'lectern_question_source_content_hash_idx', 0),
        ('lectern_question_source', 'lectern_question_source_import_id_idx', 0)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique"
UNION ALL
SELECT 'schema_matches', w."table" || '.' || w."column", 'does not refer to ' || w."target"
FROM (
    SELECT NULL AS "table", NULL AS "column", NULL AS "target", NULL AS "action" WHERE false
    UNION ALL VALUES
        ('lectern_question_source', 'question_id', 'Question', 'CASCADE')
) w
LEFT JOIN pragma_foreign_key_list(w."table") f
    ON f."from" = w."column" AND f."table" = w."target" AND f."on_delete" = w."action"
WHERE f."id" IS NULL;
