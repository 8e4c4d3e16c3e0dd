-- +goose Up

-- Planning lists. A list has versions; a version, its entries and its differences from the one before are never changed.

CREATE TABLE plan_list (
    code        text PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text NOT NULL,
    name_en     text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('executive_committee', 'standing_committee', 'key_posts')),
    unit        text NOT NULL REFERENCES unit,
    body        text REFERENCES body, -- the committee whose seats are planned
    term_from   integer NOT NULL CHECK (term_from BETWEEN 1990 AND 2100),
    term_to     integer NOT NULL CHECK (term_to > term_from),
    seats       integer NOT NULL CHECK (seats > 0),
    approved_by text NOT NULL REFERENCES body,
    CHECK ((kind = 'key_posts') = (body IS NULL))
);

CREATE TABLE plan_version (
    list         text NOT NULL REFERENCES plan_list,
    number       integer NOT NULL CHECK (number > 0),
    process      text REFERENCES process, -- the review that published it; none for one that was imported
    decision     text NOT NULL DEFAULT '', -- number and date of the approval
    published_at timestamptz NOT NULL,
    PRIMARY KEY (list, number)
);

CREATE TABLE plan_entry (
    list     text NOT NULL,
    version  integer NOT NULL,
    official text NOT NULL REFERENCES official,
    position text NOT NULL, -- the committee, or a post
    rank     integer NOT NULL CHECK (rank > 0),
    tier     integer NOT NULL CHECK (tier IN (1, 2)),
    source   text NOT NULL CHECK (source IN ('internal', 'external')),
    since    integer NOT NULL, -- the version that brought the person in
    decision text NOT NULL,
    decided  date NOT NULL,
    PRIMARY KEY (list, version, official, position),
    FOREIGN KEY (list, version) REFERENCES plan_version
);
CREATE INDEX plan_entry_official ON plan_entry (official, list, version);

-- Why an entry came or went.
CREATE TABLE plan_change (
    list     text NOT NULL,
    version  integer NOT NULL, -- the one that has the change
    official text NOT NULL,
    position text NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('added', 'removed', 'moved')),
    reason   text NOT NULL DEFAULT '', -- a code for a removal
    note     text NOT NULL DEFAULT '',
    PRIMARY KEY (list, version, official, position),
    FOREIGN KEY (list, version) REFERENCES plan_version
);
CREATE INDEX plan_change_official ON plan_change (official);

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['plan_version', 'plan_entry', 'plan_change'] LOOP
        EXECUTE format('CREATE TRIGGER %I_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t, t);
    END LOOP;
END $$;
-- +goose StatementEnd
