-- Who is told that others are late.

-- name: OrganisationMembers :many
-- Who appraises for the body that decides on somebody in a cycle, if that is somebody else.
SELECT DISTINCT ON (e.official) e.official, m.official AS reader
FROM enrolment e
JOIN body_member m ON m.body = e.body AND m.role = 'organisation' AND m.official <> e.official
    AND m.valid_from <= @day AND (m.valid_to IS NULL OR m.valid_to >= @day)
WHERE e.cycle = @cycle AND e.official = ANY(@officials::text[])
ORDER BY e.official, m.official;

-- name: NamesOf :many
SELECT code, name FROM official WHERE code = ANY(@codes::text[]);

-- name: InsertEscalation :exec
INSERT INTO escalation (process, seq, step, act, reader, late, officials, due, told_at)
VALUES (@process, @seq, @step, @act, @reader, @late, @officials::text[], sqlc.narg(due), @told_at);

-- name: Escalations :many
SELECT id, process, step, act, reader, late, officials, due, told_at FROM escalation
WHERE id > @after AND (@process::text = '' OR process = @process::text) ORDER BY id LIMIT @max_rows;
