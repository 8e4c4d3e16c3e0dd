-- What mails say.

-- name: NoticeOf :one
SELECT c.code AS cycle, c.year, coalesce(u.name, b.name, '')::text AS subject_name
FROM process p JOIN cycle c ON c.code = p.cycle
LEFT JOIN unit u ON p.kind = 'UnitReview' AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
WHERE p.id = @process;

-- name: BodyName :one
SELECT name FROM body WHERE code = @body;

-- name: StepDue :one
SELECT due FROM step WHERE process = @process AND name = @step;

-- name: OpenTaskActs :many
SELECT act, assignee FROM task
WHERE process = @process AND step = @step AND done_at IS NULL AND ended_at IS NULL ORDER BY act, assignee;

-- name: GroundsOf :many
SELECT DISTINCT ON (official) official, grounds FROM appraisal
WHERE cycle = @cycle AND official = ANY(@officials::text[]) ORDER BY official, seq DESC;
