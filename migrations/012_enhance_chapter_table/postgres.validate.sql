-- After the step has been committed; SHARE UPDATE EXCLUSIVE, so readers and writers go on.
ALTER TABLE "Chapter" VALIDATE CONSTRAINT "Chapter_xpReward_check";
