-- How scores came about: grades, history, late rules, versions, drafts.
-- How a score came about: raw points, deduction for lateness, final = AssignmentSubmission.score.
CREATE TABLE "lectern_grade" (
    "submission_id" TEXT NOT NULL PRIMARY KEY
        REFERENCES "AssignmentSubmission"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "raw" REAL NOT NULL,
    "deduction" REAL NOT NULL DEFAULT 0,
    "final" REAL NOT NULL,
    "late_seconds" INTEGER NOT NULL DEFAULT 0 CHECK ("late_seconds" >= 0),
    "late_waived" INTEGER NOT NULL DEFAULT 0 CHECK ("late_waived" IN (0, 1)),
    "policy" TEXT CHECK (json_valid("policy")),
    "version_id" TEXT,
    "graded_by" TEXT NOT NULL,
    "graded_at" TEXT NOT NULL
) STRICT;

-- Kept when the submission goes, hence no foreign key.
CREATE TABLE "lectern_grade_history" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "submission_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "from_score" REAL,
    "to_score" REAL,
    "from_feedback" TEXT,
    "to_feedback" TEXT,
    "raw" REAL,
    "deduction" REAL,
    "reason" TEXT,
    "action_id" TEXT
) STRICT;

CREATE INDEX "lectern_grade_history_submission_id_idx"
    ON "lectern_grade_history"("submission_id", "at");

-- rate: percent deducted per started interval; floor_percent: what is left at least.
CREATE TABLE "lectern_late_policy" (
    "assignment_id" TEXT NOT NULL PRIMARY KEY
        REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "rate" REAL NOT NULL CHECK ("rate" >= 0),
    "interval_seconds" INTEGER NOT NULL CHECK ("interval_seconds" > 0),
    "floor_percent" REAL NOT NULL DEFAULT 0 CHECK ("floor_percent" BETWEEN 0 AND 100)
) STRICT;

CREATE TABLE "lectern_submission_version" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "submission_id" TEXT NOT NULL
        REFERENCES "AssignmentSubmission"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "seen_at" TEXT NOT NULL,
    "submitted_at" TEXT NOT NULL,
    "content" TEXT,
    "file_urls" TEXT NOT NULL DEFAULT '[]' CHECK (json_valid("file_urls"))
) STRICT;

CREATE INDEX "lectern_submission_version_submission_id_idx"
    ON "lectern_submission_version"("submission_id", "seen_at");

CREATE TABLE "lectern_question_score" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attempt_id" TEXT NOT NULL
        REFERENCES "QuizAttempt"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "question_id" TEXT NOT NULL,
    "points" REAL NOT NULL,
    "max_points" REAL NOT NULL,
    "state" TEXT NOT NULL CHECK ("state" IN ('auto', 'manual', 'waiting'))
) STRICT;

CREATE UNIQUE INDEX "lectern_question_score_attempt_id_question_id_key"
    ON "lectern_question_score"("attempt_id", "question_id");
CREATE INDEX "lectern_question_score_question_id_idx" ON "lectern_question_score"("question_id");

-- What is being typed and has not become an operation yet.
CREATE TABLE "lectern_draft" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL CHECK (json_valid("value")),
    "updated_at" TEXT NOT NULL
) STRICT;
