-- +goose Up

-- Who may sign in and is signed in. Tokens and keys are known to their holders only: here are their hashes.

CREATE INDEX official_email_lower ON official (lower(email));

-- A one-time right to sign in, sent by mail.
CREATE TABLE sign_in (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    official   text NOT NULL REFERENCES official,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
    used_at    timestamptz
);
CREATE INDEX sign_in_official ON sign_in (official, created_at);

CREATE TABLE session (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    official   text NOT NULL REFERENCES official,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
    ended_at   timestamptz
);
CREATE INDEX session_official ON session (official, created_at);

-- Keys of programs. A revoked key keeps its name, so that the record of what it did stays unambiguous.
CREATE TABLE api_key (
    name       text PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    role       text NOT NULL CHECK (role IN ('administrator', 'inspector')),
    key_hash   bytea NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- Who may read comments depends on whose there are.
CREATE INDEX comment_official ON comment (cycle, official, author);
