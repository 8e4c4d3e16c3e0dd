-- +goose Up

-- A cycle that was cancelled stays on record with its reason; another one of the same year may follow under another code.
ALTER TABLE cycle
    ADD COLUMN cancelled_at  timestamptz,
    ADD COLUMN cancelled_by  text,
    ADD COLUMN cancel_reason text CHECK (cancel_reason <> ''),
    ADD COLUMN cancel_basis  text CHECK (cancel_basis <> ''),
    ADD CONSTRAINT cycle_cancelled_whole CHECK (num_nulls(cancelled_at, cancelled_by, cancel_reason, cancel_basis) IN (0, 4)),
    DROP CONSTRAINT cycle_root_year_key;
CREATE UNIQUE INDEX cycle_root_year_key ON cycle (root, year) WHERE cancelled_at IS NULL;

ALTER TABLE process ADD COLUMN cancelled_at timestamptz CHECK (cancelled_at IS NULL OR concluded_at IS NOT NULL);

-- A void ballot has lost its papers without a count. A ballot on paper never had papers here: it is born without a key.
ALTER TABLE ballot.ballot
    ADD COLUMN void     boolean NOT NULL DEFAULT false CHECK (NOT void OR key IS NULL),
    ADD COLUMN on_paper boolean NOT NULL DEFAULT false CHECK (NOT on_paper OR key IS NULL);

-- What each teller typed of a count on paper. Neither is shown the other's before both are here.
CREATE TABLE paper_count (
    process   text NOT NULL REFERENCES process,
    version   bigint NOT NULL,
    ballot_id text NOT NULL,
    attempt   integer NOT NULL CHECK (attempt >= 1), -- typed again after a difference
    teller    text NOT NULL,
    entry     jsonb NOT NULL,
    hash      text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    filed_at  timestamptz NOT NULL,
    PRIMARY KEY (process, version),
    UNIQUE (ballot_id, attempt, teller)
);
CREATE TRIGGER paper_count_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_count
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
