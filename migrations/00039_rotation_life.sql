-- +goose Up

-- What a decision to rotate rests on, besides its number: null for rotations that were taken over from their papers.
ALTER TABLE rotation
    ADD COLUMN findings  jsonb,       -- what the rules said when it was decided
    ADD COLUMN exception text,        -- why it was decided though a rule excludes it
    ADD COLUMN opened_by text,
    ADD COLUMN opened_at timestamptz;

-- Looks whether each rotation that goes on has its process running.
CREATE TABLE rotation_reconciliation (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    looked_at timestamptz NOT NULL,
    looked_by text NOT NULL, -- an administrator, or the job of the day
    rotations integer NOT NULL, -- that go on
    gaps      jsonb NOT NULL -- those without, and why
);
CREATE INDEX rotation_reconciliation_at ON rotation_reconciliation (looked_at DESC);
