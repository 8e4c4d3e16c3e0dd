-- +goose Up

-- Who acts on whom, and who may not.

-- Who on the roll gets no paper on whom, besides on themselves. Like the roll it says who may vote, never how.
CREATE TABLE ballot.exclusion (
    ballot_id text NOT NULL REFERENCES ballot.ballot,
    voter     text NOT NULL,
    subject   text NOT NULL CHECK (subject <> voter),
    PRIMARY KEY (ballot_id, voter, subject)
);

-- To whom an act on each subject falls: a projection of the process.
CREATE TABLE duty (
    process  text NOT NULL REFERENCES process,
    act      text NOT NULL,
    subject  text NOT NULL,
    assignee text NOT NULL, -- '' when there is nobody
    seq      bigint NOT NULL,
    PRIMARY KEY (process, act, subject)
);

-- Relatives that a process has been told of while it ran; those of its beginning stand in its input.
CREATE TABLE barred (
    process  text NOT NULL REFERENCES process,
    official text NOT NULL,
    relative text NOT NULL CHECK (official COLLATE "C" < relative COLLATE "C"),
    PRIMARY KEY (process, official, relative)
);
