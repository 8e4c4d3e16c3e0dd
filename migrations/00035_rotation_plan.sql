-- +goose Up

-- A year's plan of rotations.
CREATE TABLE rotation_plan (
    process   text PRIMARY KEY REFERENCES process,
    code      text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    root      text NOT NULL REFERENCES unit,
    body      text NOT NULL REFERENCES body, -- that decides
    policy    text NOT NULL REFERENCES policy_document,
    day       date NOT NULL, -- of the record that eligibility is read from
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL
);

-- Each assignment that was computed: the file that canbo verify rotation-plan proves.
CREATE TABLE rotation_plan_file (
    process  text NOT NULL REFERENCES process,
    seq      bigint NOT NULL,
    revision integer NOT NULL,
    sha256   text NOT NULL, -- of the instance; empty when nothing keeps what people fixed
    file     jsonb NOT NULL,
    made_at  timestamptz NOT NULL,
    PRIMARY KEY (process, seq)
);

-- What people put on record about a plan, one row for each need, person, answer or decision of an accepted act.
CREATE TABLE rotation_plan_record (
    process       text NOT NULL REFERENCES process,
    version       bigint NOT NULL,
    item          integer NOT NULL,
    act           text NOT NULL,
    official      text NOT NULL DEFAULT '',
    post          text NOT NULL DEFAULT '',
    what          text NOT NULL DEFAULT '', -- fix, forbid, free; a side and whether it agrees; the ground of a decision
    text          text NOT NULL DEFAULT '', -- why; the purpose of a decision
    document      text NOT NULL DEFAULT '',
    document_date date,
    author        text NOT NULL,
    filed_at      timestamptz NOT NULL,
    PRIMARY KEY (process, version, item)
);

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['rotation_plan', 'rotation_plan_file', 'rotation_plan_record'] LOOP
        EXECUTE format('CREATE TRIGGER %I_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t, t);
    END LOOP;
END $$;
-- +goose StatementEnd
