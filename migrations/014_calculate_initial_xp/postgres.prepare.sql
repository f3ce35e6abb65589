-- Once, before the first batch: what was published and what it was worth. The batches read this
-- table, so that an interrupted back-fill resumes with the same amounts, and verify can judge the
-- awards after the LMS has published more or changed a reward.
-- kind 'cutoff': one row, recorded_at = the start, amount = learners with progress at that time.
CREATE SCHEMA IF NOT EXISTS lectern;

CREATE TABLE IF NOT EXISTS lectern.backfill_reward (
    kind TEXT NOT NULL,
    source_id TEXT NOT NULL,
    course_id TEXT,
    amount INTEGER NOT NULL,
    recorded_at TIMESTAMP(3) NOT NULL,

    CONSTRAINT backfill_reward_pkey PRIMARY KEY (kind, source_id),
    CONSTRAINT backfill_reward_kind_check CHECK (kind IN ('chapter', 'course', 'cutoff'))
);

CREATE INDEX IF NOT EXISTS backfill_reward_course_idx ON lectern.backfill_reward (course_id);

INSERT INTO lectern.backfill_reward (kind, source_id, course_id, amount, recorded_at)
SELECT 'cutoff', '', NULL, count(*), timezone('UTC', now())
FROM (SELECT 1 FROM "UserProgress" GROUP BY "userId") learners
ON CONFLICT DO NOTHING;

INSERT INTO lectern.backfill_reward (kind, source_id, course_id, amount, recorded_at)
SELECT 'chapter', c."id", c."courseId", c."xpReward", k.recorded_at
FROM "Chapter" c, lectern.backfill_reward k
WHERE c."isPublished" AND k.kind = 'cutoff'
ON CONFLICT DO NOTHING;

-- A course without published chapters cannot be completed, so it has no row.
INSERT INTO lectern.backfill_reward (kind, source_id, course_id, amount, recorded_at)
SELECT 'course', co."id", co."id", co."xpReward", k.recorded_at
FROM "Course" co, lectern.backfill_reward k
WHERE k.kind = 'cutoff'
  AND EXISTS (SELECT 1 FROM lectern.backfill_reward r
              WHERE r.kind = 'chapter' AND r.course_id = co."id")
ON CONFLICT DO NOTHING;

-- The batches join this table millions of times over; the server has not looked at it yet.
ANALYZE lectern.backfill_reward;
