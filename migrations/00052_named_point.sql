-- Points that an official has to answer in the self-review (gợi ý kiểm điểm), numbered by the order in which they were
-- named. The answers stand in the self-review.

-- +goose Up
CREATE TABLE named_point (
    process  text NOT NULL REFERENCES process,
    version  bigint NOT NULL,
    position integer NOT NULL CHECK (position > 0), -- among those named at once
    cycle    text NOT NULL REFERENCES cycle,
    official text NOT NULL,
    text     text NOT NULL CHECK (text <> ''),
    author   text NOT NULL,
    named_at timestamptz NOT NULL,
    PRIMARY KEY (process, version, position)
);

CREATE INDEX named_point_official ON named_point (cycle, official);

CREATE TRIGGER named_point_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON named_point
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
