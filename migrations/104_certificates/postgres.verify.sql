-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('lectern.certificate_template', 'id', 'text', true),
        ('lectern.certificate_template', 'version', 'integer', true),
        ('lectern.certificate_template', 'name', 'text', true),
        ('lectern.certificate_template', 'design', 'jsonb', true),
        ('lectern.certificate_template', 'created_at', 'timestamp(3) with time zone', true),
        ('lectern.certificate_detail', 'id', 'text', true),
        ('lectern.certificate_detail', 'certificate_id', 'text', true),
        ('lectern.certificate_detail', 'user_id', 'text', true),
        ('lectern.certificate_detail', 'course_id', 'text', true),
        ('lectern.certificate_detail', 'version', 'integer', true),
        ('lectern.certificate_detail', 'code', 'text', true),
        ('lectern.certificate_detail', 'status', 'text', true),
        ('lectern.certificate_detail', 'reason', 'text', false),
        ('lectern.certificate_detail', 'issued_at', 'timestamp(3) with time zone', true),
        ('lectern.certificate_detail', 'expires_at', 'timestamp(3) with time zone', false),
        ('lectern.certificate_detail', 'template_id', 'text', true),
        ('lectern.certificate_detail', 'template_version', 'integer', true),
        ('lectern.certificate_detail', 'snapshot', 'jsonb', true),
        ('lectern.certificate_detail', 'pdf_sha256', 'text', false),
        ('lectern.certificate_detail', 'file', 'text', false),
        ('lectern.certificate_detail', 'key_id', 'text', false),
        ('lectern.certificate_detail', 'issued_by', 'text', true)
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
        ('lectern.certificate_template_name_version_key', true),
        ('lectern.certificate_detail_code_key', true),
        ('lectern.certificate_detail_certificate_id_idx', false),
        ('lectern.certificate_detail_course_id_user_id_idx', false),
        ('lectern.certificate_detail_user_id_idx', false)
) w("name", "unique")
LEFT JOIN pg_index i ON i.indexrelid = to_regclass(w."name")
WHERE i.indexrelid IS NULL OR NOT i.indisvalid OR i.indisunique <> w."unique"
UNION ALL
-- p: primary key, c: check.
SELECT 'schema_matches', w."name", 'is missing or differs'
FROM (
    VALUES
        ('lectern.certificate_template', 'certificate_template_pkey', 'p'),
        ('lectern.certificate_template', 'certificate_template_version_check', 'c'),
        ('lectern.certificate_detail', 'certificate_detail_pkey', 'p'),
        ('lectern.certificate_detail', 'certificate_detail_version_check', 'c'),
        ('lectern.certificate_detail', 'certificate_detail_status_check', 'c')
) w("table", "name", "kind")
LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(w."table")
    AND c.conname = w."name" AND c.contype::text = w."kind"
WHERE c.oid IS NULL;
