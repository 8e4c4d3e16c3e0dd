-- Imports of the roster that somebody looks at before they are applied.

-- name: LockRoster :exec
LOCK TABLE unit, body, official, body_member, post, relation, tenure, qualification, discipline, unit_result, fact, baseline
    IN SHARE ROW EXCLUSIVE MODE;

-- name: ForgetRosterImports :exec
DELETE FROM roster_import WHERE applied_at IS NULL AND expires_at <= @now;

-- name: InsertRosterImport :exec
INSERT INTO roster_import (id, actor, files, sha256, names, fingerprint, made_at, expires_at)
VALUES (@id, @actor, @files, @sha256, @names, @fingerprint, @made_at, @expires_at);

-- name: RosterImport :one
SELECT id, actor, files, sha256, names, fingerprint, made_at, expires_at, applied_at, changes FROM roster_import
WHERE id = @id AND actor = @actor AND (applied_at IS NOT NULL OR expires_at > @now);

-- name: LockRosterImport :one
SELECT id, actor, files, sha256, names, fingerprint, made_at, expires_at, applied_at, changes FROM roster_import
WHERE id = @id AND actor = @actor AND (applied_at IS NOT NULL OR expires_at > @now) FOR UPDATE;

-- name: RenewRosterImport :exec
UPDATE roster_import SET fingerprint = @fingerprint, made_at = @made_at WHERE id = @id;

-- name: RosterImportApplied :exec
UPDATE roster_import SET applied_at = @at, changes = @changes, files = NULL WHERE id = @id;

-- name: ForgetRosterDifferences :exec
DELETE FROM roster_difference WHERE import = @import;

-- name: InsertRosterDifferences :copyfrom
INSERT INTO roster_difference (import, position, file, kind, key, cells) VALUES (@import, @position, @file, @kind, @key, @cells);

-- name: RosterDifferences :many
SELECT position, file, kind, key, cells FROM roster_difference
WHERE import = @import AND position > @after AND (@file::text = '' OR file = @file) AND (@kind::text = '' OR kind = @kind)
ORDER BY position LIMIT @max_rows;

-- name: RosterDifferenceCounts :many
SELECT file, kind, count(*) AS lines FROM roster_difference WHERE import = @import GROUP BY file, kind;

-- name: RunningCyclesTouched :many
-- Cycles under way, with how many of their officials have lines that differ: the key of such a line names the official.
WITH touched AS (
    SELECT DISTINCT unnest(string_to_array(d.key, ' · ')) AS official FROM roster_difference d WHERE d.import = @import AND d.kind <> 'gone'
)
SELECT c.code, count(t.official) AS officials FROM cycle c
LEFT JOIN enrolled e ON e.cycle = c.code
LEFT JOIN touched t ON t.official = e.official
WHERE c.closed_at IS NULL AND c.cancelled_at IS NULL
GROUP BY c.code ORDER BY c.code;

-- name: InsertOfficeAct :exec
INSERT INTO office_act (kind, about, actor, role, reason, basis, detail, at)
VALUES (@kind, @about, @actor, @role, @reason, @basis, @detail, @at);
