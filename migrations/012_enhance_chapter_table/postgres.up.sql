-- Chapter gets an XP reward.
-- The CHECK is validated by postgres.validate.sql, in a transaction of its own.
ALTER TABLE "Chapter"
    ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 50,
    ADD CONSTRAINT "Chapter_xpReward_check" CHECK ("xpReward" >= 0) NOT VALID;
