-- Once, before the first batch: what was published and what it was worth. The batches read this
-- table, so that an interrupted back-fill resumes with the same amounts, and verify can judge the
-- awards after the LMS has published more or changed a reward.
-- kind 'cutoff': one row, recorded_at = the start, amount = learners with progress at that time.
CREATE TABLE IF NOT EXISTS "lectern_backfill_reward" (
    "kind" TEXT NOT NULL CHECK ("kind" IN ('chapter', 'course', 'cutoff')),
    "source_id" TEXT NOT NULL,
    "course_id" TEXT,
    "amount" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    PRIMARY KEY ("kind", "source_id")
) STRICT;

CREATE INDEX IF NOT EXISTS "lectern_backfill_reward_course_idx"
    ON "lectern_backfill_reward"("course_id");

INSERT INTO "lectern_backfill_reward" ("kind", "source_id", "course_id", "amount", "recorded_at")
SELECT 'cutoff', '', NULL, count(DISTINCT "userId"), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM "UserProgress"
WHERE true
ON CONFLICT DO NOTHING;

INSERT INTO "lectern_backfill_reward" ("kind", "source_id", "course_id", "amount", "recorded_at")
SELECT 'chapter', c."id", c."courseId", c."xpReward", k."recorded_at"
FROM "Chapter" c, "lectern_backfill_reward" k
WHERE c."isPublished" = 1 AND k."kind" = 'cutoff'
ON CONFLICT DO NOTHING;

-- A course without published chapters cannot be completed, so it has no row.
INSERT INTO "lectern_backfill_reward" ("kind", "source_id", "course_id", "amount", "recorded_at")
SELECT 'course', co."id", co."id", co."xpReward", k."recorded_at"
FROM "Course" co, "lectern_backfill_reward" k
WHERE k."kind" = 'cutoff'
  AND EXISTS (SELECT 1 FROM "lectern_backfill_reward" r
              WHERE r."kind" = 'chapter' AND r."course_id" = co."id")
ON CONFLICT DO NOTHING;
