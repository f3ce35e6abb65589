ALTER TABLE "Course" DROP COLUMN "xpReward";
ALTER TABLE "Course" DROP COLUMN "estimatedHours";
ALTER TABLE "Course" DROP COLUMN "difficulty";
ALTER TABLE "Course" DROP COLUMN "prerequisites";
