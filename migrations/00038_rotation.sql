-- +goose Up

-- Where somebody is local: the commune or town they were born or raised in.
ALTER TABLE official ADD COLUMN home text REFERENCES unit;

-- Rotations: those that the process of a rotation carries out, and those that were taken over from their papers.
CREATE TABLE rotation (
    code               text PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    official           text NOT NULL REFERENCES official,
    from_post          text NOT NULL REFERENCES post,
    to_post            text NOT NULL REFERENCES post CHECK (to_post <> from_post),
    body               text NOT NULL REFERENCES body, -- that decided
    decision           text NOT NULL CHECK (decision <> ''), -- its number
    decided            date NOT NULL,
    balloted           date CHECK (balloted <= decided),
    months             integer NOT NULL CHECK (months BETWEEN 1 AND 240),
    ground             text NOT NULL CHECK (ground IN ('planned', 'two_terms', 'non_local', 'other')),
    planned_for        text NOT NULL DEFAULT '',
    purpose            text NOT NULL CHECK (purpose <> ''),
    policy             text REFERENCES policy_document, -- none for one that was taken over
    process            text REFERENCES process,
    started            date CHECK (started >= decided), -- the day of the handover
    ends               date CHECK (ends > started), -- the day after its last
    grade_before       text NOT NULL DEFAULT '',
    grade_after        text NOT NULL DEFAULT '',
    intended           text CHECK (intended IN ('return', 'stay', 'higher')), -- the placement that is planned
    placement          text CHECK (placement IN ('return', 'stay', 'higher')),
    placed_post        text REFERENCES post,
    placed             date CHECK (placed > started),
    placement_document text,
    revoked_at         timestamptz, -- the decision was revoked before the handover
    CHECK ((placement IS NULL) = (placed IS NULL) AND (placement IS NULL) = (placed_post IS NULL))
);
CREATE INDEX rotation_decided ON rotation (decided, code);
-- Nobody is on two rotations, and a post is promised to one person.
CREATE UNIQUE INDEX rotation_one_of_a_person ON rotation (official) WHERE placed IS NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX rotation_post_promised_once ON rotation (to_post) WHERE started IS NULL AND revoked_at IS NULL;

-- What people put on record about a rotation, one row for each accepted act.
CREATE TABLE rotation_record (
    process   text NOT NULL REFERENCES process,
    version   bigint NOT NULL,
    rotation  text NOT NULL REFERENCES rotation,
    act       text NOT NULL,
    author    text NOT NULL,
    day       date, -- of the announcement, the handover, the placement or the early end
    grade     text, -- of an assessment
    items     text[] NOT NULL DEFAULT '{}', -- entitlements confirmed
    placement text, -- planned or made
    post      text,
    months    integer, -- of an extension
    text      text NOT NULL DEFAULT '',
    document  text NOT NULL DEFAULT '',
    filed_at  timestamptz NOT NULL,
    PRIMARY KEY (process, version)
);
CREATE INDEX rotation_record_rotation ON rotation_record (rotation, version);
CREATE TRIGGER rotation_record_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rotation_record
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
