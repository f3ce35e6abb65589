-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('lectern.change_log', 'xid', 'xid8', true),
        ('lectern.change_log', 'seq', 'bigint', true),
        ('lectern.change_log', 'tbl', 'text', true),
        ('lectern.change_log', 'pk', 'text', false),
        ('lectern.change_log', 'scope', 'text', false),
        ('lectern.sync_meta', 'id', 'boolean', true),
        ('lectern.sync_meta', 'epoch', 'uuid', true),
        ('lectern.sync_meta', 'installed_at', 'timestamp(3) with time zone', true),
        ('lectern.sync_meta', 'pruned_xid', 'xid8', true),
        ('lectern.sync_meta', 'schema_hash', 'text', true),
        ('lectern.sync_client', 'client_id', 'text', true),
        ('lectern.sync_client', 'user_id', 'text', false),
        ('lectern.sync_client', 'db_role', 'text', true),
        ('lectern.sync_client', 'cursor', 'text', false),
        ('lectern.sync_client', 'last_seen', 'timestamp with time zone', true),
        ('lectern.sync_client', 'label', 'text', false),
        ('lectern.sync_op', 'push_id', 'text', true),
        ('lectern.sync_op', 'client_id', 'text', true),
        ('lectern.sync_op', 'result', 'jsonb', false),
        ('lectern.sync_op', 'applied_at', 'timestamp with time zone', true),
        ('lectern.sync_op', 'xid', 'xid8', true),
        ('lectern.sync_conflict', 'id', 'text', true),
        ('lectern.sync_conflict', 'table_name', 'text', true),
        ('lectern.sync_conflict', 'row_key', 'text', true),
        ('lectern.sync_conflict', 'scope', 'text', false),
        ('lectern.sync_conflict', 'client_id', 'text', true),
        ('lectern.sync_conflict', 'user_id', 'text', false),
        ('lectern.sync_conflict', 'who', 'text', true),
        ('lectern.sync_conflict', 'fields', 'jsonb', true),
        ('lectern.sync_conflict', 'at', 'timestamp(3) with time zone', true),
        ('lectern.sync_conflict', 'resolved', 'text', false),
        ('lectern.sync_conflict', 'resolved_by', 'text', false),
        ('lectern.sync_conflict', 'resolved_at', 'timestamp(3) with time zone', false),
        ('lectern.role_user', 'role_name', 'text', true),
        ('lectern.role_user', 'user_id', 'text', false),
        ('lectern.role_user', 'is_admin', 'boolean', true),
        ('lectern.course_access', 'user_id', 'text', true),
        ('lectern.course_access', 'course_id', 'text', true)
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
        ('lectern.sync_op_client_id_applied_at_idx', false),
        ('lectern.sync_conflict_table_name_row_key_idx', false),
        ('lectern.sync_conflict_scope_idx', false),
        ('lectern.course_access_course_id_idx', false)
) w("name", "unique")
LEFT JOIN pg_index i ON i.indexrelid = to_regclass(w."name")
WHERE i.indexrelid IS NULL OR NOT i.indisvalid OR i.indisunique <> w."unique"
UNION ALL
-- p: primary key, c: check.
SELECT 'schema_matches', w."name", 'is missing or differs'
FROM (
    VALUES
        ('lectern.change_log', 'change_log_pkey', 'p'),
        ('lectern.sync_meta', 'sync_meta_pkey', 'p'),
        ('lectern.sync_meta', 'sync_meta_id_check', 'c'),
        ('lectern.sync_client', 'sync_client_pkey', 'p'),
        ('lectern.sync_client', 'sync_client_cursor_check', 'c'),
        ('lectern.sync_op', 'sync_op_pkey', 'p'),
        ('lectern.sync_conflict', 'sync_conflict_pkey', 'p'),
        ('lectern.sync_conflict', 'sync_conflict_resolved_check', 'c'),
        ('lectern.role_user', 'role_user_pkey', 'p'),
        ('lectern.course_access', 'course_access_pkey', 'p')
) w("table", "name", "kind")
LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(w."table")
    AND c.conname = w."name" AND c.contype::text = w."kind"
WHERE c.oid IS NULL
UNION ALL
SELECT 'schema_matches', w."name", 'is missing, or everybody may call it'
FROM (
    VALUES
        ('lectern.change_source()'),
        ('lectern.relation_of(text)'),
        ('lectern.inherited_sql(text, text)'),
        ('lectern.scope_sql(text, text, text)'),
        ('lectern.scope_sql(text, text)'),
        ('lectern.columns_sql(text)'),
        ('lectern.log_dependants(text, text[], text[])'),
        ('lectern.logging_sql(text, name[])'),
        ('lectern.moving_sql(text)'),
        ('lectern.make_log_function(text)'),
        ('lectern.trigger_sql(text, text)'),
        ('lectern.install_change_triggers()'),
        ('lectern.remove_change_triggers()'),
        ('lectern.sync_privileges()'),
        ('lectern.grant_sync(name)'),
        ('lectern.revoke_sync(name)'),
        ('lectern.prune_change_log()')
) w("name")
LEFT JOIN pg_proc p ON p.oid = to_regprocedure(w."name")
WHERE p.oid IS NULL
   OR EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g WHERE g.grantee = 0)
UNION ALL
-- The triggers of the tables that are there, which must fire always.
SELECT 'schema_matches' AS "check", w."name" || ' ' || e."event" AS "object",
    'has no trigger lectern_change_' || e."event" || ', or it does not fire always' AS "detail"
FROM (
    VALUES
        ('Category', '"Category"'),
        ('Course', '"Course"'),
        ('Attachment', '"Attachment"'),
        ('Chapter', '"Chapter"'),
        ('MuxData', '"MuxData"'),
        ('UserProgress', '"UserProgress"'),
        ('Purchase', '"Purchase"'),
        ('Quiz', '"Quiz"'),
        ('Question', '"Question"'),
        ('QuizAttempt', '"QuizAttempt"'),
        ('Assignment', '"Assignment"'),
        ('AssignmentSubmission', '"AssignmentSubmission"'),
        ('Certificate', '"Certificate"'),
        ('Achievement', '"Achievement"'),
        ('UserAchievement', '"UserAchievement"'),
        ('UserStreak', '"UserStreak"'),
        ('UserXP', '"UserXP"'),
        ('XPTransaction', '"XPTransaction"'),
        ('lectern_person', 'lectern.person'),
        ('lectern_grade_history', 'lectern.grade_history'),
        ('lectern_late_policy', 'lectern.late_policy'),
        ('lectern_submission_version', 'lectern.submission_version'),
        ('lectern_question_score', 'lectern.question_score'),
        ('lectern_certificate_template', 'lectern.certificate_template'),
        ('lectern_certificate_detail', 'lectern.certificate_detail'),
        ('lectern_sync_conflict', 'lectern.sync_conflict'),
        ('lectern_course_access', 'lectern.course_access')
) w("tbl", "name")
CROSS JOIN (
    VALUES ('insert', 4), ('update', 16), ('delete', 8), ('truncate', 32)
) e("event", "tgtype")
LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass(w."name")
    AND t.tgname = 'lectern_change_' || e."event" AND t.tgenabled = 'A' AND t.tgtype = e."tgtype"
    AND t.tgfoid = to_regprocedure('lectern.' || quote_ident('log_change_' || w."tbl") || '()')
WHERE to_regclass(w."name") IS NOT NULL AND t.oid IS NULL;
