-- What waits: the figures of /metrics.

-- name: UndeliveredCommands :many
SELECT role, count(*) AS number, min(received_at)::timestamptz AS oldest FROM command WHERE settled_at IS NULL GROUP BY role;

-- name: UnsentMail :many
SELECT state, count(*) AS number, min(created_at)::timestamptz AS oldest FROM mail_outbox WHERE state <> 'sent' GROUP BY state;

-- name: OpenProcesses :many
SELECT kind, count(*) AS number, count(*) FILTER (WHERE started_at IS NULL) AS unstarted FROM process
WHERE released_at IS NOT NULL AND concluded_at IS NULL GROUP BY kind;

-- name: OpenWork :one
SELECT (SELECT count(*) FROM task WHERE done_at IS NULL AND ended_at IS NULL) AS tasks,
       (SELECT count(*) FROM step s JOIN task t ON t.process = s.process AND t.step = s.name
        WHERE s.status = 'open' AND s.due < @at AND t.done_at IS NULL AND t.ended_at IS NULL) AS overdue,
       (SELECT count(*) FROM ballot.ballot WHERE key IS NOT NULL) AS ballots;
