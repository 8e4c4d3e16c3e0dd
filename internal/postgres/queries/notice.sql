-- What mails say.

-- name: NoticeOf :one
SELECT p.kind, coalesce(c.code, '')::text AS cycle, coalesce(c.year, 0)::integer AS year, coalesce(c.quarter, 0)::integer AS quarter,
    coalesce(r.round, rp.code, rot.code, '')::text AS round, coalesce(u.name, b.name, l.name, ru.name, '')::text AS subject_name
FROM process p
LEFT JOIN cycle c ON c.code = p.cycle
LEFT JOIN plan_review r ON r.process = p.id
LEFT JOIN rotation_plan rp ON rp.process = p.id
LEFT JOIN plan_list l ON l.code = r.list
LEFT JOIN rotation rot ON rot.process = p.id
LEFT JOIN post rot_post ON rot_post.code = rot.to_post
LEFT JOIN unit ru ON ru.code = rot_post.unit
LEFT JOIN unit u ON p.kind IN ('UnitReview', 'RotationPlan') AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
WHERE p.id = @process;

-- name: BodyName :one
SELECT name FROM body WHERE code = @body;

-- name: StepDue :one
SELECT due, seq FROM step WHERE process = @process AND name = @step;

-- name: OpenTaskActs :many
SELECT act, assignee FROM task
WHERE process = @process AND step = @step AND done_at IS NULL AND ended_at IS NULL ORDER BY act, assignee;

-- name: GroundsOf :many
SELECT DISTINCT ON (official) official, grounds FROM appraisal
WHERE cycle = @cycle AND official = ANY(@officials::text[]) ORDER BY official, made_at DESC, seq DESC;

-- name: OpenDues :many
-- The due times of what is asked of somebody; a task that was opened again is one.
SELECT DISTINCT ON (t.process, t.step, t.act) t.process, t.step, t.act, s.due::timestamptz AS due, s.seq, p.kind,
    coalesce(c.year, 0)::integer AS year, coalesce(c.quarter, 0)::integer AS quarter,
    coalesce(r.round, rp.code, rot.code, '')::text AS round, coalesce(u.name, b.name, l.name, ru.name, '')::text AS subject_name
FROM task t
JOIN process p ON p.id = t.process
JOIN step s ON s.process = t.process AND s.name = t.step AND s.due IS NOT NULL
LEFT JOIN cycle c ON c.code = p.cycle
LEFT JOIN plan_review r ON r.process = p.id
LEFT JOIN rotation_plan rp ON rp.process = p.id
LEFT JOIN plan_list l ON l.code = r.list
LEFT JOIN rotation rot ON rot.process = p.id
LEFT JOIN post rot_post ON rot_post.code = rot.to_post
LEFT JOIN unit ru ON ru.code = rot_post.unit
LEFT JOIN unit u ON p.kind IN ('UnitReview', 'RotationPlan') AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
WHERE t.assignee = @assignee AND t.done_at IS NULL AND t.ended_at IS NULL
ORDER BY t.process, t.step, t.act LIMIT @max_rows;
