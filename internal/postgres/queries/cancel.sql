-- Cancelling a cycle and all that belongs to it.

-- name: CancelCycle :exec
UPDATE cycle SET cancelled_at = @cancelled_at, cancelled_by = @cancelled_by, cancel_reason = @reason, cancel_basis = @basis
WHERE code = @cycle AND cancelled_at IS NULL;

-- name: CycleCancellation :one
SELECT cancelled_at, cancel_reason, cancel_basis FROM cycle WHERE code = @cycle;

-- name: ProcessCancellation :one
SELECT reason, basis, received_at FROM act WHERE process = @process AND kind = 'cancel';

-- name: CycleCancelled :one
-- Waits for a cancellation that is under way, so that nothing is launched beside it.
SELECT (cancelled_at IS NOT NULL)::boolean FROM cycle WHERE code = @cycle FOR SHARE;

-- name: CancelUnreleased :exec
UPDATE process SET concluded_at = @at, cancelled_at = @at
WHERE cycle = @cycle AND released_at IS NULL AND concluded_at IS NULL;

-- name: RecallReleased :exec
INSERT INTO command (key, process, kind, actor, role, body_sha256, args, payload, received_at, next_try_at)
SELECT @process::text || '#' || @seq::bigint || '/' || p.id, p.id, @kind, @process::text, 'system', '', '{}', '{}',
       @at::timestamptz, @at::timestamptz
FROM process p
WHERE p.cycle = @cycle AND p.id <> @process::text AND p.released_at IS NOT NULL AND p.concluded_at IS NULL
ON CONFLICT (key) DO NOTHING;

-- name: CancelProcess :exec
UPDATE process SET concluded_at = @at, cancelled_at = @at WHERE id = @id AND concluded_at IS NULL;

-- name: OpenAssignees :many
SELECT DISTINCT assignee FROM task WHERE process = @process AND done_at IS NULL AND ended_at IS NULL ORDER BY assignee;

-- name: EndProcessTasks :exec
UPDATE task SET ended_at = @ended_at WHERE process = @process AND done_at IS NULL AND ended_at IS NULL;

-- name: LockOpenBallots :many
-- A ballot that was counted or is void has no key any more.
SELECT id FROM ballot.ballot WHERE starts_with(id, @process::text || '/') AND key IS NOT NULL ORDER BY id FOR UPDATE;

-- name: VoidBallot :exec
UPDATE ballot.ballot SET key = NULL, void = true WHERE id = @id;
