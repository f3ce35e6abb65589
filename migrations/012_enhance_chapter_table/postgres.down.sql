ALTER TABLE "Chapter" DROP COLUMN "xpReward";
