-- What the pages show and the API has in another order or not at all.

-- name: TasksByDue :many
-- Of somebody, those due first on top; what belongs to a held step is asked for later.
SELECT t.id, t.process, t.step, t.act, t.holder, t.opened_at, s.due, p.kind, p.cycle, p.subject,
       coalesce(u.name, b.name, l.name, o.name, ru.name, '')::text AS subject_name, coalesce(h.name, '')::text AS holder_name,
       coalesce(c.year, 0)::int AS year, coalesce(c.quarter, 0)::int AS quarter, coalesce(r.round, rp.code, rot.code, '')::text AS round
FROM task t
JOIN process p ON p.id = t.process
LEFT JOIN cycle c ON c.code = p.cycle
LEFT JOIN plan_review r ON r.process = p.id
LEFT JOIN rotation_plan rp ON rp.process = p.id
LEFT JOIN plan_list l ON l.code = r.list
LEFT JOIN rotation rot ON rot.process = p.id
LEFT JOIN post rot_post ON rot_post.code = rot.to_post
LEFT JOIN unit ru ON ru.code = rot_post.unit
LEFT JOIN step s ON s.process = t.process AND s.name = t.step
LEFT JOIN unit u ON p.kind IN ('UnitReview', 'RotationPlan') AND u.code = p.subject
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

-- name: ProcessNames :many
-- What processes that belong to no cycle are about: a planning list, the root unit of a plan, an official who is rotated;
-- and the year that tells plans of a unit apart.
SELECT p.id, coalesce(l.name, u.name, o.name)::text AS name, coalesce(to_char(y.day, 'YYYY'), '')::text AS year
FROM process p
LEFT JOIN plan_list l ON p.kind = 'PlanningReview' AND l.code = p.subject
LEFT JOIN unit u ON p.kind = 'RotationPlan' AND u.code = p.subject
LEFT JOIN rotation_plan y ON y.process = p.id
LEFT JOIN rotation r ON p.kind = 'Rotation' AND r.code = p.subject
LEFT JOIN official o ON o.code = r.official
WHERE p.id = ANY (@ids::text[]) AND coalesce(l.name, u.name, o.name) IS NOT NULL;

-- name: CyclePeriods :many
SELECT code, year, quarter FROM cycle WHERE code = ANY(@codes::text[]);

-- name: Units :many
-- All units, those at the top first.
SELECT code, name, name_en FROM unit ORDER BY parent IS NOT NULL, name, code LIMIT 1000;

-- name: MeetingsOf :many
-- The conferences and sittings in which an official has or had a seat, those that go on first.
SELECT p.id, p.kind, p.subject, c.code AS cycle, c.year, c.quarter, coalesce(u.name, b.name, '')::text AS name,
       p.released_at, p.concluded_at,
       coalesce(s.name, '')::text AS step, s.due
FROM process p
JOIN cycle c ON c.code = p.cycle AND c.cancelled_at IS NULL
LEFT JOIN step s ON s.process = p.id AND s.status = 'open'
LEFT JOIN unit u ON p.kind = 'UnitReview' AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
WHERE p.kind IN ('UnitReview', 'BodyDecision') AND p.cancelled_at IS NULL
  AND jsonb_exists((p.input || p.seats) -> 'members', @official::text)
ORDER BY p.concluded_at IS NOT NULL, c.year DESC, c.quarter DESC, p.kind DESC, p.subject LIMIT 100;

-- name: OwnCases :many
-- An official's evaluations, newest first; the grade only when it has been announced.
SELECT c.code AS cycle, c.year, c.quarter, e.unit, e.body, coalesce(u.name, e.unit)::text AS unit_name, coalesce(b.name, e.body)::text AS body_name,
       coalesce(CASE WHEN r.announced_at IS NOT NULL THEN r.grade END, '')::text AS grade, r.announced_at, r.acknowledged_at,
       coalesce(g.label_vi, '')::text AS label_vi, coalesce(g.label_en, '')::text AS label_en
FROM enrolled e
JOIN cycle c ON c.code = e.cycle AND c.cancelled_at IS NULL
LEFT JOIN unit u ON u.code = e.unit
LEFT JOIN body b ON b.code = e.body
LEFT JOIN result r ON r.cycle = e.cycle AND r.official = e.official
LEFT JOIN cycle_grade g ON g.cycle = e.cycle AND g.grade = r.grade AND r.announced_at IS NOT NULL
WHERE e.official = @official ORDER BY c.year DESC, c.quarter DESC, c.code LIMIT 100;

-- name: UnitGradesIn :many
-- The results of units that a sitting has decided.
SELECT DISTINCT ON (subject) subject, grade FROM decision
WHERE process = @process AND about = 'unit' ORDER BY subject, decided_at DESC, version DESC;
