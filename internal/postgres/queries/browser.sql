-- What the pages show and the API has in another order or not at all.

-- name: TasksByDue :many
-- Of somebody, those due first on top; what belongs to a held step is asked for later.
SELECT t.id, t.process, t.step, t.act, t.holder, t.opened_at, s.due, p.kind, p.cycle, p.subject,
       coalesce(u.name, b.name, l.name, o.name, '')::text AS subject_name, coalesce(h.name, '')::text AS holder_name,
       coalesce(c.year, 0)::int AS year, coalesce(c.quarter, 0)::int AS quarter, coalesce(r.round, '')::text AS round
FROM task t
JOIN process p ON p.id = t.process
LEFT JOIN cycle c ON c.code = p.cycle
LEFT JOIN plan_review r ON r.process = p.id
LEFT JOIN plan_list l ON l.code = r.list
LEFT JOIN step s ON s.process = t.process AND s.name = t.step
LEFT JOIN unit u ON p.kind = 'UnitReview' AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
LEFT JOIN official o ON p.kind IN ('Petition', 'Correction') AND o.code = p.subject
LEFT JOIN official h ON h.code = t.holder
WHERE t.assignee = @assignee AND t.done_at IS NULL AND t.ended_at IS NULL AND s.status IS DISTINCT FROM 'held'
ORDER BY s.due NULLS LAST, t.id LIMIT @max_rows OFFSET @skip;

-- name: OfficialNames :many
SELECT code, name FROM official WHERE code = ANY(@codes::text[]);

-- name: PlaceNames :many
-- Of units and bodies; their codes do not overlap within a cycle's processes.
SELECT code, name FROM unit WHERE code = ANY(@codes::text[])
UNION ALL SELECT code, name FROM body WHERE code = ANY(@codes::text[]);
