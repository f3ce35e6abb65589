-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('Course', 'prerequisites', 'text[]', true),
        ('Course', 'difficulty', 'text', true),
        ('Course', 'estimatedHours', 'integer', false),
        ('Course', 'xpReward', 'integer', true)
)
SELECT 'schema_matches' AS "check", e."table" || '.' || e."column" AS "object",
    'is missing or is not ' || e."type" || CASE WHEN e."required" THEN ' NOT NULL' ELSE '' END
        AS "detail"
FROM "expected" e
LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(e."table"))
    AND a.attname = e."column" AND NOT a.attisdropped
WHERE a.attname IS NULL
   OR format_type(a.atttypid, a.atttypmod) <> e."type"
   OR a.attnotnull <> e."required"
UNION ALL
-- p: primary key, c: check, f: foreign key with what a delete does (c: cascade, r: restrict).
SELECT 'schema_matches', w."name", 'is missing or differs'
FROM (
    VALUES
        ('Course', 'Course_estimatedHours_check', 'c'),
        ('Course', 'Course_xpReward_check', 'c')
) w("table", "name", "kind")
LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(quote_ident(w."table"))
    AND c.conname = w."name"
    AND c.contype::text || CASE WHEN c.contype = 'f' THEN c.confdeltype::text ELSE '' END = w."kind"
WHERE c.oid IS NULL
UNION ALL
SELECT 'prerequisites_exist', c."id", 'needs course ' || p."id" || ', which does not exist'
FROM "Course" c, unnest(c."prerequisites") p("id")
WHERE NOT EXISTS (SELECT 1 FROM "Course" n WHERE n."id" = p."id");
