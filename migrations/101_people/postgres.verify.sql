-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('lectern.person', 'user_id', 'text', true),
        ('lectern.person', 'name', 'text', true),
        ('lectern.person', 'email', 'text', false),
        ('lectern.person', 'source', 'text', true),
        ('lectern.person', 'created_at', 'timestamp(3) with time zone', true),
        ('lectern.person', 'updated_at', 'timestamp(3) with time zone', true)
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
        ('lectern.person_name_idx', false)
) w("name", "unique")
LEFT JOIN pg_index i ON i.indexrelid = to_regclass(w."name")
WHERE i.indexrelid IS NULL OR NOT i.indisvalid OR i.indisunique <> w."unique"
UNION ALL
-- p: primary key, c: check.
SELECT 'schema_matches', w."name", 'is missing or differs'
FROM (
    VALUES
        ('lectern.person', 'person_pkey', 'p')
) w("table", "name", "kind")
LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(w."table")
    AND c.conname = w."name" AND c.contype::text = w."kind"
WHERE c.oid IS NULL;
