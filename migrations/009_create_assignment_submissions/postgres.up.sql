-- AssignmentSubmission: work handed in, with score and feedback.
-- score is the final one, in points, after late rule and override.
CREATE TABLE "AssignmentSubmission" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "assignmentId" TEXT NOT NULL,
    "content" TEXT,
    "fileUrls" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "score" DOUBLE PRECISION,
    "feedback" TEXT,
    "submittedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "gradedAt" TIMESTAMP(3),

    CONSTRAINT "AssignmentSubmission_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "AssignmentSubmission_score_check" CHECK ("score" >= 0),
    CONSTRAINT "AssignmentSubmission_assignmentId_fkey"
        FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id")
        ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "AssignmentSubmission_userId_assignmentId_key"
    ON "AssignmentSubmission"("userId", "assignmentId");
CREATE INDEX "AssignmentSubmission_assignmentId_idx" ON "AssignmentSubmission"("assignmentId");
