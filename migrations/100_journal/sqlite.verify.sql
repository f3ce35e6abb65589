-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('lectern_action', 'id', 'TEXT', 1),
        ('lectern_action', 'seq', 'INTEGER', 1),
        ('lectern_action', 'kind', 'TEXT', 1),
        ('lectern_action', 'name', 'TEXT', 1),
        ('lectern_action', 'label', 'TEXT', 1),
        ('lectern_action', 'who', 'TEXT', 1),
        ('lectern_action', 'at', 'TEXT', 1),
        ('lectern_action', 'target_id', 'TEXT', 0),
        ('lectern_action', 'undone_by', 'TEXT', 0),
        ('lectern_action', 'undoable', 'INTEGER', 1),
        ('lectern_action', 'source', 'TEXT', 1),
        ('lectern_operation', 'id', 'TEXT', 1),
        ('lectern_operation', 'action_id', 'TEXT', 1),
        ('lectern_operation', 'seq', 'INTEGER', 1),
        ('lectern_operation', 'table_name', 'TEXT', 1),
        ('lectern_operation', 'row_key', 'TEXT', 1),
        ('lectern_operation', 'kind', 'TEXT', 1),
        ('lectern_operation', 'before', 'TEXT', 0),
        ('lectern_operation', 'after', 'TEXT', 0)
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
        ('lectern_action', 'lectern_action_undone_by_idx', 0),
        ('lectern_action', 'lectern_action_target_id_idx', 0),
        ('lectern_operation', 'lectern_operation_row_idx', 0),
        ('lectern_operation', 'lectern_operation_action_id_seq_key', 1)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique"
UNION ALL
SELECT 'schema_matches', w."table" || '.' || w."column", 'does not refer to ' || w."target"
FROM (
    SELECT NULL AS "table", NULL AS "column", NULL AS "target", NULL AS "action" WHERE false
    UNION ALL VALUES
        ('lectern_action', 'undone_by', 'lectern_action', 'NO ACTION'),
        ('lectern_action', 'target_id', 'lectern_action', 'NO ACTION'),
        ('lectern_operation', 'action_id', 'lectern_action', 'CASCADE')
) w
LEFT JOIN pragma_foreign_key_list(w."table") f
    ON f."from" = w."column" AND f."table" = w."target" AND f."on_delete" = w."action"
WHERE f."id" IS NULL;
