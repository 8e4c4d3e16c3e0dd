-- +goose Up

-- Who signs the approval of a planning list, and a document of a superior body, and in which office. None where nobody is named
-- and the body has no chair on record on that day.
ALTER TABLE plan_approval ADD COLUMN signer text NOT NULL DEFAULT '', ADD COLUMN signer_title text NOT NULL DEFAULT '';
ALTER TABLE external_result ADD COLUMN signer text NOT NULL DEFAULT '', ADD COLUMN signer_title text NOT NULL DEFAULT '';
