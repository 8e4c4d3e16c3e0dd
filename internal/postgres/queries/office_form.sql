-- What the forms of administrators offer to choose from.

-- name: EnrolledChoices :many
SELECT o.code, o.name, u.name AS unit_name FROM enrolled e
JOIN official o ON o.code = e.official JOIN unit u ON u.code = e.unit
WHERE e.cycle = @cycle ORDER BY o.code;

-- name: NotEnrolledChoices :many
-- Who holds a post and is not in the cycle.
SELECT DISTINCT o.code, o.name, u.name AS unit_name FROM official o
JOIN tenure t ON t.official = o.code AND t.principal AND t.valid_to IS NULL
JOIN post p ON p.code = t.post JOIN unit u ON u.code = p.unit
WHERE NOT EXISTS (SELECT FROM enrolled e WHERE e.cycle = @cycle AND e.official = o.code) ORDER BY o.code;

-- name: PostChoices :many
SELECT p.code, p.name, u.name AS unit_name FROM post p JOIN unit u ON u.code = p.unit
WHERE p.valid_to IS NULL ORDER BY u.code, p.rank, p.code;
