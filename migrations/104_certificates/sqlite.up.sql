-- Certificate templates, and every version of every certificate.
CREATE TABLE "lectern_certificate_template" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" >= 1),
    "name" TEXT NOT NULL,
    "design" TEXT NOT NULL CHECK (json_valid("design")),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE UNIQUE INDEX "lectern_certificate_template_name_version_key"
    ON "lectern_certificate_template"("name", "version");

-- Every version of every certificate; "Certificate" holds the newest per learner and course.
-- No foreign keys: a certificate goes on verifying when its course is gone.
CREATE TABLE "lectern_certificate_detail" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "certificate_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "course_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL CHECK ("version" >= 1),
    "code" TEXT NOT NULL,
    "status" TEXT NOT NULL CHECK ("status" IN ('pending', 'issued', 'superseded', 'revoked')),
    "reason" TEXT,
    "issued_at" TEXT NOT NULL,
    "expires_at" TEXT,
    "template_id" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "snapshot" TEXT NOT NULL CHECK (json_valid("snapshot")),
    "pdf_sha256" TEXT,
    "file" TEXT,
    "key_id" TEXT,
    "issued_by" TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX "lectern_certificate_detail_code_key" ON "lectern_certificate_detail"("code");
CREATE INDEX "lectern_certificate_detail_certificate_id_idx"
    ON "lectern_certificate_detail"("certificate_id");
CREATE INDEX "lectern_certificate_detail_course_id_user_id_idx"
    ON "lectern_certificate_detail"("course_id", "user_id");
CREATE INDEX "lectern_certificate_detail_user_id_idx" ON "lectern_certificate_detail"("user_id");
