-- +goose Up

-- Who acted for whom, why, and what was taken back.

ALTER TABLE command ADD COLUMN on_behalf_of text NOT NULL DEFAULT ''; -- the official for whom an administrator files

ALTER TABLE act
    ADD COLUMN on_behalf_of text NOT NULL DEFAULT '', -- in whose place the actor did it
    ADD COLUMN reason       text NOT NULL DEFAULT '',
    ADD COLUMN basis        text NOT NULL DEFAULT '', -- the document or decision that allows it
    ADD COLUMN document     text NOT NULL DEFAULT ''; -- the signed paper that was entered

-- Whose task it is by the procedure, when somebody else has been asked to do it.
ALTER TABLE task ADD COLUMN holder text NOT NULL DEFAULT '';

-- Filings that their authors took back. The filing itself stays where it is.
CREATE TABLE withdrawal (
    process      text NOT NULL REFERENCES process,
    version      bigint NOT NULL, -- of the act that was taken back
    withdrawn_by bigint NOT NULL, -- version of the act that took it back
    withdrawn_at timestamptz NOT NULL,
    PRIMARY KEY (process, version)
);
CREATE TRIGGER withdrawal_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What counts of what was filed.
CREATE VIEW standing_self_review AS
SELECT s.process, s.version, s.cycle, s.official, s.grade, s.content, s.filed_at FROM self_review s
WHERE NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.process = s.process AND w.version = s.version);

CREATE VIEW standing_proposal AS
SELECT p.process, p.version, p.cycle, p.official, p.grade, p.reason, p.author, p.filed_at FROM proposal p
WHERE NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.process = p.process AND w.version = p.version);
