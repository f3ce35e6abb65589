-- After the step has been committed; SHARE UPDATE EXCLUSIVE, so readers and writers go on.
-- Validating twice does no harm.
ALTER TABLE "Course" VALIDATE CONSTRAINT "Course_estimatedHours_check";
ALTER TABLE "Course" VALIDATE CONSTRAINT "Course_xpReward_check";
