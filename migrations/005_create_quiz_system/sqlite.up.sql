-- Quiz: quizzes of a course or a chapter.
-- passingScore is a percentage of the points; maxAttempts 0 means unlimited.
CREATE TABLE "Quiz" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "chapterId" TEXT REFERENCES "Chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "courseId" TEXT REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "timeLimit" INTEGER CHECK ("timeLimit" >= 0),
    "maxAttempts" INTEGER NOT NULL DEFAULT 3 CHECK ("maxAttempts" >= 0),
    "passingScore" INTEGER NOT NULL DEFAULT 70 CHECK ("passingScore" BETWEEN 0 AND 100),
    "isPublished" INTEGER NOT NULL DEFAULT 0 CHECK ("isPublished" IN (0, 1)),
    "xpReward" INTEGER NOT NULL DEFAULT 25 CHECK ("xpReward" >= 0),
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX "Quiz_chapterId_idx" ON "Quiz"("chapterId");
CREATE INDEX "Quiz_courseId_idx" ON "Quiz"("courseId");
