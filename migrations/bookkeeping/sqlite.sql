-- What the runner keeps about itself. Made before the first step, never reverted.
-- One row per step that is applied or partly applied; a reverted step has no row.
CREATE TABLE IF NOT EXISTS "lectern_migration_history" (
    "step" TEXT NOT NULL PRIMARY KEY,
    "step_group" TEXT NOT NULL CHECK ("step_group" IN ('plan', 'lectern')),
    "up_sha256" TEXT NOT NULL,
    "down_sha256" TEXT NOT NULL,
    "verify_sha256" TEXT NOT NULL,
    "started_at" TEXT NOT NULL,
    "ended_at" TEXT,
    "duration_ms" INTEGER NOT NULL DEFAULT 0,
    "who" TEXT NOT NULL,
    "result" TEXT NOT NULL CHECK ("result" IN ('applied', 'partial')),
    "retries" INTEGER NOT NULL DEFAULT 0,
    "rows_touched" INTEGER NOT NULL DEFAULT 0,
    "lectern_version" TEXT NOT NULL,
    "cursor" TEXT
) STRICT;

-- Everything the runner did, in order; only ever added to.
CREATE TABLE IF NOT EXISTS "lectern_migration_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "step" TEXT,
    "detail" TEXT NOT NULL DEFAULT '{}' CHECK (json_valid("detail"))
) STRICT;
