-- +goose Up

-- What is on record for one quarter of a year stands beside the record of the whole year, whose quarter is 0.
ALTER TABLE fact
    ADD COLUMN quarter integer NOT NULL DEFAULT 0 CHECK (quarter BETWEEN 0 AND 4),
    DROP CONSTRAINT fact_pkey,
    ADD PRIMARY KEY (official, year, quarter),
    ADD CONSTRAINT fact_quarter_months CHECK (quarter = 0 OR months_worked + absence_months <= 3 AND sick_months <= 3);

ALTER TABLE unit_result
    ADD COLUMN quarter integer NOT NULL DEFAULT 0 CHECK (quarter BETWEEN 0 AND 4),
    DROP CONSTRAINT unit_result_pkey,
    ADD PRIMARY KEY (unit, year, quarter);
