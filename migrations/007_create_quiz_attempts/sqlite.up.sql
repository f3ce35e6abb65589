-- QuizAttempt: answers and score of one try.
-- score is in points; timeSpent is in seconds.
CREATE TABLE "QuizAttempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "quizId" TEXT NOT NULL REFERENCES "Quiz"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "answers" TEXT NOT NULL CHECK (json_valid("answers")),
    "score" REAL NOT NULL CHECK ("score" >= 0),
    "totalPoints" INTEGER NOT NULL CHECK ("totalPoints" >= 0),
    "timeSpent" INTEGER CHECK ("timeSpent" >= 0),
    "completedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX "QuizAttempt_userId_quizId_idx" ON "QuizAttempt"("userId", "quizId");
CREATE INDEX "QuizAttempt_quizId_idx" ON "QuizAttempt"("quizId");
