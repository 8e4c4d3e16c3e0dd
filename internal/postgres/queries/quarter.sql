-- The quarters of a year.

-- name: QuarterGrades :many
SELECT r.official, q.quarter, r.grade
FROM cycle c
JOIN enrolled e ON e.cycle = c.code AND (e.body = @body OR e.official = @official)
JOIN cycle q ON q.year = c.year AND q.quarter > 0 AND q.cancelled_at IS NULL
JOIN result r ON r.cycle = q.code AND r.official = e.official
WHERE c.code = @cycle AND c.quarter = 0 ORDER BY r.official, q.quarter, q.code;
