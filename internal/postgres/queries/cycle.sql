-- Cycles: opening, inspection, closing.

-- name: CycleUnderOtherText :one
-- A cycle that was opened under this version of a policy when its text was another.
SELECT c.code FROM policy_document d JOIN cycle c ON c.policy = d.sha256
WHERE d.id = @id AND d.version = @version AND d.sha256 <> @sha256 ORDER BY c.opened_at LIMIT 1;

-- name: InsertPolicyDocument :exec
INSERT INTO policy_document (sha256, id, version, text) VALUES (@sha256, @id, @version, @text) ON CONFLICT DO NOTHING;

-- name: InsertCycle :exec
INSERT INTO cycle (code, root, year, quarter, reference_date, policy, opened_by, opened_at)
VALUES (@code, @root, @year, @quarter, @reference_date, @policy, @opened_by, @opened_at);

-- name: InsertEnrolments :copyfrom
INSERT INTO enrolment (cycle, official, unit, post, title_group, is_head, body)
VALUES (@cycle, @official, @unit, @post, @title_group, @is_head, @body);

-- name: CyclePolicy :one
SELECT d.text, d.id, d.version, d.sha256 FROM cycle c JOIN policy_document d ON d.sha256 = c.policy WHERE c.code = @cycle;

-- name: CycleByCode :one
SELECT c.code, c.root, c.year, c.quarter, c.reference_date, c.opened_by, c.opened_at, c.closed_at, c.cancelled_at, d.id AS policy_id, d.version AS policy_version, d.sha256 AS policy_sha256
FROM cycle c JOIN policy_document d ON d.sha256 = c.policy WHERE c.code = @cycle;

-- name: Cycles :many
SELECT c.code, c.root, c.year, c.quarter, c.reference_date, c.opened_by, c.opened_at, c.closed_at, c.cancelled_at, d.id AS policy_id, d.version AS policy_version, d.sha256 AS policy_sha256
FROM cycle c JOIN policy_document d ON d.sha256 = c.policy WHERE c.code > @after ORDER BY c.code LIMIT @max_rows;

-- name: CloseCycle :exec
UPDATE cycle SET closed_at = @closed_at WHERE code = @cycle AND closed_at IS NULL;

-- name: CyclePhases :many
SELECT p.kind, s.name AS step, s.status, min(s.position)::integer AS position, count(*) AS processes
FROM process p JOIN step s ON s.process = p.id
WHERE p.cycle = @cycle GROUP BY p.kind, s.name, s.status ORDER BY p.kind, min(s.position), s.status;

-- name: CycleProcesses :many
SELECT p.id, p.kind, p.subject, coalesce(u.name, b.name, '')::text AS name, p.released_at, p.concluded_at, p.cancelled_at,
       coalesce((SELECT s.name FROM step s WHERE s.process = p.id AND s.status = 'open' LIMIT 1), '')::text AS step,
       (SELECT s.due FROM step s WHERE s.process = p.id AND s.status = 'open' LIMIT 1) AS due,
       (SELECT count(*) FROM task t WHERE t.process = p.id AND t.done_at IS NULL AND t.ended_at IS NULL) AS open_tasks
FROM process p
LEFT JOIN unit u ON p.kind = 'UnitReview' AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
WHERE p.cycle = @cycle AND p.kind = @kind AND p.subject > @after ORDER BY p.subject LIMIT @max_rows;

-- name: CycleOfficials :many
SELECT e.official, o.name, e.unit, e.post, e.title_group, e.is_head, e.body,
       coalesce(sr.grade, '')::text AS self_grade, coalesce(pr.grade, '')::text AS proposed_grade,
       coalesce(ap.suggested, '')::text AS suggested_grade, coalesce(r.grade, '')::text AS grade, r.announced_at
FROM enrolled e
JOIN official o ON o.code = e.official
LEFT JOIN LATERAL (SELECT grade FROM standing_self_review s WHERE s.cycle = e.cycle AND s.official = e.official
                   ORDER BY s.filed_at DESC, s.version DESC LIMIT 1) sr ON true
LEFT JOIN LATERAL (SELECT grade FROM standing_proposal p WHERE p.cycle = e.cycle AND p.official = e.official
                   ORDER BY p.filed_at DESC, p.version DESC LIMIT 1) pr ON true
LEFT JOIN LATERAL (SELECT suggested FROM appraisal a WHERE a.cycle = e.cycle AND a.official = e.official
                   ORDER BY a.made_at DESC, a.seq DESC LIMIT 1) ap ON true
LEFT JOIN result r ON r.cycle = e.cycle AND r.official = e.official
WHERE e.cycle = @cycle AND e.official > @after
  AND (@unit::text = '' OR e.unit = @unit::text) AND (@body::text = '' OR e.body = @body::text)
ORDER BY e.official LIMIT @max_rows;

-- name: CountEnrolled :one
SELECT count(*) FROM enrolled WHERE cycle = @cycle;

-- name: EnrolmentOf :one
SELECT cycle, official, unit, post, title_group, is_head, body FROM enrolled WHERE cycle = @cycle AND official = @official;

-- name: CycleResults :many
SELECT e.official, e.unit, e.title_group, e.is_head, e.body, b.level, coalesce(r.grade, '')::text AS grade
FROM enrolled e JOIN body b ON b.code = e.body
LEFT JOIN result r ON r.cycle = e.cycle AND r.official = e.official
WHERE e.cycle = @cycle ORDER BY e.official;

-- name: InsertFigure :exec
INSERT INTO figure (cycle, id, count, total, detail, decisions) VALUES (@cycle, @id, @count, @total, @detail, @decisions)
ON CONFLICT DO NOTHING;

-- name: CountDecisions :one
SELECT count(*) FROM decision WHERE cycle = @cycle AND about = 'official';

-- name: CycleFigures :many
-- The newest count of a closed cycle.
SELECT DISTINCT ON (f.id) f.id, f.count, f.total, f.detail FROM figure f JOIN cycle c ON c.code = f.cycle
WHERE f.cycle = @cycle AND c.closed_at IS NOT NULL ORDER BY f.id, f.decisions DESC;
