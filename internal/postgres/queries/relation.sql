-- Who is related to whom.

-- name: AllRelations :many
SELECT official, relative, kind, valid_to FROM relation ORDER BY official, relative;

-- name: InsertRelation :exec
-- A relation told to a running process is one of the roster from then on; what the roster says already stands.
INSERT INTO relation (official, relative, kind) VALUES (@official, @relative, @kind) ON CONFLICT DO NOTHING;

-- name: InsertBarred :exec
INSERT INTO barred (process, official, relative) VALUES (@process, @official, @relative) ON CONFLICT DO NOTHING;

-- name: RelativesOf :many
-- Those on whom somebody may not act in a process.
SELECT (CASE WHEN pair.a = @official::text THEN pair.b ELSE pair.a END)::text AS relative
FROM (
    SELECT e.pair ->> 0 AS a, e.pair ->> 1 AS b
    FROM process p CROSS JOIN LATERAL jsonb_array_elements(coalesce((p.input || p.seats) -> 'related', '[]')) AS e (pair)
    WHERE p.id = @process
    UNION
    SELECT x.official, x.relative FROM barred x WHERE x.process = @process
) pair
WHERE @official::text IN (pair.a, pair.b) ORDER BY relative;

-- name: UpsertDuties :exec
INSERT INTO duty (process, act, subject, assignee, seq)
SELECT @process, @act, unnest(@subjects::text[]), unnest(@assignees::text[]), @seq
ON CONFLICT (process, act, subject) DO UPDATE SET assignee = excluded.assignee, seq = excluded.seq
WHERE duty.seq < excluded.seq;

-- name: DutiesOf :many
SELECT act, subject, assignee FROM duty WHERE process = @process ORDER BY act, subject;

-- name: EndTask :exec
UPDATE task SET ended_at = @ended_at
WHERE process = @process AND step = @step AND act = @act AND assignee = @assignee AND done_at IS NULL AND ended_at IS NULL;
