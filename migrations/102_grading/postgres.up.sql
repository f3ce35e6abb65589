-- How scores came about: history, late rules, versions, points by question.
-- No foreign keys to the tables of the LMS: they would stand in the way of the web application's own
-- migrations. What belongs to a table that a rollback drops is removed by the runner.
CREATE SCHEMA IF NOT EXISTS lectern;

-- Kept when the submission goes.
CREATE TABLE lectern.grade_history (
    id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    at TIMESTAMPTZ(3) NOT NULL,
    who TEXT NOT NULL,
    from_score DOUBLE PRECISION,
    to_score DOUBLE PRECISION,
    from_feedback TEXT,
    to_feedback TEXT,
    raw DOUBLE PRECISION,
    deduction DOUBLE PRECISION,
    reason TEXT,
    action_id TEXT,

    CONSTRAINT grade_history_pkey PRIMARY KEY (id)
);

CREATE INDEX grade_history_submission_id_idx ON lectern.grade_history (submission_id, at);

-- rate: percent deducted per started interval; floor_percent: what is left at least.
CREATE TABLE lectern.late_policy (
    assignment_id TEXT NOT NULL,
    rate DOUBLE PRECISION NOT NULL,
    interval_seconds INTEGER NOT NULL,
    floor_percent DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT late_policy_pkey PRIMARY KEY (assignment_id),
    CONSTRAINT late_policy_rate_check CHECK (rate >= 0),
    CONSTRAINT late_policy_interval_seconds_check CHECK (interval_seconds > 0),
    CONSTRAINT late_policy_floor_percent_check CHECK (floor_percent BETWEEN 0 AND 100)
);

CREATE TABLE lectern.submission_version (
    id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    seen_at TIMESTAMPTZ(3) NOT NULL,
    submitted_at TIMESTAMPTZ(3) NOT NULL,
    content TEXT,
    file_urls TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT submission_version_pkey PRIMARY KEY (id)
);

CREATE INDEX submission_version_submission_id_idx ON lectern.submission_version (submission_id, seen_at);

CREATE TABLE lectern.question_score (
    id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    points DOUBLE PRECISION NOT NULL,
    max_points DOUBLE PRECISION NOT NULL,
    state TEXT NOT NULL,

    CONSTRAINT question_score_pkey PRIMARY KEY (id),
    CONSTRAINT question_score_state_check CHECK (state IN ('auto', 'manual', 'waiting'))
);

CREATE UNIQUE INDEX question_score_attempt_id_question_id_key ON lectern.question_score (attempt_id, question_id);
CREATE INDEX question_score_question_id_idx ON lectern.question_score (question_id);
