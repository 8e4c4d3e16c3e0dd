-- People who come, go and move while a cycle runs.

-- name: InsertEnrolmentChange :exec
INSERT INTO enrolment_change (process, version, cycle, official, kind, unit, post, title_group, is_head, body, changed_at)
VALUES (@process, @version, @cycle, @official, @kind, @unit, @post, @title_group, @is_head, @body, @changed_at)
ON CONFLICT DO NOTHING;

-- name: InsertChangeOutcome :exec
INSERT INTO enrolment_change_outcome (process, version, refused, ended_at)
VALUES (@process, @version, nullif(@refused::text, ''), @ended_at)
ON CONFLICT DO NOTHING;

-- name: EnrolmentChanges :many
SELECT a.version, a.args, a.actor, a.reason, a.basis, a.received_at, o.ended_at, c.fault_code, c.fault_text
FROM act a
LEFT JOIN enrolment_change_outcome o ON o.process = a.process AND o.version = a.version
LEFT JOIN command c ON c.key = o.refused
WHERE a.process = @process AND a.kind = 'change_enrolment' AND a.version > @after::bigint ORDER BY a.version LIMIT @max_rows;

-- name: SetSeats :exec
UPDATE process SET seats = seats || @seats::jsonb WHERE id = @id;

-- name: LockPrepared :one
-- A process that has not been released: nobody else works on it.
SELECT kind, cycle, subject, input FROM process
WHERE id = @id AND released_at IS NULL AND concluded_at IS NULL FOR UPDATE;

-- name: SetInput :exec
UPDATE process SET input = @input, version = @version WHERE id = @id;

-- name: PlacementOf :one
SELECT p.unit, p.title_group, p.is_head, p.managed_by, b.level, u.valid_to AS unit_ends
FROM post p JOIN body b ON b.code = p.managed_by JOIN unit u ON u.code = p.unit WHERE p.code = @post;

-- name: ServiceInUnit :many
SELECT t.valid_from, t.valid_to FROM tenure t JOIN post p ON p.code = t.post
WHERE t.official = @official AND t.principal AND p.unit = @unit ORDER BY t.valid_from;

-- name: SeatsOf :many
-- The processes of a cycle in which somebody has a part, and which have not ended.
SELECT p.id, p.kind FROM process p
WHERE p.cycle = @cycle AND p.concluded_at IS NULL AND p.kind <> 'EvaluationCycle'
  AND (jsonb_exists((p.input || p.seats) -> 'members', @official::text)
       OR EXISTS (SELECT 1 FROM jsonb_array_elements((p.input || p.seats) -> 'asked') a WHERE a ->> 'by' = @official::text)
       OR EXISTS (SELECT 1 FROM task t WHERE t.process = p.id AND t.assignee = @official::text
                  AND t.done_at IS NULL AND t.ended_at IS NULL))
ORDER BY p.id;

-- name: PeopleOfUnitInCycle :many
SELECT official, unit, post, title_group, is_head, body FROM enrolled WHERE cycle = @cycle AND unit = @unit ORDER BY official;

-- name: HeadsInCycle :many
SELECT unit, official FROM enrolled WHERE cycle = @cycle AND is_head ORDER BY unit, official;

-- name: HoldersInCycle :many
SELECT post, official FROM enrolled WHERE cycle = @cycle AND post <> '' ORDER BY post, official;

-- name: ListStates :many
-- How far the processes of a cycle are whose lists a change would touch.
SELECT p.id, (p.concluded_at IS NOT NULL)::boolean AS ended,
       coalesce((SELECT s.status = 'closed' FROM step s WHERE s.process = p.id AND s.name = 'decision'), false)::boolean AS decided,
       (EXISTS (SELECT 1 FROM step s WHERE s.process = p.id AND s.name = 'ballot' AND s.status = 'open')
        AND EXISTS (SELECT 1 FROM ballot.ballot b WHERE starts_with(b.id, p.id || '/')))::boolean AS voting
FROM process p WHERE p.cycle = @cycle AND p.kind IN ('UnitReview', 'BodyDecision') ORDER BY p.id;

-- name: AskedOutside :many
-- On whom somebody outside a conference is asked to comment there.
SELECT o.code AS official, o.name,
       EXISTS (SELECT 1 FROM comment c WHERE c.process = p.id AND c.author = @author AND c.official = o.code) AS done
FROM process p
CROSS JOIN LATERAL jsonb_array_elements((p.input || p.seats) -> 'asked') a
JOIN official o ON o.code = a ->> 'subject'
WHERE p.id = @process AND a ->> 'by' = @author::text ORDER BY o.code;

-- name: RelationsOf :many
SELECT official, relative, kind FROM relation
WHERE (official = @official OR relative = @official) AND (valid_to IS NULL OR valid_to >= @day::date) ORDER BY official, relative;

-- name: RulesOf :one
-- What every process of a cycle has pinned from its policy.
SELECT (input -> 'rules')::jsonb AS rules FROM process WHERE cycle = @cycle AND kind = 'BodyDecision' ORDER BY id LIMIT 1;
