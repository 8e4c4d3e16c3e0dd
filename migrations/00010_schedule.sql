-- +goose Up

-- A cycle evaluates a year (quarter 0) or one quarter of it.
ALTER TABLE cycle ADD COLUMN quarter integer NOT NULL DEFAULT 0 CHECK (quarter BETWEEN 0 AND 4);
DROP INDEX cycle_root_year_key;
CREATE UNIQUE INDEX cycle_root_period_key ON cycle (root, year, quarter) WHERE cancelled_at IS NULL;

-- What came of the launches of the schedules: one row for each period, which a later try overwrites until it has
-- succeeded.
CREATE TABLE launch (
    schedule     text NOT NULL,
    code         text NOT NULL, -- of what was to be started, such as the cycle caoloc-2026
    scheduled_at timestamptz NOT NULL, -- the fire time
    outcome      text NOT NULL CHECK (outcome IN ('opened', 'already_open', 'failed')),
    fault_code   text NOT NULL DEFAULT '',
    fault_text   text NOT NULL DEFAULT '',
    launched_at  timestamptz NOT NULL,
    PRIMARY KEY (schedule, code),
    CHECK ((outcome = 'failed') = (fault_code <> ''))
);
