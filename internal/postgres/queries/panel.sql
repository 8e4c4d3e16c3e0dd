-- The panel of one process, the search for people, and what an official has been.

-- name: ProcessPanel :one
SELECT p.id, p.kind, coalesce(p.cycle, '')::text AS cycle, p.subject, coalesce(u.name, b.name, o.name, '')::text AS subject_name,
       coalesce((SELECT a.kind = 'pause' FROM act a WHERE a.process = p.id AND a.kind IN ('pause', 'resume')
                 ORDER BY a.version DESC LIMIT 1), false)::boolean AS paused
FROM process p
LEFT JOIN unit u ON u.code = p.subject AND p.kind = 'UnitReview'
LEFT JOIN body b ON b.code = p.subject AND p.kind = 'BodyDecision'
LEFT JOIN official o ON o.code = p.subject AND p.kind NOT IN ('UnitReview', 'BodyDecision')
WHERE p.id = @id;

-- name: ProcessTasks :many
-- Open tasks first. Votes are counted elsewhere: who has voted is nobody's to see.
SELECT t.id, t.step, t.act, t.assignee, coalesce(o.name, '')::text AS name, t.holder, t.opened_at, t.done_at, t.ended_at, s.due
FROM task t
LEFT JOIN step s ON s.process = t.process AND s.name = t.step
LEFT JOIN official o ON o.code = t.assignee
WHERE t.process = @process AND t.act <> 'vote'
ORDER BY (t.done_at IS NULL AND t.ended_at IS NULL) DESC, t.id LIMIT @max_rows OFFSET @skip;

-- name: ProcessLog :many
-- Accepted commands and what followed from each, in order. Of votes there is neither: casting is no command.
SELECT l.version, l.seq, l.kind, l.actor, l.name, l.role, l.on_behalf_of, l.reason, l.basis, l.document, l.at
FROM (
    SELECT a.version, 0::bigint AS seq, a.kind, a.actor, coalesce(o.name, '')::text AS name, a.role, a.on_behalf_of, a.reason, a.basis,
           a.document, a.received_at AS at
    FROM act a LEFT JOIN official o ON o.code = a.actor
    WHERE a.process = @process
    UNION ALL
    SELECT e.version, e.seq, e.kind, '', '', '', '', '', '', '', e.applied_at
    FROM effect e WHERE e.process = @process AND e.kind <> 'act'
) l
WHERE (l.version, l.seq) > (@after_version::bigint, @after_seq::bigint)
ORDER BY l.version, l.seq LIMIT @max_rows;

-- name: FindPeople :many
-- By parts of the name and of the unit in any order and with or without accents, by code or by address; and those of some codes.
SELECT o.code, o.name, coalesce(p.name, '')::text AS post_name, coalesce(p.name_en, '')::text AS post_name_en,
       coalesce(u.name, '')::text AS unit_name, coalesce(u.name_en, '')::text AS unit_name_en
FROM official o
LEFT JOIN tenure t ON t.official = o.code AND t.principal AND daterange(t.valid_from, t.valid_to, '[]') @> @day::date
LEFT JOIN post p ON p.code = t.post
LEFT JOIN unit u ON u.code = p.unit
WHERE ((SELECT bool_and(lower(unaccent(concat_ws(' ', o.name, o.code, o.email, u.name))) LIKE '%' || lower(unaccent(w)) || '%')
        FROM unnest(@words::text[]) AS w) OR o.code = ANY (@codes::text[]))
  AND o.code > @after
ORDER BY o.code LIMIT @max_rows;

-- name: PersonProcesses :many
-- The processes in which somebody is evaluated or has something to do, the newest first; votes are left out.
SELECT p.id, p.kind, coalesce(p.cycle, '')::text AS cycle, p.subject, coalesce(u.name, b.name, '')::text AS subject_name, p.concluded_at,
       count(t.id) FILTER (WHERE t.done_at IS NULL AND t.ended_at IS NULL) AS open_tasks
FROM process p
LEFT JOIN unit u ON u.code = p.subject AND p.kind = 'UnitReview'
LEFT JOIN body b ON b.code = p.subject AND p.kind = 'BodyDecision'
LEFT JOIN task t ON t.process = p.id AND t.assignee = @official AND t.act <> 'vote'
WHERE p.id IN (SELECT x.process FROM task x WHERE x.assignee = @official AND x.act <> 'vote')
   OR p.kind IN ('Petition', 'Correction') AND p.subject = @official
GROUP BY p.id, u.name, b.name
ORDER BY max(p.created_at) DESC, p.id LIMIT @max_rows;

-- name: PersonResults :many
SELECT c.code AS cycle, c.year, c.quarter, e.unit, u.name AS unit_name, e.title_group, coalesce(r.grade, '')::text AS grade,
       coalesce(g.label_vi, '')::text AS label_vi, coalesce(g.label_en, '')::text AS label_en, r.announced_at
FROM enrolled e
JOIN cycle c ON c.code = e.cycle
JOIN unit u ON u.code = e.unit
LEFT JOIN result r ON r.cycle = e.cycle AND r.official = e.official
LEFT JOIN cycle_grade g ON g.cycle = r.cycle AND g.grade = r.grade
WHERE e.official = @official
ORDER BY c.year DESC, c.quarter DESC, c.code LIMIT @max_rows;
