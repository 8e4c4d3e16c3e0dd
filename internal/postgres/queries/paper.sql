-- Ballots on paper: what two tellers typed.

-- name: InsertPaperBallot :execrows
-- Nobody draws or casts: there is no key.
INSERT INTO ballot.ballot (id, subjects, choices, on_paper)
VALUES (@id, @subjects, @choices, true)
ON CONFLICT (id) DO NOTHING;

-- name: InsertPaperCount :exec
-- Entries come in pairs, so the number of earlier ones tells which attempt it is.
INSERT INTO paper_count (process, version, ballot_id, attempt, teller, entry, hash, filed_at)
SELECT @process, @version, @ballot_id::text,
       1 + (SELECT count(*) FROM paper_count c WHERE c.ballot_id = @ballot_id::text) / 2,
       @teller, @entry, @hash, @filed_at
ON CONFLICT DO NOTHING;

-- name: PaperCounts :many
SELECT attempt, teller, entry, hash FROM paper_count WHERE ballot_id = @ballot_id ORDER BY attempt, version;
