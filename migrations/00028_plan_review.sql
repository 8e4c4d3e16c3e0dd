-- +goose Up

-- The yearly review of a planning list. A review whose process was cancelled makes room for another in the same year.
CREATE TABLE plan_review (
    process   text PRIMARY KEY REFERENCES process,
    list      text NOT NULL REFERENCES plan_list,
    round     text NOT NULL CHECK (round ~ '^[0-9]{4}(-[0-9]{1,2})?$'), -- the year, and which attempt after the first
    year      integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    policy    text NOT NULL REFERENCES policy_document,
    day       date, -- of the record that is screened; none for that of the day of each screening
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL,
    UNIQUE (list, round)
);
CREATE INDEX plan_review_year ON plan_review (year, list);

-- What a screening of a review's sheet said, in full. The process knows the codes of what blocks and of what is missed.
CREATE TABLE plan_screening (
    process   text NOT NULL REFERENCES process,
    seq       bigint NOT NULL,
    revision  integer NOT NULL,
    day       date NOT NULL,
    findings  jsonb NOT NULL,
    structure jsonb NOT NULL, -- of the draft
    made_at   timestamptz NOT NULL,
    PRIMARY KEY (process, seq)
);

CREATE TABLE plan_proposal (
    process  text NOT NULL REFERENCES process,
    id       text NOT NULL,
    version  bigint NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('added', 'removed')),
    official text NOT NULL REFERENCES official,
    position text NOT NULL,
    reason   text NOT NULL DEFAULT '', -- of a removal, a code
    text     text NOT NULL DEFAULT '', -- what it rests on
    author   text NOT NULL,
    filed_at timestamptz NOT NULL,
    PRIMARY KEY (process, id)
);

-- The decision on a draft. A draft that changed after it is decided on anew; the last one is that of the version.
CREATE TABLE plan_approval (
    process       text NOT NULL REFERENCES process,
    version       bigint NOT NULL,
    document      text NOT NULL CHECK (document <> ''), -- number of the decision
    document_date date NOT NULL,
    decided_by    text NOT NULL,
    reasons       jsonb NOT NULL, -- why a proposal was rejected or a target is missed
    author        text NOT NULL,
    recorded_at   timestamptz NOT NULL,
    PRIMARY KEY (process, version)
);

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['plan_review', 'plan_screening', 'plan_proposal', 'plan_approval'] LOOP
        EXECUTE format('CREATE TRIGGER %I_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t, t);
    END LOOP;
END $$;
-- +goose StatementEnd
