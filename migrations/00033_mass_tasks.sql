-- +goose Up

-- Mass acts on tasks and on people in a step: reassign, reopen, remind.
ALTER TABLE mass_act ADD COLUMN stand_in text NOT NULL DEFAULT '';
ALTER TABLE mass_item
    ADD COLUMN task text NOT NULL DEFAULT '',       -- act of the task that is given to another
    ADD COLUMN people text[] NOT NULL DEFAULT '{}', -- who is meant, nobody in particular when it is empty
    ADD COLUMN final text;                          -- why nothing takes it back; NULL when something does
