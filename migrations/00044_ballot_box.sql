-- +goose Up

-- The box of an open ballot is one row: its papers lie in the order of their hashes, which is random and says nothing of
-- who cast them or when, and each cast writes them all anew, so that all carry one xmin. No CHECK: the server's log would
-- show a refused row with its votes. Dead row versions tell which papers came together: vacuum them at once.
CREATE TABLE ballot.box (
    ballot_id    text PRIMARY KEY REFERENCES ballot.ballot,
    token_hashes bytea[] NOT NULL,
    subjects     text[] NOT NULL,
    choices      text[] NOT NULL -- '' is a blank paper
) WITH (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
    toast.autovacuum_vacuum_threshold = 1, toast.autovacuum_vacuum_scale_factor = 0);

INSERT INTO ballot.box (ballot_id, token_hashes, subjects, choices)
SELECT ballot_id, array_agg(token_hash ORDER BY token_hash), array_agg(subject ORDER BY token_hash),
    array_agg(choice ORDER BY token_hash)
FROM ballot.paper
GROUP BY ballot_id;

DROP TABLE ballot.paper;
