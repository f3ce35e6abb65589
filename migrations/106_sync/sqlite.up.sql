-- What keeps this workspace in step with a server.
-- One row when the workspace has a server, none otherwise. The password is never here.
CREATE TABLE "lectern_sync_state" (
    "id" INTEGER NOT NULL PRIMARY KEY CHECK ("id" = 1),
    "client_id" TEXT NOT NULL,
    "server" TEXT NOT NULL CHECK (json_valid("server")),
    "target_id" TEXT,
    -- The LMS user whose courses these are; NULL: an administrator, all courses.
    "user_id" TEXT,
    "include_people" INTEGER NOT NULL DEFAULT 1 CHECK ("include_people" IN (0, 1)),
    "paused" INTEGER NOT NULL DEFAULT 0 CHECK ("paused" IN (0, 1)),
    -- What the server was at the last contact: another one there is noticed by it.
    "identity" TEXT CHECK (json_valid("identity")),
    "columns" TEXT CHECK (json_valid("columns")),
    "phase" TEXT NOT NULL DEFAULT 'seeding' CHECK ("phase" IN ('seeding', 'ready', 'repairing')),
    -- The text of pg_snapshot up to which the rows here equal the server's.
    "cursor" TEXT,
    "last_synced_at" TEXT,
    "last_verified_at" TEXT
) STRICT;

-- Delivery of operations, in the order in which they were made.
-- fields and base are NULL where they are those of the operation in the journal.
CREATE TABLE "lectern_outbox" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "op_id" TEXT NOT NULL UNIQUE,
    -- What the server knows it by; a new one when a person has decided anew.
    "push_id" TEXT NOT NULL UNIQUE,
    "group_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('insert', 'update', 'delete')),
    "fields" TEXT CHECK (json_valid("fields")),
    "base" TEXT CHECK (json_valid("base")),
    "state" TEXT NOT NULL DEFAULT 'queued'
        CHECK ("state" IN ('queued', 'parked', 'conflicted', 'acknowledged', 'settled', 'discarded')),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    -- Why it is parked or conflicted, and what is known: SQLSTATE, constraint, their values.
    "reason" TEXT,
    "detail" TEXT CHECK (json_valid("detail")),
    -- The server's transaction that applied it; pending until a pull has seen that.
    "acknowledged_xid" TEXT,
    "made_at" TEXT NOT NULL,
    "changed_at" TEXT NOT NULL
) STRICT;

CREATE INDEX "lectern_outbox_state_idx" ON "lectern_outbox"("state", "seq");
CREATE INDEX "lectern_outbox_group_idx" ON "lectern_outbox"("group_id", "seq");
CREATE INDEX "lectern_outbox_pending_row_idx" ON "lectern_outbox"("table_name", "row_key", "seq")
    WHERE "state" IN ('queued', 'parked', 'conflicted', 'acknowledged');

-- The server's row, for rows with operations that are still pending; NULL: the server has none.
CREATE TABLE "lectern_base" (
    "table_name" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "row" TEXT CHECK (json_valid("row")),
    PRIMARY KEY ("table_name", "row_key")
) STRICT, WITHOUT ROWID;

-- How far a first copy has come: one row per table and part ('' where a table has no parts).
CREATE TABLE "lectern_sync_part" (
    "table_name" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "last_key" TEXT,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0 CHECK ("done" IN (0, 1)),
    PRIMARY KEY ("table_name", "part")
) STRICT, WITHOUT ROWID;

-- The courses that are mirrored; '*' for an administrator's all.
-- seed_cursor is the snapshot at which its copy began: what changed since is caught up from there.
CREATE TABLE "lectern_sync_scope" (
    "course_id" TEXT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL CHECK ("state" IN ('seeding', 'ready')),
    "seed_cursor" TEXT
) STRICT;

-- The learners whose ledger is mirrored.
CREATE TABLE "lectern_sync_learner" (
    "user_id" TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Indexes taken away for a large first copy, to be made again after it.
CREATE TABLE "lectern_sync_index" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "sql" TEXT NOT NULL
) STRICT;

-- Numbers of the server that no REAL column holds (NaN, Infinity): the row has NULL there.
CREATE TABLE "lectern_unfit_value" (
    "table_name" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "column_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    PRIMARY KEY ("table_name", "row_key", "column_name")
) STRICT, WITHOUT ROWID;

-- What sync did, for the page and for support.
CREATE TABLE "lectern_sync_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '{}' CHECK (json_valid("detail"))
) STRICT;

-- Conflicts of everybody who works on these courses, as the server keeps them.
CREATE TABLE "lectern_sync_conflict" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "table_name" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "scope" TEXT,
    "client_id" TEXT NOT NULL,
    "user_id" TEXT,
    "who" TEXT NOT NULL,
    "fields" TEXT NOT NULL CHECK (json_valid("fields")),
    "at" TEXT NOT NULL,
    "resolved" TEXT CHECK ("resolved" IN ('mine', 'theirs', 'other')),
    "resolved_by" TEXT,
    "resolved_at" TEXT
) STRICT;

CREATE INDEX "lectern_sync_conflict_row_idx" ON "lectern_sync_conflict"("table_name", "row_key");

-- Files that learners handed in, kept for work without a network.
-- state: wanted, kept, failed (error says why), too_large, refused; sha256 names the file on the disk.
CREATE TABLE "lectern_offline_file" (
    "url" TEXT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL CHECK ("state" IN ('wanted', 'kept', 'failed', 'too_large', 'refused')),
    "sha256" TEXT,
    "bytes" INTEGER,
    "content_type" TEXT,
    "file_name" TEXT,
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fetched_at" TEXT,
    "used_at" TEXT,
    "retry_at" TEXT
) STRICT;

CREATE INDEX "lectern_offline_file_state_idx" ON "lectern_offline_file"("state");
