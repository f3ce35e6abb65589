-- AssignmentSubmission: work handed in, with score and feedback.
-- score is the final one, in points, after late rule and override.
CREATE TABLE "AssignmentSubmission" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "assignmentId" TEXT NOT NULL
        REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "content" TEXT,
    "fileUrls" TEXT DEFAULT '[]'
        CHECK (json_valid("fileUrls") AND json_type("fileUrls") = 'array'),
    "score" REAL CHECK ("score" >= 0),
    "feedback" TEXT,
    "submittedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "gradedAt" TEXT
) STRICT;

CREATE UNIQUE INDEX "AssignmentSubmission_userId_assignmentId_key"
    ON "AssignmentSubmission"("userId", "assignmentId");
CREATE INDEX "AssignmentSubmission_assignmentId_idx" ON "AssignmentSubmission"("assignmentId");
-- What waits to be graded, oldest first, and the figures that lists of assignments show.
CREATE INDEX "AssignmentSubmission_ungraded_idx"
    ON "AssignmentSubmission"("assignmentId", "submittedAt") WHERE "gradedAt" IS NULL;
CREATE INDEX "AssignmentSubmission_assignmentId_gradedAt_score_idx"
    ON "AssignmentSubmission"("assignmentId", "gradedAt", "score");
