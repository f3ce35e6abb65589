-- Certificate templates, and every version of every certificate.
-- "Certificate" holds the newest version per learner and course. No foreign keys: a certificate goes
-- on verifying when its course is gone.
CREATE SCHEMA IF NOT EXISTS lectern;

CREATE TABLE lectern.certificate_template (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    design JSONB NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT certificate_template_pkey PRIMARY KEY (id),
    CONSTRAINT certificate_template_version_check CHECK (version >= 1)
);

CREATE UNIQUE INDEX certificate_template_name_version_key ON lectern.certificate_template (name, version);

CREATE TABLE lectern.certificate_detail (
    id TEXT NOT NULL,
    certificate_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    code TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    issued_at TIMESTAMPTZ(3) NOT NULL,
    expires_at TIMESTAMPTZ(3),
    template_id TEXT NOT NULL,
    template_version INTEGER NOT NULL,
    snapshot JSONB NOT NULL,
    pdf_sha256 TEXT,
    file TEXT,
    key_id TEXT,
    issued_by TEXT NOT NULL,

    CONSTRAINT certificate_detail_pkey PRIMARY KEY (id),
    CONSTRAINT certificate_detail_version_check CHECK (version >= 1),
    CONSTRAINT certificate_detail_status_check CHECK (status IN ('pending', 'issued', 'superseded', 'revoked'))
);

CREATE UNIQUE INDEX certificate_detail_code_key ON lectern.certificate_detail (code);
CREATE INDEX certificate_detail_certificate_id_idx ON lectern.certificate_detail (certificate_id);
CREATE INDEX certificate_detail_course_id_user_id_idx ON lectern.certificate_detail (course_id, user_id);
CREATE INDEX certificate_detail_user_id_idx ON lectern.certificate_detail (user_id);
