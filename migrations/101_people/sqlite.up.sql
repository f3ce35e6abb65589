-- Names and e-mail addresses for the user ids of the LMS.
-- Names for the LMS's user ids; the LMS itself has no user table.
CREATE TABLE "lectern_person" (
    "user_id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "source" TEXT NOT NULL,
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE INDEX "lectern_person_name_idx" ON "lectern_person"("name");
