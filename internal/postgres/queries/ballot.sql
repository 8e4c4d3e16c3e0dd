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

-- name: Box :one
SELECT token_hashes, subjects, choices
FROM ballot.box
WHERE ballot_id = @ballot_id;

-- name: FillBox :exec
INSERT INTO ballot.box (ballot_id, token_hashes, subjects, choices)
VALUES (@ballot_id, @token_hashes, @subjects, @choices)
ON CONFLICT (ballot_id) DO UPDATE
SET token_hashes = excluded.token_hashes, subjects = excluded.subjects, choices = excluded.choices;

-- name: EmptyBox :exec
DELETE FROM ballot.box
WHERE ballot_id = @ballot_id;

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
    (coalesce((SELECT cardinality(x.token_hashes) FROM ballot.box x WHERE x.ballot_id = b.id), 0)
        + (SELECT coalesce(sum(t.collected), 0) FROM ballot.tally t WHERE t.ballot_id = b.id))::bigint AS collected,
    (SELECT count(*) FROM ballot.roll r CROSS JOIN unnest(b.subjects) AS s
        WHERE r.ballot_id = b.id AND r.voter <> s AND NOT EXISTS (SELECT 1 FROM ballot.exclusion x
            WHERE x.ballot_id = b.id AND x.voter = r.voter AND x.subject = s))::bigint AS expected
FROM ballot.ballot b
WHERE b.id = @id;
