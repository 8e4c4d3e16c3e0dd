-- +goose Up

-- What administrators do that is no command of a process: imports of the roster, acts on schedules. The kind is that of
-- the operation, about what it was done to.
CREATE TABLE office_act (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind   text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
    about  text NOT NULL,
    actor  text NOT NULL,
    role   text NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    basis  text NOT NULL CHECK (basis <> ''),
    detail jsonb NOT NULL DEFAULT '{}', -- codes, days and counts
    at     timestamptz NOT NULL
);
CREATE INDEX office_act_at ON office_act (at);
CREATE TRIGGER office_act_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON office_act
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Files of a roster that somebody has handed in and looks at before they are applied. They are kept for a day; of those
-- that were applied the digest stays, the content goes.
CREATE TABLE roster_import (
    id          text PRIMARY KEY,
    actor       text NOT NULL,
    files       jsonb,         -- name and content (base64) of each file; NULL once applied
    sha256      text NOT NULL, -- of the files
    names       text[] NOT NULL,
    fingerprint text NOT NULL, -- of the roster that the differences were made against
    made_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    applied_at  timestamptz,
    changes     integer, -- rows added or changed
    CHECK ((applied_at IS NULL) = (changes IS NULL)),
    CHECK ((applied_at IS NULL) = (files IS NOT NULL))
);

CREATE TABLE roster_difference (
    import   text NOT NULL REFERENCES roster_import ON DELETE CASCADE,
    position integer NOT NULL,
    file     text NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('new', 'changed', 'gone')),
    key      text NOT NULL,
    cells    jsonb NOT NULL,
    PRIMARY KEY (import, position)
);
