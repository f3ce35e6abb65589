-- Assignment: work to hand in, of a course or a chapter.
CREATE TABLE "Assignment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "chapterId" TEXT REFERENCES "Chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "courseId" TEXT REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "dueDate" TEXT,
    "maxPoints" INTEGER NOT NULL DEFAULT 100 CHECK ("maxPoints" >= 0),
    "allowLateSubmission" INTEGER NOT NULL DEFAULT 1 CHECK ("allowLateSubmission" IN (0, 1)),
    "isPublished" INTEGER NOT NULL DEFAULT 0 CHECK ("isPublished" IN (0, 1)),
    "xpReward" INTEGER NOT NULL DEFAULT 50 CHECK ("xpReward" >= 0),
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX "Assignment_chapterId_idx" ON "Assignment"("chapterId");
CREATE INDEX "Assignment_courseId_idx" ON "Assignment"("courseId");
