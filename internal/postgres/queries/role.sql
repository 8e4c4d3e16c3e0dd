-- name: LockRoles :exec
-- One at a time, so that no two withdrawals together take the last administrator away.
SELECT pg_advisory_xact_lock(hashtext('role'));

-- name: HoldersOf :many
SELECT official FROM standing_role WHERE role = @role ORDER BY official;

-- name: InsertRoleAct :exec
INSERT INTO role_act (official, role, granted, actor, reason, basis, at)
VALUES (@official, @role, @granted, @actor, @reason, @basis, @at);

-- name: StandingRoles :many
SELECT r.official, o.name, r.role, r.actor, coalesce(by.name, '')::text AS actor_name, r.reason, r.basis, r.at
FROM standing_role r JOIN official o ON o.code = r.official LEFT JOIN official by ON by.code = r.actor
WHERE (r.official || '/' || r.role)::text > @after::text ORDER BY r.official || '/' || r.role LIMIT @max_rows;

-- name: RoleActs :many
SELECT a.id, a.official, o.name, a.role, a.granted, a.actor, coalesce(by.name, '')::text AS actor_name, a.reason, a.basis, a.at
FROM role_act a JOIN official o ON o.code = a.official LEFT JOIN official by ON by.code = a.actor
WHERE a.id < @before ORDER BY a.id DESC LIMIT @max_rows;
