-- The dashboard of a cycle.

-- name: BoardSteps :many
-- Every step of every conference and sitting; a process that has not begun has one row without a step.
SELECT p.id AS process, p.kind, p.subject, coalesce(u.name, b.name, '')::text AS name, p.released_at, p.concluded_at, p.cancelled_at,
       coalesce(s.name, '')::text AS step, coalesce(s.position, 0)::integer AS position, coalesce(s.mode, '')::text AS mode,
       coalesce(s.status, '')::text AS status, s.opened_at, s.due, t.tasks, t.done
FROM process p
LEFT JOIN step s ON s.process = p.id
LEFT JOIN unit u ON p.kind = 'UnitReview' AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
CROSS JOIN LATERAL (SELECT count(*) AS tasks, count(*) FILTER (WHERE x.done_at IS NOT NULL) AS done
                    FROM task x WHERE x.process = s.process AND x.step = s.name) t
WHERE p.cycle = @cycle AND p.kind IN ('UnitReview', 'BodyDecision')
ORDER BY p.kind DESC, p.subject, s.position;

-- name: BoardPace :many
-- The open steps: what is still to be done, and what was done since a time.
SELECT p.kind, t.step, count(*) FILTER (WHERE t.done_at IS NULL AND t.ended_at IS NULL) AS open,
       count(*) FILTER (WHERE t.done_at >= @since) AS done, min(s.opened_at)::timestamptz AS opened_at, max(s.due)::timestamptz AS due
FROM process p
JOIN step s ON s.process = p.id AND s.status = 'open' AND s.due IS NOT NULL AND s.opened_at IS NOT NULL
JOIN task t ON t.process = s.process AND t.step = s.name
WHERE p.cycle = @cycle
GROUP BY p.kind, t.step
HAVING count(*) FILTER (WHERE t.done_at IS NULL AND t.ended_at IS NULL) > 0
ORDER BY p.kind DESC, min(s.position);

-- name: BoardLate :many
-- Who has an open task whose time is over. A vote is not among them: who votes when is theirs alone.
SELECT t.assignee, coalesce(o.name, '')::text AS name, t.act, t.step, t.process, p.kind,
       coalesce(u.name, b.name, so.name, '')::text AS subject_name, s.due::timestamptz AS due
FROM process p
JOIN step s ON s.process = p.id AND s.status = 'open' AND s.due < @now::timestamptz
JOIN task t ON t.process = s.process AND t.step = s.name AND t.done_at IS NULL AND t.ended_at IS NULL AND t.act <> 'vote'
LEFT JOIN official o ON o.code = t.assignee
LEFT JOIN unit u ON p.kind = 'UnitReview' AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
LEFT JOIN official so ON p.kind IN ('Petition', 'Correction') AND so.code = p.subject
WHERE p.cycle = @cycle
ORDER BY s.due, t.process, t.id LIMIT @max_rows OFFSET @skip;

-- name: CountBoardLate :one
SELECT count(*) FILTER (WHERE t.act <> 'vote') AS people, count(*) FILTER (WHERE t.act = 'vote') AS votes
FROM process p
JOIN step s ON s.process = p.id AND s.status = 'open' AND s.due < @now::timestamptz
JOIN task t ON t.process = s.process AND t.step = s.name AND t.done_at IS NULL AND t.ended_at IS NULL
WHERE p.cycle = @cycle;

-- name: BoardGrades :many
-- The grades that exist so far, counted by unit and title group.
SELECT e.unit, u.name AS unit_name, e.title_group, coalesce(sr.grade, '')::text AS self_grade, coalesce(pr.grade, '')::text AS proposed_grade,
       coalesce(ap.suggested, '')::text AS suggested_grade, coalesce(r.grade, '')::text AS grade, count(*) AS officials
FROM enrolled e
JOIN unit u ON u.code = e.unit
LEFT JOIN LATERAL (SELECT grade FROM standing_self_review s WHERE s.cycle = e.cycle AND s.official = e.official
                   ORDER BY s.filed_at DESC, s.version DESC LIMIT 1) sr ON true
LEFT JOIN LATERAL (SELECT grade FROM standing_proposal p WHERE p.cycle = e.cycle AND p.official = e.official
                   ORDER BY p.filed_at DESC, p.version DESC LIMIT 1) pr ON true
LEFT JOIN LATERAL (SELECT suggested FROM appraisal a WHERE a.cycle = e.cycle AND a.official = e.official
                   ORDER BY a.made_at DESC, a.seq DESC LIMIT 1) ap ON true
LEFT JOIN result r ON r.cycle = e.cycle AND r.official = e.official
WHERE e.cycle = @cycle
GROUP BY e.unit, u.name, e.title_group, sr.grade, pr.grade, ap.suggested, r.grade
ORDER BY e.unit, e.title_group;

-- name: BoardVotes :many
-- The votes of all conferences together, by grade. Nothing before the last conference has counted its own, and nothing of
-- fewer than ten people: a sum that grows by one conference tells how that one voted.
SELECT v.choice::text AS grade, sum(v.votes)::bigint AS votes
FROM (
    SELECT unnest(last.choices) AS choice, unnest(last.votes) AS votes
    FROM (
        SELECT DISTINCT ON (p.id, t.subject) k.choices, t.votes
        FROM process p
        JOIN ballot.result r ON starts_with(r.ballot_id, p.id || '/ballot')
        JOIN ballot.ballot k ON k.id = r.ballot_id
        JOIN ballot.tally t ON t.ballot_id = r.ballot_id
        WHERE p.cycle = @cycle AND p.kind = 'UnitReview'
        ORDER BY p.id, t.subject, length(r.ballot_id) DESC, r.ballot_id DESC -- the last round
    ) last
) v
WHERE NOT EXISTS (SELECT FROM process p LEFT JOIN step s ON s.process = p.id AND s.name = 'ballot'
                  WHERE p.cycle = @cycle AND p.kind = 'UnitReview' AND p.cancelled_at IS NULL AND s.status IS DISTINCT FROM 'closed')
  AND (SELECT count(*) FROM enrolled e WHERE e.cycle = @cycle) >= 10
GROUP BY v.choice;

-- name: BoardVersion :one
-- Grows with everything that happens in a cycle.
SELECT coalesce(sum(p.version), 0)::bigint AS version FROM process p WHERE p.cycle = @cycle;
