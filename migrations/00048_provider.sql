-- +goose Up

-- Signing in at the organisation's OpenID Connect provider. The nonce and the verifier of an attempt are derived from its
-- state with the key of the sessions, so that nothing here lets anybody finish one.
CREATE TABLE provider_attempt (
    state_hash   bytea PRIMARY KEY CHECK (octet_length(state_hash) = 32),
    browser_hash bytea NOT NULL CHECK (octet_length(browser_hash) = 32),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
    used_at      timestamptz
);

-- What people see of their own sessions. Another sign-in in the same browser ends the one before.
ALTER TABLE session
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    ADD COLUMN seen_at timestamptz,
    ADD COLUMN device text NOT NULL DEFAULT '',
    ADD COLUMN browser_hash bytea CHECK (octet_length(browser_hash) = 32);
UPDATE session SET seen_at = created_at;
ALTER TABLE session ALTER COLUMN seen_at SET NOT NULL;
CREATE INDEX session_browser ON session (browser_hash) WHERE ended_at IS NULL;
