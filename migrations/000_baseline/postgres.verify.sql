-- Every row is a complaint.
-- An LMS made this database, so type families are compared and extra columns, tables and indexes
-- are welcome.
WITH "expected"("table", "column", "family", "required") AS (
    VALUES
        ('Category', 'id', 'text', true),
        ('Category', 'name', 'text', true),
        ('Course', 'id', 'text', true),
        ('Course', 'createdById', 'text', true),
        ('Course', 'title', 'text', true),
        ('Course', 'description', 'text', false),
        ('Course', 'imageUrl', 'text', false),
        ('Course', 'price', 'number', false),
        ('Course', 'isPublished', 'truth', true),
        ('Course', 'isFree', 'truth', true),
        ('Course', 'categoryId', 'text', false),
        ('Course', 'createdAt', 'time', true),
        ('Course', 'updatedAt', 'time', true),
        ('Attachment', 'id', 'text', true),
        ('Attachment', 'name', 'text', true),
        ('Attachment', 'url', 'text', true),
        ('Attachment', 'courseId', 'text', true),
        ('Attachment', 'createdAt', 'time', true),
        ('Attachment', 'updatedAt', 'time', true),
        ('Chapter', 'id', 'text', true),
        ('Chapter', 'title', 'text', true),
        ('Chapter', 'description', 'text', false),
        ('Chapter', 'videoUrl', 'text', false),
        ('Chapter', 'position', 'whole', true),
        ('Chapter', 'isPublished', 'truth', true),
        ('Chapter', 'isFree', 'truth', true),
        ('Chapter', 'courseId', 'text', true),
        ('Chapter', 'createdAt', 'time', true),
        ('Chapter', 'updatedAt', 'time', true),
        ('MuxData', 'id', 'text', true),
        ('MuxData', 'assetId', 'text', true),
        ('MuxData', 'playbackId', 'text', false),
        ('MuxData', 'chapterId', 'text', true),
        ('UserProgress', 'id', 'text', true),
        ('UserProgress', 'userId', 'text', true),
        ('UserProgress', 'chapterId', 'text', true),
        ('UserProgress', 'isCompleted', 'truth', true),
        ('UserProgress', 'createdAt', 'time', true),
        ('UserProgress', 'updatedAt', 'time', true),
        ('Purchase', 'id', 'text', true),
        ('Purchase', 'userId', 'text', true),
        ('Purchase', 'courseId', 'text', true),
        ('Purchase', 'createdAt', 'time', true),
        ('Purchase', 'updatedAt', 'time', true),
        ('StripeCustomer', 'id', 'text', true),
        ('StripeCustomer', 'userid', 'text', true),
        ('StripeCustomer', 'stripeCustomerId', 'text', true),
        ('StripeCustomer', 'createdAt', 'time', true),
        ('StripeCustomer', 'updatedAt', 'time', true)
),
"found" AS (
    SELECT e."table", a.attname AS "column", a.attnotnull AS "required",
        CASE
            WHEN t."name" ~ '^(text|character|citext|uuid)' THEN 'text'
            WHEN t."name" ~ '^timestamp' THEN 'time'
            WHEN t."name" = 'boolean' THEN 'truth'
            WHEN t."name" IN ('integer', 'smallint', 'bigint') THEN 'whole'
            WHEN t."name" ~ '^(double|real|numeric)' THEN 'number'
            ELSE t."name"
        END AS "family"
    FROM (SELECT DISTINCT "table" FROM "expected") e
    JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(e."table"))
        AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN LATERAL (SELECT format_type(a.atttypid, a.atttypmod) AS "name") t
)
SELECT 'schema_matches' AS "check", e."table" || '.' || e."column" AS "object",
    CASE
        WHEN f."column" IS NULL THEN 'is missing'
        WHEN f."required" <> e."required" THEN
            CASE WHEN e."required" THEN 'may be NULL' ELSE 'may not be NULL' END
        ELSE 'holds ' || f."family" || ' instead of ' || e."family"
    END AS "detail"
FROM "expected" e
LEFT JOIN "found" f ON f."table" = e."table" AND lower(f."column") = lower(e."column")
WHERE f."column" IS NULL
   OR (e."required" AND NOT f."required")
   OR NOT (f."family" = e."family" OR (e."family" = 'number' AND f."family" = 'whole'))
UNION ALL
SELECT 'schema_matches', 'UserProgress',
    'learner ' || "userId" || ' has chapter ' || "chapterId" || ' ' || count(*) || ' times'
FROM "UserProgress"
-- Not looked for where an index makes them impossible: the table may be long.
WHERE NOT EXISTS (
    SELECT 1 FROM pg_index i
    WHERE i.indrelid = to_regclass('"UserProgress"')
      AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
      AND i.indnatts = i.indnkeyatts
      AND ARRAY(SELECT a.attname FROM pg_attribute a
                WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey))
          <@ ARRAY['userId', 'chapterId']::name[]
)
GROUP BY "userId", "chapterId"
HAVING count(*) > 1;
