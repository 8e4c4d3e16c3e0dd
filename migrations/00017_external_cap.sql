-- +goose Up

-- The document in which the result of a step carried out elsewhere stands. Its proposals or decisions carry the same
-- process and version.
CREATE TABLE external_result (
    process       text NOT NULL REFERENCES process,
    version       bigint NOT NULL,
    step          text NOT NULL,
    document      text NOT NULL CHECK (document <> ''), -- its number
    document_date date NOT NULL,
    decided_by    text NOT NULL CHECK (decided_by <> ''),
    PRIMARY KEY (process, version)
);

-- A body's reasoned decision to use the extended cap on Excellent.
CREATE TABLE cap_extension (
    process    text NOT NULL REFERENCES process,
    version    bigint NOT NULL,
    cycle      text NOT NULL REFERENCES cycle,
    body       text NOT NULL REFERENCES body,
    reason     text NOT NULL CHECK (reason <> ''),
    author     text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (process, version)
);
CREATE INDEX cap_extension_body ON cap_extension (cycle, body);

CREATE TRIGGER external_result_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON external_result
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cap_extension_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cap_extension
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
