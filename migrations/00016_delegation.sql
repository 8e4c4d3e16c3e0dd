-- +goose Up

-- Who does the work of somebody who is absent.
CREATE TABLE delegation (
    id            text PRIMARY KEY,
    person        text NOT NULL REFERENCES official,
    deputy        text NOT NULL REFERENCES official,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL, -- the first instant after it
    reason        text NOT NULL,
    basis         text NOT NULL,
    created_by    text NOT NULL,
    created_at    timestamptz NOT NULL,
    revoked_by    text,
    revoked_at    timestamptz,
    revoke_reason text,
    revoke_basis  text,
    CHECK (deputy <> person),
    CHECK (ends_at > starts_at),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX delegation_person ON delegation (person, ends_at);
CREATE INDEX delegation_ends ON delegation (ends_at);
CREATE INDEX command_delegation ON command (actor) WHERE actor LIKE 'delegation/%';
