-- QuizAttempt: answers and score of one try.
-- score is in points; timeSpent is in seconds.
CREATE TABLE "QuizAttempt" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "quizId" TEXT NOT NULL,
    "answers" JSONB NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "totalPoints" INTEGER NOT NULL,
    "timeSpent" INTEGER,
    "completedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "QuizAttempt_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "QuizAttempt_score_check" CHECK ("score" >= 0),
    CONSTRAINT "QuizAttempt_totalPoints_check" CHECK ("totalPoints" >= 0),
    CONSTRAINT "QuizAttempt_timeSpent_check" CHECK ("timeSpent" >= 0),
    CONSTRAINT "QuizAttempt_quizId_fkey"
        FOREIGN KEY ("quizId") REFERENCES "Quiz"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "QuizAttempt_userId_quizId_idx" ON "QuizAttempt"("userId", "quizId");
CREATE INDEX "QuizAttempt_quizId_idx" ON "QuizAttempt"("quizId");
