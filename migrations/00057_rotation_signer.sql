-- +goose Up

-- Who signs a decision to rotate, and in which office. None where the record does not say, as for those taken over.
ALTER TABLE rotation ADD COLUMN signer text, ADD COLUMN signer_title text;
ALTER TABLE rotation_plan_record ADD COLUMN signer text NOT NULL DEFAULT '', ADD COLUMN signer_title text NOT NULL DEFAULT '';
