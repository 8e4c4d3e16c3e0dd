-- The results of an official over years.

-- name: YearResults :many
SELECT c.year, c.code, r.grade, r.announced_at
FROM result r JOIN cycle c ON c.code = r.cycle
WHERE r.official = @official AND c.quarter = 0 AND c.cancelled_at IS NULL AND c.year BETWEEN @first AND @last
ORDER BY c.year, r.decided_at DESC, c.code;

-- name: OfficialExists :one
SELECT EXISTS (SELECT FROM official WHERE code = @official);
