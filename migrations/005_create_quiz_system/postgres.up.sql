-- Quiz: quizzes of a course or a chapter.
-- passingScore is a percentage of the points; maxAttempts 0 means unlimited.
CREATE TABLE "Quiz" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "chapterId" TEXT,
    "courseId" TEXT,
    "timeLimit" INTEGER,
    "maxAttempts" INTEGER NOT NULL DEFAULT 3,
    "passingScore" INTEGER NOT NULL DEFAULT 70,
    "isPublished" BOOLEAN NOT NULL DEFAULT false,
    "xpReward" INTEGER NOT NULL DEFAULT 25,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Quiz_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Quiz_timeLimit_check" CHECK ("timeLimit" >= 0),
    CONSTRAINT "Quiz_maxAttempts_check" CHECK ("maxAttempts" >= 0),
    CONSTRAINT "Quiz_passingScore_check" CHECK ("passingScore" BETWEEN 0 AND 100),
    CONSTRAINT "Quiz_xpReward_check" CHECK ("xpReward" >= 0),
    CONSTRAINT "Quiz_chapterId_fkey"
        FOREIGN KEY ("chapterId") REFERENCES "Chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Quiz_courseId_fkey"
        FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "Quiz_chapterId_idx" ON "Quiz"("chapterId");
CREATE INDEX "Quiz_courseId_idx" ON "Quiz"("courseId");
