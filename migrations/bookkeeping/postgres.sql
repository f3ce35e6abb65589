-- What the runner keeps about itself. Made before the first step, never reverted.
-- One row per step that is applied or partly applied; a reverted step has no row.
CREATE SCHEMA IF NOT EXISTS lectern;

CREATE TABLE IF NOT EXISTS lectern.migration_history (
    step TEXT PRIMARY KEY,
    step_group TEXT NOT NULL CHECK (step_group IN ('plan', 'lectern')),
    up_sha256 TEXT NOT NULL,
    down_sha256 TEXT NOT NULL,
    verify_sha256 TEXT NOT NULL,
    started_at TIMESTAMPTZ(3) NOT NULL,
    ended_at TIMESTAMPTZ(3),
    duration_ms INTEGER NOT NULL DEFAULT 0,
    who TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('applied', 'partial')),
    retries INTEGER NOT NULL DEFAULT 0,
    rows_touched BIGINT NOT NULL DEFAULT 0,
    lectern_version TEXT NOT NULL,
    cursor TEXT
);

-- Everything the runner did, in order; only ever added to.
CREATE TABLE IF NOT EXISTS lectern.migration_event (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMPTZ(3) NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    step TEXT,
    detail JSONB NOT NULL DEFAULT '{}'
);
