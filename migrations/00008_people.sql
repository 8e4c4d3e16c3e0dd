-- +goose Up

-- A violation counts once, however many decisions there are on it and in whatever years.
ALTER TABLE discipline
    ADD COLUMN violation  text CHECK (violation ~ '^[a-z0-9][a-z0-9-]{0,62}$'), -- ties the decisions on one violation together
    ADD COLUMN counted_in integer CHECK (counted_in BETWEEN 1990 AND 2100);     -- year that it brought to NotCompleted before it was decided on
