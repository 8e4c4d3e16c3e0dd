-- Corrections of announced results.

-- name: LockResult :one
SELECT body, grade, announced_at FROM result WHERE cycle = @cycle AND official = @official FOR UPDATE;

-- name: CorrectionsOf :one
SELECT count(*) AS made, count(*) FILTER (WHERE concluded_at IS NULL) AS open
FROM process WHERE cycle = @cycle AND kind = 'Correction' AND subject = @official;

-- name: OpenCorrection :one
SELECT id FROM process
WHERE cycle = @cycle AND kind = 'Correction' AND subject = @official AND concluded_at IS NULL ORDER BY created_at DESC LIMIT 1;

-- name: ReopenResult :exec
-- The corrected result is announced and acknowledged anew.
UPDATE result SET announced_at = NULL, acknowledged_at = NULL WHERE cycle = @cycle AND official = @official;

-- name: CorrectionBasis :one
SELECT reason, basis FROM act WHERE process = @process AND kind = 'correct' ORDER BY version DESC LIMIT 1;
