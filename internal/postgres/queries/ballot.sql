-- name: InsertBallot :execrows
INSERT INTO ballot.ballot (id, subjects, choices, key)
VALUES (@id, @subjects, @choices, @key)
ON CONFLICT (id) DO NOTHING;

-- name: InsertBallotRoll :exec
INSERT INTO ballot.roll (ballot_id, voter)
SELECT @ballot_id, unnest(@voters::text[]);

-- name: InsertBallotExclusions :exec
INSERT INTO ballot.exclusion (ballot_id, voter, subject)
SELECT @ballot_id, unnest(@voters::text[]), unnest(@subjects::text[])
ON CONFLICT DO NOTHING;

-- name: BallotExclusions :many
SELECT voter, subject FROM ballot.exclusion WHERE ballot_id = @ballot_id ORDER BY voter COLLATE "C", subject COLLATE "C";

-- name: ExcludeFromOpenBallots :exec
-- Keeps two people from voting on each other in a process's ballots that are not counted, unless they have their papers.
INSERT INTO ballot.exclusion (ballot_id, voter, subject)
SELECT b.id, pair.voter, pair.subject
FROM (VALUES (@official::text, @relative::text), (@relative::text, @official::text)) AS pair (voter, subject)
JOIN ballot.ballot b ON starts_with(b.id, @process::text || '/') AND pair.subject = ANY (b.subjects)
JOIN ballot.roll r ON r.ballot_id = b.id AND r.voter = pair.voter AND NOT r.issued
WHERE b.key IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: LockBallot :one
-- For the count: nobody casts or draws beside it.
SELECT subjects, choices, key
FROM ballot.ballot
WHERE id = @id
FOR UPDATE;

-- name: LockBallotForCast :one
-- Casts take the box one after the other; draws do not wait for them.
SELECT subjects, choices, key
FROM ballot.ballot
WHERE id = @id
FOR NO KEY UPDATE;

-- name: LockBallotForDraw :one
-- Draws go side by side and beside casts, but not beside a count.
SELECT subjects, key, on_paper
FROM ballot.ballot
WHERE id = @id
FOR KEY SHARE;

-- name: Ballot :one
SELECT subjects, choices
FROM ballot.ballot
WHERE id = @id;

-- name: BallotRoll :many
SELECT voter, issued
FROM ballot.roll
WHERE ballot_id = @ballot_id
ORDER BY voter COLLATE "C";

-- name: LockBallotVoter :one
SELECT issued
FROM ballot.roll
WHERE ballot_id = @ballot_id AND voter = @voter
FOR UPDATE;

-- name: MarkPapersIssued :exec
UPDATE ballot.roll
SET issued = true
WHERE ballot_id = @ballot_id AND voter = @voter;

-- name: PapersByToken :many
SELECT token_hash, choice
FROM ballot.paper
WHERE token_hash = ANY(@token_hashes::bytea[]);

-- name: CastPapers :exec
-- Takes the whole box out and puts it back with the new papers in random order, so that neither xmin nor the place of
-- a row tells which papers were cast together. gen_random_uuid draws from the server's strong random source.
WITH taken AS (
    DELETE FROM ballot.paper
    WHERE ballot_id = @ballot_id
    RETURNING token_hash, subject, choice
), box AS (
    SELECT token_hash, subject, choice FROM taken
    UNION ALL
    SELECT unnest(@token_hashes::bytea[]), unnest(@subjects::text[]), unnest(@choices::text[])
)
INSERT INTO ballot.paper (token_hash, ballot_id, subject, choice)
SELECT token_hash, @ballot_id, subject, choice
FROM box
ORDER BY gen_random_uuid();

-- name: TakePapers :many
DELETE FROM ballot.paper
WHERE ballot_id = @ballot_id
RETURNING subject, choice;

-- name: DestroyBallotKey :exec
UPDATE ballot.ballot
SET key = NULL
WHERE id = @id;

-- name: InsertBallotResult :exec
INSERT INTO ballot.result (ballot_id, convened, present, issued, hash)
VALUES (@ballot_id, @convened, @present, @issued, @hash);

-- name: InsertTallies :copyfrom
INSERT INTO ballot.tally (ballot_id, subject, convened, present, issued, collected, valid, invalid, votes)
VALUES (@ballot_id, @subject, @convened, @present, @issued, @collected, @valid, @invalid, @votes);

-- name: BallotResult :one
SELECT b.choices, b.on_paper, r.convened, r.present, r.issued, r.hash
FROM ballot.result r
JOIN ballot.ballot b ON b.id = r.ballot_id
WHERE r.ballot_id = @ballot_id;

-- name: BallotTallies :many
SELECT subject, convened, present, issued, collected, valid, invalid, votes
FROM ballot.tally
WHERE ballot_id = @ballot_id
ORDER BY subject COLLATE "C";

-- name: BallotProgress :one
-- Papers are in the box until the count and in the tallies after it, never in both.
SELECT
    EXISTS (SELECT 1 FROM ballot.result c WHERE c.ballot_id = b.id) AS counted,
    (SELECT count(*) FROM ballot.roll r WHERE r.ballot_id = b.id) AS roll,
    (SELECT count(*) FROM ballot.roll r WHERE r.ballot_id = b.id AND r.issued) AS drawn,
    ((SELECT count(*) FROM ballot.paper p WHERE p.ballot_id = b.id)
        + (SELECT coalesce(sum(t.collected), 0) FROM ballot.tally t WHERE t.ballot_id = b.id))::bigint AS collected,
    (SELECT count(*) FROM ballot.roll r CROSS JOIN unnest(b.subjects) AS s
        WHERE r.ballot_id = b.id AND r.voter <> s AND NOT EXISTS (SELECT 1 FROM ballot.exclusion x
            WHERE x.ballot_id = b.id AND x.voter = r.voter AND x.subject = s))::bigint AS expected
FROM ballot.ballot b
WHERE b.id = @id;
