-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('AssignmentSubmission', 'id', 'TEXT', 1),
        ('AssignmentSubmission', 'userId', 'TEXT', 1),
        ('AssignmentSubmission', 'assignmentId', 'TEXT', 1),
        ('AssignmentSubmission', 'content', 'TEXT', 0),
        ('AssignmentSubmission', 'fileUrls', 'TEXT', 0),
        ('AssignmentSubmission', 'score', 'REAL', 0),
        ('AssignmentSubmission', 'feedback', 'TEXT', 0),
        ('AssignmentSubmission', 'submittedAt', 'TEXT', 1),
        ('AssignmentSubmission', 'gradedAt', 'TEXT', 0)
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
        ('AssignmentSubmission', 'AssignmentSubmission_assignmentId_idx', 0),
        ('AssignmentSubmission', 'AssignmentSubmission_userId_assignmentId_key', 1)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique"
UNION ALL
SELECT 'schema_matches', w."table" || '.' || w."column", 'does not refer to ' || w."target"
FROM (
    SELECT NULL AS "table", NULL AS "column", NULL AS "target", NULL AS "action" WHERE false
    UNION ALL VALUES
        ('AssignmentSubmission', 'assignmentId', 'Assignment', 'CASCADE')
) w
LEFT JOIN pragma_foreign_key_list(w."table") f
    ON f."from" = w."column" AND f."table" = w."target" AND f."on_delete" = w."action"
WHERE f."id" IS NULL;
