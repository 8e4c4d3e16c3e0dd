-- +goose Up

-- People are found with or without the accents of their names.
CREATE EXTENSION IF NOT EXISTS unaccent;
