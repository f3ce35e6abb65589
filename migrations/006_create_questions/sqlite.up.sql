-- Question: the questions of a quiz.
CREATE TABLE "Question" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "quizId" TEXT NOT NULL REFERENCES "Quiz"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "type" TEXT NOT NULL CHECK ("type" <> ''),
    "question" TEXT NOT NULL,
    "options" TEXT CHECK (json_valid("options")),
    "correctAnswer" TEXT NOT NULL CHECK (json_valid("correctAnswer")),
    "explanation" TEXT,
    "points" INTEGER NOT NULL DEFAULT 1 CHECK ("points" >= 0),
    "order" INTEGER NOT NULL,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX "Question_quizId_order_idx" ON "Question"("quizId", "order");
-- Covers the counts and points that lists of quizzes show.
CREATE INDEX "Question_quizId_type_points_idx" ON "Question"("quizId", "type", "points");
