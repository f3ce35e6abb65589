-- Every row is a complaint.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('UserStreak', 'id', 'text', true),
        ('UserStreak', 'userId', 'text', true),
        ('UserStreak', 'currentStreak', 'integer', true),
        ('UserStreak', 'longestStreak', 'integer', true),
        ('UserStreak', 'lastActivityDate', 'timestamp(3) without time zone', false),
        ('UserStreak', 'freezesUsed', 'integer', true),
        ('UserStreak', 'freezesAvailable', 'integer', true),
        ('UserStreak', 'createdAt', 'timestamp(3) without time zone', true),
        ('UserStreak', 'updatedAt', 'timestamp(3) without time zone', true)
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
SELECT 'schema_matches', w."name", 'is missing or invalid, or its uniqueness differs'
FROM (
    VALUES
        ('UserStreak_userId_key', true)
) w("name", "unique")
LEFT JOIN pg_index i ON i.indexrelid = to_regclass(quote_ident(w."name"))
WHERE i.indexrelid IS NULL OR NOT i.indisvalid OR i.indisunique <> w."unique"
UNION ALL
-- p: primary key, c: check, f: foreign key with what a delete does (c: cascade, r: restrict).
SELECT 'schema_matches', w."name", 'is missing or differs'
FROM (
    VALUES
        ('UserStreak', 'UserStreak_currentStreak_check', 'c'),
        ('UserStreak', 'UserStreak_longestStreak_check', 'c'),
        ('UserStreak', 'UserStreak_freezesUsed_check', 'c'),
        ('UserStreak', 'UserStreak_freezesAvailable_check', 'c'),
        ('UserStreak', 'UserStreak_pkey', 'p')
) w("table", "name", "kind")
LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(quote_ident(w."table"))
    AND c.conname = w."name"
    AND c.contype::text || CASE WHEN c.contype = 'f' THEN c.confdeltype::text ELSE '' END = w."kind"
WHERE c.oid IS NULL;
