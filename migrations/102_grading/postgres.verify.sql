-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('lectern.grade_history', 'id', 'text', true),
        ('lectern.grade_history', 'submission_id', 'text', true),
        ('lectern.grade_history', 'at', 'timestamp(3) with time zone', true),
        ('lectern.grade_history', 'who', 'text', true),
        ('lectern.grade_history', 'from_score', 'double precision', false),
        ('lectern.grade_history', 'to_score', 'double precision', false),
        ('lectern.grade_history', 'from_feedback', 'text', false),
        ('lectern.grade_history', 'to_feedback', 'text', false),
        ('lectern.grade_history', 'raw', 'double precision', false),
        ('lectern.grade_history', 'deduction', 'double precision', false),
        ('lectern.grade_history', 'reason', 'text', false),
        ('lectern.grade_history', 'action_id', 'text', false),
        ('lectern.late_policy', 'assignment_id', 'text', true),
        ('lectern.late_policy', 'rate', 'double precision', true),
        ('lectern.late_policy', 'interval_seconds', 'integer', true),
        ('lectern.late_policy', 'floor_percent', 'double precision', true),
        ('lectern.submission_version', 'id', 'text', true),
        ('lectern.submission_version', 'submission_id', 'text', true),
        ('lectern.submission_version', 'seen_at', 'timestamp(3) with time zone', true),
        ('lectern.submission_version', 'submitted_at', 'timestamp(3) with time zone', true),
        ('lectern.submission_version', 'content', 'text', false),
        ('lectern.submission_version', 'file_urls', 'text[]', true),
        ('lectern.question_score', 'id', 'text', true),
        ('lectern.question_score', 'attempt_id', 'text', true),
        ('lectern.question_score', 'question_id', 'text', true),
        ('lectern.question_score', 'points', 'double precision', true),
        ('lectern.question_score', 'max_points', 'double precision', true),
        ('lectern.question_score', 'state', 'text', true)
)
SELECT 'schema_matches' AS "check", e."table" || '.' || e."column" AS "object",
    'is missing or is not ' || e."type" || CASE WHEN e."required" THEN ' NOT NULL' ELSE '' END
        AS "detail"
FROM "expected" e
LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(e."table")
    AND a.attname = e."column" AND NOT a.attisdropped
WHERE a.attname IS NULL
   OR format_type(a.atttypid, a.atttypmod) <> e."type"
   OR a.attnotnull <> e."required"
UNION ALL
SELECT 'schema_matches', w."name", 'is missing or invalid, or its uniqueness differs'
FROM (
    VALUES
        ('lectern.grade_history_submission_id_idx', false),
        ('lectern.submission_version_submission_id_idx', false),
        ('lectern.question_score_attempt_id_question_id_key', true),
        ('lectern.question_score_question_id_idx', false)
) w("name", "unique")
LEFT JOIN pg_index i ON i.indexrelid = to_regclass(w."name")
WHERE i.indexrelid IS NULL OR NOT i.indisvalid OR i.indisunique <> w."unique"
UNION ALL
-- p: primary key, c: check.
SELECT 'schema_matches', w."name", 'is missing or differs'
FROM (
    VALUES
        ('lectern.grade_history', 'grade_history_pkey', 'p'),
        ('lectern.late_policy', 'late_policy_pkey', 'p'),
        ('lectern.late_policy', 'late_policy_rate_check', 'c'),
        ('lectern.late_policy', 'late_policy_interval_seconds_check', 'c'),
        ('lectern.late_policy', 'late_policy_floor_percent_check', 'c'),
        ('lectern.submission_version', 'submission_version_pkey', 'p'),
        ('lectern.question_score', 'question_score_pkey', 'p'),
        ('lectern.question_score', 'question_score_state_check', 'c')
) w("table", "name", "kind")
LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(w."table")
    AND c.conname = w."name" AND c.contype::text = w."kind"
WHERE c.oid IS NULL;
