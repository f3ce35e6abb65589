-- Course gets prerequisites, difficulty, estimated hours and an XP reward.
-- One ALTER, constant defaults: the ACCESS EXCLUSIVE lock is taken once and no row is rewritten.
-- The CHECKs are validated by postgres.validate.sql, in a transaction of its own.
ALTER TABLE "Course"
    ADD COLUMN "prerequisites" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    ADD COLUMN "difficulty" TEXT NOT NULL DEFAULT 'beginner',
    ADD COLUMN "estimatedHours" INTEGER,
    ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 200,
    ADD CONSTRAINT "Course_estimatedHours_check" CHECK ("estimatedHours" >= 0) NOT VALID,
    ADD CONSTRAINT "Course_xpReward_check" CHECK ("xpReward" >= 0) NOT VALID;
