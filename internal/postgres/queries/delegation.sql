-- Delegations for an absence.

-- name: DelegationClash :one
-- What speaks against a delegation: another one of the person in the time, or the deputy's own absence.
SELECT EXISTS (SELECT 1 FROM delegation d WHERE d.person = @person AND d.revoked_at IS NULL
                 AND d.starts_at < @ends_at AND d.ends_at > @starts_at) AS delegated,
       EXISTS (SELECT 1 FROM delegation d WHERE d.person = @deputy AND d.revoked_at IS NULL
                 AND d.starts_at < @ends_at AND d.ends_at > @starts_at) AS deputy_absent;

-- name: LockPerson :exec
-- Delegations of one person are made one after the other.
SELECT pg_advisory_xact_lock(hashtext('delegation/' || @person::text));

-- name: InsertDelegation :execrows
INSERT INTO delegation (id, person, deputy, starts_at, ends_at, reason, basis, created_by, created_at)
VALUES (@id, @person, @deputy, @starts_at, @ends_at, @reason, @basis, @created_by, @created_at)
ON CONFLICT (id) DO NOTHING;

-- name: RevokeDelegation :execrows
UPDATE delegation SET revoked_by = @revoked_by, revoked_at = @revoked_at, revoke_reason = @reason, revoke_basis = @basis
WHERE id = @id AND revoked_at IS NULL AND ends_at > sqlc.arg(revoked_at)::timestamptz;

-- name: DelegationByID :one
SELECT id, person, deputy, starts_at, ends_at, reason, basis, created_by, created_at, revoked_by, revoked_at, revoke_reason, revoke_basis
FROM delegation WHERE id = @id;

-- name: Delegations :many
-- Those of a person, also those in which they are the deputy; all for ''.
SELECT d.id, d.person, d.deputy, d.starts_at, d.ends_at, d.reason, d.basis, d.created_by, d.created_at, d.revoked_by, d.revoked_at, d.revoke_reason, d.revoke_basis,
       (SELECT count(*) FROM command c WHERE c.actor LIKE 'delegation/%' AND c.actor = 'delegation/' || d.id
          AND c.version IS NOT NULL AND c.args ->> 'to' = d.deputy) AS moved
FROM delegation d
WHERE (@official::text = '' OR d.person = @official::text OR d.deputy = @official::text) AND d.id > @after
ORDER BY d.id LIMIT @max_rows;

-- name: TasksThatStay :many
-- The open tasks that could not go to the deputy, and why.
SELECT t.process, t.step, t.act, coalesce(c.fault_code, '')::text AS code, coalesce(c.fault_text, '')::text AS why
FROM command c JOIN task t ON t.id = split_part(c.key, '/', 3)::bigint
WHERE c.actor LIKE 'delegation/%' AND c.actor = 'delegation/' || @id::text AND c.fault_kind IS NOT NULL AND c.key NOT LIKE '%/back/%'
  AND t.done_at IS NULL AND t.ended_at IS NULL
ORDER BY t.process, t.id;

-- name: HandOver :exec
-- Offers every open task of somebody who is absent to their deputy, once; the process says whether it may go.
INSERT INTO command (key, process, kind, actor, role, body_sha256, args, payload, received_at, next_try_at)
SELECT 'delegation/' || d.id || '/' || t.id, t.process, 'reassign', 'delegation/' || d.id, 'system', '',
       jsonb_build_object('step', t.step, 'act', t.act, 'from', t.assignee, 'to', d.deputy),
       jsonb_build_object('reason', d.reason, 'basis', d.basis), sqlc.arg(at)::timestamptz, sqlc.arg(at)::timestamptz
FROM delegation d JOIN task t ON t.assignee = d.person AND t.done_at IS NULL AND t.ended_at IS NULL
WHERE d.ends_at > sqlc.arg(at)::timestamptz AND d.starts_at <= sqlc.arg(at)::timestamptz AND d.revoked_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM command c WHERE c.key = 'delegation/' || d.id || '/' || t.id)
ORDER BY t.id LIMIT 500
ON CONFLICT (key) DO NOTHING;

-- name: HandBack :exec
-- Gives what is still to be done back to its holder when a delegation was revoked.
INSERT INTO command (key, process, kind, actor, role, body_sha256, args, payload, received_at, next_try_at)
SELECT 'delegation/' || d.id || '/back/' || t.id, t.process, 'reassign', 'delegation/' || d.id, 'system', '',
       jsonb_build_object('step', t.step, 'act', t.act, 'from', t.assignee, 'to', d.person),
       jsonb_build_object('reason', d.revoke_reason, 'basis', d.revoke_basis), sqlc.arg(at)::timestamptz, sqlc.arg(at)::timestamptz
FROM delegation d
JOIN task t ON t.assignee = d.deputy AND t.holder = d.person AND t.done_at IS NULL AND t.ended_at IS NULL
WHERE d.ends_at > sqlc.arg(at)::timestamptz AND d.revoked_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM command c WHERE c.key = 'delegation/' || d.id || '/' || t.id)
  AND NOT EXISTS (SELECT 1 FROM command c WHERE c.key = 'delegation/' || d.id || '/back/' || t.id)
ORDER BY t.id LIMIT 500
ON CONFLICT (key) DO NOTHING;
