-- Who signs for a body.

-- name: ChairOn :one
-- Who chairs a body, by its code or its name, on a day, and the post that they hold.
SELECT o.name, coalesce(p.name, '')::text AS post
FROM body b
JOIN body_member m ON m.body = b.code AND m.role = 'chair' AND daterange(m.valid_from, m.valid_to, '[]') @> sqlc.arg(day)::date
JOIN official o ON o.code = m.official
LEFT JOIN tenure t ON t.official = o.code AND t.principal AND daterange(t.valid_from, t.valid_to, '[]') @> sqlc.arg(day)::date
LEFT JOIN post p ON p.code = t.post
WHERE b.code = @body OR b.name = @body
ORDER BY b.code = @body DESC, b.code, m.valid_from DESC, o.code, t.valid_from DESC LIMIT 1;

-- name: PlanApprover :one
SELECT l.approved_by FROM plan_review r JOIN plan_list l ON l.code = r.list WHERE r.process = @process;

-- name: RotationPlanBody :one
SELECT body FROM rotation_plan WHERE process = @process;
