-- Every row is a complaint. An LMS made this database, so type families are compared and
-- extra columns, tables and indexes are welcome.
WITH "expected"("table", "column", "type", "required") AS (
    VALUES
        ('Category', 'id', 'text', 1),
        ('Category', 'name', 'text', 1),
        ('Course', 'id', 'text', 1),
        ('Course', 'createdById', 'text', 1),
        ('Course', 'title', 'text', 1),
        ('Course', 'description', 'text', 0),
        ('Course', 'imageUrl', 'text', 0),
        ('Course', 'price', 'number', 0),
        ('Course', 'isPublished', 'truth', 1),
        ('Course', 'isFree', 'truth', 1),
        ('Course', 'categoryId', 'text', 0),
        ('Course', 'createdAt', 'time', 1),
        ('Course', 'updatedAt', 'time', 1),
        ('Attachment', 'id', 'text', 1),
        ('Attachment', 'name', 'text', 1),
        ('Attachment', 'url', 'text', 1),
        ('Attachment', 'courseId', 'text', 1),
        ('Attachment', 'createdAt', 'time', 1),
        ('Attachment', 'updatedAt', 'time', 1),
        ('Chapter', 'id', 'text', 1),
        ('Chapter', 'title', 'text', 1),
        ('Chapter', 'description', 'text', 0),
        ('Chapter', 'videoUrl', 'text', 0),
        ('Chapter', 'position', 'whole', 1),
        ('Chapter', 'isPublished', 'truth', 1),
        ('Chapter', 'isFree', 'truth', 1),
        ('Chapter', 'courseId', 'text', 1),
        ('Chapter', 'createdAt', 'time', 1),
        ('Chapter', 'updatedAt', 'time', 1),
        ('MuxData', 'id', 'text', 1),
        ('MuxData', 'assetId', 'text', 1),
        ('MuxData', 'playbackId', 'text', 0),
        ('MuxData', 'chapterId', 'text', 1),
        ('UserProgress', 'id', 'text', 1),
        ('UserProgress', 'userId', 'text', 1),
        ('UserProgress', 'chapterId', 'text', 1),
        ('UserProgress', 'isCompleted', 'truth', 1),
        ('UserProgress', 'createdAt', 'time', 1),
        ('UserProgress', 'updatedAt', 'time', 1),
        ('Purchase', 'id', 'text', 1),
        ('Purchase', 'userId', 'text', 1),
        ('Purchase', 'courseId', 'text', 1),
        ('Purchase', 'createdAt', 'time', 1),
        ('Purchase', 'updatedAt', 'time', 1),
        ('StripeCustomer', 'id', 'text', 1),
        ('StripeCustomer', 'userid', 'text', 1),
        ('StripeCustomer', 'stripeCustomerId', 'text', 1),
        ('StripeCustomer', 'createdAt', 'time', 1),
        ('StripeCustomer', 'updatedAt', 'time', 1)
),
"found" AS (
    SELECT m."name" AS "table", c."name" AS "column", c."notnull" OR c."pk" > 0 AS "required",
        CASE
            WHEN upper(c."type") LIKE '%BOOL%' THEN 'truth'
            WHEN upper(c."type") LIKE '%DATE%' OR upper(c."type") LIKE '%TIME%' THEN 'time'
            WHEN upper(c."type") LIKE '%INT%' THEN 'whole'
            WHEN upper(c."type") LIKE '%CHAR%' OR upper(c."type") LIKE '%TEXT%' THEN 'text'
            ELSE 'number'
        END AS "family"
    FROM "sqlite_master" m, pragma_table_info(m."name") c
    WHERE m."type" = 'table'
)
SELECT 'schema_matches' AS "check", e."table" || '.' || e."column" AS "object",
    CASE
        WHEN f."column" IS NULL THEN 'is missing'
        WHEN f."required" <> e."required" THEN
            CASE e."required" WHEN 1 THEN 'may be NULL' ELSE 'may not be NULL' END
        ELSE 'holds ' || f."family" || ' instead of ' || e."type"
    END AS "detail"
FROM "expected" e
LEFT JOIN "found" f ON f."table" = e."table" AND lower(f."column") = lower(e."column")
WHERE f."column" IS NULL
   OR f."required" < e."required"
   OR NOT (f."family" = e."type"
           OR (e."type" = 'truth' AND f."family" = 'whole')
           OR (e."type" = 'time' AND f."family" = 'text')
           OR (e."type" = 'number' AND f."family" = 'whole'))
UNION ALL
SELECT 'schema_matches', 'UserProgress',
    'learner ' || "userId" || ' has chapter ' || "chapterId" || ' ' || count(*) || ' times'
FROM "UserProgress"
GROUP BY "userId", "chapterId"
HAVING count(*) > 1;
