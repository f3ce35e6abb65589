-- Chapter gets an XP reward.
ALTER TABLE "Chapter" ADD COLUMN "xpReward" INTEGER NOT NULL DEFAULT 50 CHECK ("xpReward" >= 0);
