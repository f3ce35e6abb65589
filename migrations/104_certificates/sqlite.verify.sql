-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('lectern_certificate_template', 'id', 'TEXT', 1),
        ('lectern_certificate_template', 'version', 'INTEGER', 1),
        ('lectern_certificate_template', 'name', 'TEXT', 1),
        ('lectern_certificate_template', 'design', 'TEXT', 1),
        ('lectern_certificate_template', 'created_at', 'TEXT', 1),
        ('lectern_certificate_detail', 'id', 'TEXT', 1),
        ('lectern_certificate_detail', 'certificate_id', 'TEXT', 1),
        ('lectern_certificate_detail', 'user_id', 'TEXT', 1),
        ('lectern_certificate_detail', 'course_id', 'TEXT', 1),
        ('lectern_certificate_detail', 'version', 'INTEGER', 1),
        ('lectern_certificate_detail', 'code', 'TEXT', 1),
        ('lectern_certificate_detail', 'status', 'TEXT', 1),
        ('lectern_certificate_detail', 'reason', 'TEXT', 0),
        ('lectern_certificate_detail', 'issued_at', 'TEXT', 1),
        ('lectern_certificate_detail', 'expires_at', 'TEXT', 0),
        ('lectern_certificate_detail', 'template_id', 'TEXT', 1),
        ('lectern_certificate_detail', 'template_version', 'INTEGER', 1),
        ('lectern_certificate_detail', 'snapshot', 'TEXT', 1),
        ('lectern_certificate_detail', 'pdf_sha256', 'TEXT', 0),
        ('lectern_certificate_detail', 'file', 'TEXT', 0),
        ('lectern_certificate_detail', 'key_id', 'TEXT', 0),
        ('lectern_certificate_detail', 'issued_by', 'TEXT', 1)
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
        ('lectern_certificate_template', 'lectern_certificate_template_name_version_key', 1),
        ('lectern_certificate_detail', 'lectern_certificate_detail_user_id_idx', 0),
        ('lectern_certificate_detail', 'lectern_certificate_detail_course_id_user_id_idx', 0),
        ('lectern_certificate_detail', 'lectern_certificate_detail_certificate_id_idx', 0),
        ('lectern_certificate_detail', 'lectern_certificate_detail_code_key', 1)
) w
LEFT JOIN pragma_index_list(w."table") i ON i."name" = w."name"
WHERE i."name" IS NULL OR i."unique" <> w."unique";
