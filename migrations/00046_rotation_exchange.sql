-- +goose Up

-- Both sides have recorded the handover for this day, and it waits for the others with whom the official changes places.
ALTER TABLE rotation ADD COLUMN ready date CHECK (ready >= decided);
