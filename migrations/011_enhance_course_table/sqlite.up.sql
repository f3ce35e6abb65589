-- Course gets prerequisites, difficulty, estimated hours and an XP reward.
-- Constant defaults: no row is rewritten. The table is never rebuilt.
ALTER TABLE "Course" ADD COLUMN "prerequisites" TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid("prerequisites") AND json_type("prerequisites") = 'array');
ALTER TABLE "Course" ADD COLUMN "difficulty" TEXT NOT NULL DEFAULT 'beginner';
ALTER TABLE "Course" ADD COLUMN "estimatedHours" INTEGER CHECK ("estimatedHours" >= 0);
ALTER TABLE "Course" ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 200 CHECK ("xpReward" >= 0);
