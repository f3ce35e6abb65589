-- The constraints go with their columns.
ALTER TABLE "Course"
    DROP COLUMN "xpReward",
    DROP COLUMN "estimatedHours",
    DROP COLUMN "difficulty",
    DROP COLUMN "prerequisites";
