-- Imported question banks, and where each question came from.
-- quiz_id is kept when the quiz goes, hence no foreign key.
CREATE TABLE "lectern_import" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "action_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "quiz_id" TEXT NOT NULL,
    "files" TEXT NOT NULL CHECK (json_valid("files")),
    "imported" INTEGER NOT NULL CHECK ("imported" >= 0),
    "undone_at" TEXT
) STRICT;

CREATE INDEX "lectern_import_at_idx" ON "lectern_import"("at");
CREATE INDEX "lectern_import_action_id_idx" ON "lectern_import"("action_id");

-- Where a question came from, and what was wrong or lost on the way.
CREATE TABLE "lectern_question_source" (
    "question_id" TEXT NOT NULL PRIMARY KEY
        REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "import_id" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "title" TEXT,
    "needs_attention" INTEGER NOT NULL DEFAULT 0 CHECK ("needs_attention" IN (0, 1)),
    "problems" TEXT NOT NULL DEFAULT '[]' CHECK (json_valid("problems")),
    "losses" TEXT NOT NULL DEFAULT '[]' CHECK (json_valid("losses")),
    "content_hash" TEXT NOT NULL
) STRICT;

CREATE INDEX "lectern_question_source_import_id_idx" ON "lectern_question_source"("import_id");
CREATE INDEX "lectern_question_source_content_hash_idx"
    ON "lectern_question_source"("content_hash");
-- The few questions a person still has to look at.
CREATE INDEX "lectern_question_source_attention_idx"
    ON "lectern_question_source"("question_id") WHERE "needs_attention" = 1;
