-- The inbox of commands: what people and processes filed, and what came of it.

-- name: FileCommand :execrows
INSERT INTO command (key, process, kind, actor, role, on_behalf_of, body_sha256, args, payload, received_at, next_try_at)
VALUES (@key, @process, @kind, @actor, @role, @on_behalf_of, @body_sha256, @args, @payload, @received_at, @next_try_at)
ON CONFLICT (key) DO NOTHING;

-- name: CommandByKey :one
SELECT key, process, kind, actor, role, on_behalf_of, body_sha256, args, received_at, settled_at, version, fault_kind, fault_code, fault_text
FROM command WHERE key = @key;

-- name: CommandPayload :one
SELECT payload FROM command WHERE key = @key;

-- name: AcceptCommand :exec
UPDATE command SET settled_at = @settled_at, version = @version WHERE key = @key AND settled_at IS NULL;

-- name: RefuseCommand :exec
-- A process that asked for it is told of the refusal by a command of its own.
WITH refused AS (
    UPDATE command SET settled_at = @settled_at, fault_kind = @fault_kind, fault_code = @fault_code, fault_text = @fault_text
    WHERE command.key = @key AND command.settled_at IS NULL
    RETURNING command.key, process, kind, actor, role, args, payload, fault_code, settled_at)
INSERT INTO command (key, process, kind, actor, role, body_sha256, args, payload, received_at, next_try_at)
SELECT r.key || '/returned', r.actor, 'returned', r.process, 'system', '',
       jsonb_build_object('key', r.key, 'process', r.process, 'kind', r.kind, 'code', r.fault_code, 'args', r.args), '{}',
       r.settled_at, r.settled_at
FROM refused r WHERE r.role = 'system' AND r.payload ->> 'return' = 'true'
ON CONFLICT (key) DO NOTHING;

-- name: LeaseCommands :many
UPDATE command SET tries = tries + 1, next_try_at = sqlc.arg(at)::timestamptz + (interval '4 seconds' * (tries + 1))
WHERE key IN (
    SELECT c.key FROM command c JOIN process p ON p.id = c.process
    WHERE c.settled_at IS NULL AND c.next_try_at <= sqlc.arg(at)::timestamptz AND p.started_at IS NOT NULL
    ORDER BY c.next_try_at, c.received_at LIMIT sqlc.arg(max_rows) FOR UPDATE OF c SKIP LOCKED)
RETURNING key, process, kind, actor, role, on_behalf_of, args, received_at, tries;

-- name: PendingBefore :many
SELECT key, kind, actor, role, on_behalf_of, args, received_at FROM command
WHERE process = @process AND settled_at IS NULL AND received_at < @due ORDER BY received_at, key;

-- name: SaveDraft :execrows
-- Whoever names the draft they started from does not overwrite another.
INSERT INTO draft (owner, process, act, body, updated_at) VALUES (@owner, @process, @act, @body, @updated_at)
ON CONFLICT (owner, process, act) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
WHERE sqlc.narg(base)::timestamptz IS NULL OR draft.updated_at = sqlc.narg(base)::timestamptz;

-- name: Draft :one
SELECT body, updated_at FROM draft WHERE owner = @owner AND process = @process AND act = @act;

-- name: DropDraft :exec
DELETE FROM draft WHERE owner = @owner AND process = @process AND act = @act;
