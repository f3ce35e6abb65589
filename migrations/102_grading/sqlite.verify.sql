-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('lectern_grade', 'submission_id', 'TEXT', 1),
        ('lectern_grade', 'raw', 'REAL', 1),
        ('lectern_grade', 'deduction', 'REAL', 1),
        ('lectern_grade', 'final', 'REAL', 1),
        ('lectern_grade', 'late_seconds', 'INTEGER', 1),
        ('lectern_grade', 'late_waived', 'INTEGER', 1),
        ('lectern_grade', 'policy', 'TEXT', 0),
        ('lectern_grade', 'version_id', 'TEXT', 0),
        ('lectern_grade', 'graded_by', 'TEXT', 1),
        ('lectern_grade', 'graded_at', 'TEXT', 1),
        ('lectern_grade_history', 'id', 'TEXT', 1),
        ('lectern_grade_history', 'submission_id', 'TEXT', 1),
        ('lectern_grade_history', 'at', 'TEXT', 1),
        ('lectern_grade_history', 'who', 'TEXT', 1),
        ('lectern_grade_history', 'from_score', 'REAL', 0),
        ('lectern_grade_history', 'to_score', 'REAL', 0),
        ('lectern_grade_history', 'from_feedback', 'TEXT', 0),
        ('lectern_grade_history', 'to_feedback', 'TEXT', 0),
        ('lectern_grade_history', 'raw', 'REAL', 0),
        ('lectern_grade_history', 'deduction', 'REAL', 0),
        ('lectern_grade_history', 'reason', 'TEXT', 0),
        ('lectern_grade_history', 'action_id', 'TEXT', 0),
        ('lectern_late_policy', 'assignment_id', 'TEXT', 1),
        ('lectern_late_policy', 'rate', 'REAL', 1),
        ('lectern_late_policy', 'interval_seconds', 'INTEGER', 1),
        ('lectern_late_policy', 'floor_percent', 'REAL', 1),
        ('lectern_submission_version', 'id', 'TEXT', 1),
        ('lectern_submission_version', 'submission_id', 'TEXT', 1),
        ('lectern_submission_version', 'seen_at', 'TEXT', 1),
        ('lectern_submission_version', 'submitted_at', 'TEXT', 1),
        ('lectern_submission_version', 'content', 'TEXT', 0),
        ('lectern_submission_version', 'file_urls', 'TEXT', 1),
        ('lectern_question_score', 'id', 'TEXT', 1),
        ('lectern_question_score', 'attempt_id', 'TEXT', 1),
        ('lectern_question_score', 'question_id', 'TEXT', 1),
        ('lectern_question_score', 'points', 'REAL', 1),
        ('lectern_question_score', 'max_points', 'REAL', 1),
        ('lectern_question_score', 'state', 'TEXT', 1),
        ('lectern_draft', 'key', 'TEXT', 1),
        ('lectern_draft', 'value', 'TEXT', 1),
        ('lectern_draft', 'updated_at', 'TEXT', 1)
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
        ('lectern_grade_history', 'lectern_grade_history_submission_id_idx', 0),
        ('lectern_submission_version', 'lectern_submission_version_submission_id_idx', 0),
        ('lectern_question_score', 'lectern_question_score_question_id_idx', 0),
        ('lectern_question_score', 'lectern_question_score_attempt_id_question_id_key', 1)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique"
UNION ALL
SELECT 'schema_matches', w."table" || '.' || w."column", 'does not refer to ' || w."target"
FROM (
    SELECT NULL AS "table", NULL AS "column", NULL AS "target", NULL AS "action" WHERE false
    UNION ALL VALUES
        ('lectern_grade', 'submission_id', 'AssignmentSubmission', 'CASCADE'),
        ('lectern_late_policy', 'assignment_id', 'Assignment', 'CASCADE'),
        ('lectern_submission_version', 'submission_id', 'AssignmentSubmission', 'CASCADE'),
        ('lectern_question_score', 'attempt_id', 'QuizAttempt', 'CASCADE')
) w
LEFT JOIN pragma_foreign_key_list(w."table") f
    ON f."from" = w."column" AND f."table" = w."target" AND f."on_delete" = w."action"
WHERE f."id" IS NULL;
