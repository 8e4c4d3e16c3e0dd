-- +goose Up

-- Secret ballots. A schema of its own, with no foreign key into the rest, so that it can be given to a role of its own.
-- Nothing here may join a voter to a paper: internal/ballot says what is protected and what is not.
CREATE SCHEMA ballot;

-- A ballot takes papers for as long as it has its key; the count destroys the key.
CREATE TABLE ballot.ballot (
    id       text PRIMARY KEY CHECK (id <> ''),
    subjects text[] NOT NULL CHECK (cardinality(subjects) > 0),
    choices  text[] NOT NULL CHECK (cardinality(choices) > 0),
    key      bytea CHECK (octet_length(key) = 32)
);

-- issued says that the voter drew their papers, and nothing about which.
CREATE TABLE ballot.roll (
    ballot_id text NOT NULL REFERENCES ballot.ballot,
    voter     text NOT NULL,
    issued    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (ballot_id, voter)
);

-- No voter, time or serial. No CHECK either: the server's log would show a refused row with its vote, so the store
-- checks papers before it writes them. Dead row versions tell which papers came together: vacuum them at once.
CREATE TABLE ballot.paper (
    token_hash bytea PRIMARY KEY,
    ballot_id  text NOT NULL REFERENCES ballot.ballot,
    subject    text NOT NULL,
    choice     text NOT NULL -- '' is a blank paper
) WITH (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);
CREATE INDEX paper_ballot ON ballot.paper (ballot_id);

-- The count: result has the people of the meeting, tally the papers on each subject.
CREATE TABLE ballot.result (
    ballot_id text PRIMARY KEY REFERENCES ballot.ballot,
    convened  integer NOT NULL,
    present   integer NOT NULL,
    issued    integer NOT NULL CHECK (issued BETWEEN 0 AND present AND present <= convened),
    hash      text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$')
);

-- +goose StatementBegin
CREATE FUNCTION ballot.total(votes integer[]) RETURNS bigint LANGUAGE sql IMMUTABLE
    AS $$ SELECT coalesce(sum(v), 0) FROM unnest(votes) AS v $$;
-- +goose StatementEnd

CREATE TABLE ballot.tally (
    ballot_id text NOT NULL REFERENCES ballot.result,
    subject   text NOT NULL,
    convened  integer NOT NULL,
    present   integer NOT NULL,
    issued    integer NOT NULL CHECK (issued BETWEEN 0 AND present AND present <= convened),
    collected integer NOT NULL CHECK (collected <= issued),
    valid     integer NOT NULL CHECK (valid >= 0),
    invalid   integer NOT NULL CHECK (invalid >= 0 AND valid + invalid = collected),
    votes     integer[] NOT NULL, -- of each box, in the order of choices
    PRIMARY KEY (ballot_id, subject),
    CONSTRAINT boxes_add_up CHECK (0 <= ALL (votes) AND ballot.total(votes) = valid)
);

-- +goose StatementBegin
CREATE FUNCTION ballot.refuse_change() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'ballot.% is insert-only', TG_TABLE_NAME; END $$;
-- +goose StatementEnd

CREATE TRIGGER result_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ballot.result
    FOR EACH STATEMENT EXECUTE FUNCTION ballot.refuse_change();
CREATE TRIGGER tally_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ballot.tally
    FOR EACH STATEMENT EXECUTE FUNCTION ballot.refuse_change();
