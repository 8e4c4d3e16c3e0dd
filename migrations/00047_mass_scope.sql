-- +goose Up

-- A mass act without a cycle is on processes that belong to none: planning reviews, rotation plans, rotations.
ALTER TABLE mass_act ALTER COLUMN cycle DROP NOT NULL;
