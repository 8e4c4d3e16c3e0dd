-- +goose Up

-- People come, go and move while a cycle runs.

-- Who has which part in a process now, where it is not as it was started: members of its state, as JSON.
ALTER TABLE process ADD COLUMN seats jsonb NOT NULL DEFAULT '{}';

-- Each change of the enrolment, one row for each official; act has who asked for it, when, with what reason and basis.
CREATE TABLE enrolment_change (
    process     text NOT NULL, -- the cycle's
    version     bigint NOT NULL,
    cycle       text NOT NULL REFERENCES cycle,
    official    text NOT NULL REFERENCES official,
    kind        text NOT NULL CHECK (kind IN ('move', 'leave', 'join', 'merge')),
    unit        text NOT NULL REFERENCES unit, -- where the official is from now on, or was when leaving
    post        text NOT NULL REFERENCES post,
    title_group text NOT NULL,
    is_head     boolean NOT NULL,
    body        text NOT NULL REFERENCES body,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (cycle, official, version),
    FOREIGN KEY (process, version) REFERENCES act
);
CREATE INDEX enrolment_change_act ON enrolment_change (process, version);

-- Changes that came to nothing, with the command that a process refused; or nothing of it was to be recorded.
CREATE TABLE enrolment_change_outcome (
    process  text NOT NULL,
    version  bigint NOT NULL,
    refused  text REFERENCES command, -- NULL: the change applies
    ended_at timestamptz NOT NULL,
    PRIMARY KEY (process, version),
    FOREIGN KEY (process, version) REFERENCES act
);

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['enrolment_change', 'enrolment_change_outcome'] LOOP
        EXECUTE format('CREATE TRIGGER %I_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t, t);
    END LOOP;
END $$;
-- +goose StatementEnd

-- The enrolment as it is now: the snapshot with its changes. Who left counts no more, unless decided on before.
CREATE VIEW enrolled AS
SELECT e.cycle, e.official, e.unit, e.post, e.title_group, e.is_head, e.body FROM enrolment e
WHERE NOT EXISTS (SELECT 1 FROM enrolment_change c WHERE c.cycle = e.cycle AND c.official = e.official)
UNION ALL
SELECT c.cycle, c.official, c.unit, c.post, c.title_group, c.is_head, c.body FROM enrolment_change c
WHERE NOT EXISTS (SELECT 1 FROM enrolment_change later
                  WHERE later.cycle = c.cycle AND later.official = c.official AND later.version > c.version)
  AND (c.kind <> 'leave' OR EXISTS (SELECT 1 FROM result r WHERE r.cycle = c.cycle AND r.official = c.official));
