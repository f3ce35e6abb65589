-- Names and e-mail addresses for the user ids of the LMS.
-- Names for the LMS's user ids; the LMS itself has no user table.
CREATE SCHEMA IF NOT EXISTS lectern;

CREATE TABLE lectern.person (
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    source TEXT NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT person_pkey PRIMARY KEY (user_id)
);

CREATE INDEX person_name_idx ON lectern.person (name);
