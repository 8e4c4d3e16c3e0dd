-- +goose Up

-- An official may petition again when the result was corrected, so a petition is known by its process.
ALTER TABLE petition ADD COLUMN process text NOT NULL DEFAULT '';
UPDATE petition SET process = 'petition/' || cycle || '/' || official;
ALTER TABLE petition
    ALTER COLUMN process DROP DEFAULT,
    DROP CONSTRAINT petition_pkey,
    ADD PRIMARY KEY (process);
CREATE INDEX petition_official ON petition (cycle, official, filed_at DESC);

-- A result corrected after the cycle was closed is counted anew. The earlier count stays; the one that saw the most
-- decisions is the newest.
ALTER TABLE figure
    ADD COLUMN decisions bigint NOT NULL DEFAULT 0,
    DROP CONSTRAINT figure_pkey,
    ADD PRIMARY KEY (cycle, id, decisions);
