-- Mass acts: their targets, their items, and what came of them. A step that comes again and again, such as checkpoint-3, is
-- meant by the name of its row while it is open.

-- Who has not voted yet is nobody's to know: no filter finds a vote by its person.
-- name: MassTargets :many
SELECT p.id, p.kind, (p.started_at IS NOT NULL)::boolean AS started,
       coalesce((SELECT a.kind = 'pause' FROM act a WHERE a.process = p.id AND a.kind IN ('pause', 'resume')
                 ORDER BY a.version DESC LIMIT 1), false)::boolean AS paused,
       coalesce(s.name, '')::text AS step, coalesce(s.status, '')::text AS status, s.due AS due
FROM process p LEFT JOIN step s ON s.process = p.id
     AND CASE WHEN @step::text = '' THEN s.status = 'open' ELSE s.name = @step::text OR s.status = 'open' AND regexp_replace(s.name, '-[0-9]+$', '') = @step::text END
WHERE (p.cycle = sqlc.narg(cycle)::text OR sqlc.narg(cycle)::text IS NULL AND p.cycle IS NULL)
  AND (cardinality(@kinds::text[]) = 0 OR p.kind = ANY (@kinds::text[]))
  AND (cardinality(@subjects::text[]) = 0 OR p.subject = ANY (@subjects::text[]))
  AND (cardinality(@units::text[]) = 0 OR EXISTS (SELECT FROM process_unit pu WHERE pu.process = p.id AND pu.unit = ANY (@units::text[])))
  AND (cardinality(@people::text[]) = 0 OR EXISTS (
        SELECT FROM task t WHERE t.process = p.id AND t.assignee = ANY (@people::text[])
          AND t.act <> 'vote' AND t.done_at IS NULL AND t.ended_at IS NULL))
  AND (@step::text = '' OR s.name IS NOT NULL)
  AND (sqlc.narg(due_before)::timestamptz IS NULL OR s.due < sqlc.narg(due_before)::timestamptz)
  AND (sqlc.narg(due_from)::timestamptz IS NULL OR s.due >= sqlc.narg(due_from)::timestamptz)
  AND p.released_at IS NOT NULL AND p.concluded_at IS NULL
ORDER BY p.id LIMIT @max_rows;

-- Open tasks that shall go to another.
-- name: MassTasks :many
SELECT p.id, p.kind, (p.started_at IS NOT NULL)::boolean AS started, t.step, coalesce(s.status, '')::text AS status, s.due AS due,
       t.act AS task, t.assignee,
       EXISTS (SELECT FROM task o WHERE o.process = t.process AND o.step = t.step AND o.act = t.act
                 AND o.assignee = @stand_in AND o.ended_at IS NULL) AS has
FROM task t JOIN process p ON p.id = t.process LEFT JOIN step s ON s.process = t.process AND s.name = t.step
WHERE (p.cycle = sqlc.narg(cycle)::text OR sqlc.narg(cycle)::text IS NULL AND p.cycle IS NULL) AND t.done_at IS NULL AND t.ended_at IS NULL AND t.act <> 'vote' AND t.assignee <> @stand_in
  AND (cardinality(@kinds::text[]) = 0 OR p.kind = ANY (@kinds::text[]))
  AND (cardinality(@subjects::text[]) = 0 OR p.subject = ANY (@subjects::text[]))
  AND (cardinality(@units::text[]) = 0 OR EXISTS (SELECT FROM process_unit pu WHERE pu.process = p.id AND pu.unit = ANY (@units::text[])))
  AND (cardinality(@people::text[]) = 0 OR t.assignee = ANY (@people::text[]))
  AND (@step::text = '' OR t.step = @step::text OR s.status = 'open' AND regexp_replace(t.step, '-[0-9]+$', '') = @step::text)
  AND (sqlc.narg(due_before)::timestamptz IS NULL OR s.due < sqlc.narg(due_before)::timestamptz)
  AND (sqlc.narg(due_from)::timestamptz IS NULL OR s.due >= sqlc.narg(due_from)::timestamptz)
ORDER BY p.id, t.id LIMIT @max_rows;

-- Steps with those of the people who have a task in them, an open one for @waiting.
-- name: MassPeople :many
SELECT p.id, p.kind, (p.started_at IS NOT NULL)::boolean AS started, (p.concluded_at IS NOT NULL)::boolean AS ended,
       coalesce((SELECT a.kind = 'pause' FROM act a WHERE a.process = p.id AND a.kind IN ('pause', 'resume')
                 ORDER BY a.version DESC LIMIT 1), false)::boolean AS paused,
       coalesce((SELECT o.name FROM step o WHERE o.process = p.id AND o.status = 'open' LIMIT 1), '')::text AS current,
       s.name AS step, s.status, s.due,
       count(t.id) FILTER (WHERE t.done_at IS NULL AND t.ended_at IS NULL) AS open,
       coalesce(array_agg(DISTINCT t.assignee) FILTER (WHERE t.assignee = ANY (@people::text[]) AND t.act <> 'vote'
           AND (NOT @waiting::boolean OR t.done_at IS NULL AND t.ended_at IS NULL)), '{}')::text[] AS people
FROM process p
JOIN step s ON s.process = p.id AND CASE WHEN @step::text = '' THEN s.status = 'open' ELSE s.name = @step::text OR s.status = 'open' AND regexp_replace(s.name, '-[0-9]+$', '') = @step::text END
LEFT JOIN task t ON t.process = p.id AND t.step = s.name
WHERE (p.cycle = sqlc.narg(cycle)::text OR sqlc.narg(cycle)::text IS NULL AND p.cycle IS NULL) AND p.released_at IS NOT NULL
  AND (cardinality(@kinds::text[]) = 0 OR p.kind = ANY (@kinds::text[]))
  AND (cardinality(@subjects::text[]) = 0 OR p.subject = ANY (@subjects::text[]))
  AND (cardinality(@units::text[]) = 0 OR EXISTS (SELECT FROM process_unit pu WHERE pu.process = p.id AND pu.unit = ANY (@units::text[])))
  AND (sqlc.narg(due_before)::timestamptz IS NULL OR s.due < sqlc.narg(due_before)::timestamptz)
  AND (sqlc.narg(due_from)::timestamptz IS NULL OR s.due >= sqlc.narg(due_from)::timestamptz)
GROUP BY p.id, s.process, s.name
HAVING cardinality(@people::text[]) = 0
    OR count(t.id) FILTER (WHERE t.assignee = ANY (@people::text[]) AND t.act <> 'vote'
         AND (NOT @waiting::boolean OR t.done_at IS NULL AND t.ended_at IS NULL)) > 0
ORDER BY p.id LIMIT @max_rows;

-- name: InsertMassAct :execrows
INSERT INTO mass_act (id, cycle, act, body_sha256, filter, due, working_days, stand_in, reason, basis, actor, undoes, planned_at)
VALUES (@id, sqlc.narg(cycle), @act, @body_sha256, @filter, sqlc.narg(due), @working_days, @stand_in, @reason, @basis, @actor, sqlc.narg(undoes), @planned_at)
ON CONFLICT DO NOTHING;

-- name: InsertMassItems :copyfrom
INSERT INTO mass_item (mass_act, position, process, step, task, people, args, due_before, due_after, conflict_code, conflict_text, final, command)
VALUES (@mass_act, @position, @process, @step, @task, @people, @args, @due_before, @due_after, @conflict_code, @conflict_text, @final, @command);

-- name: MassAct :one
SELECT m.id, coalesce(m.cycle, '')::text AS cycle, m.act, m.body_sha256, m.filter, m.due, m.working_days, m.stand_in, m.reason, m.basis, m.actor, m.undoes, m.planned_at,
       m.applied_at, u.id AS undone_by
FROM mass_act m LEFT JOIN mass_act u ON u.undoes = m.id WHERE m.id = @id;

-- name: MassActs :many
SELECT m.id FROM mass_act m
WHERE coalesce(m.cycle, '') = @cycle::text
  AND (@after::text = '' OR (m.planned_at, m.id) < (SELECT a.planned_at, a.id FROM mass_act a WHERE a.id = @after::text))
ORDER BY m.planned_at DESC, m.id DESC LIMIT @max_rows;

-- name: MassProgress :one
SELECT count(*) AS items,
       count(*) FILTER (WHERE i.conflict_code IS NOT NULL) AS conflicts,
       count(*) FILTER (WHERE i.final IS NOT NULL) AS final,
       count(*) FILTER (WHERE c.version IS NOT NULL) AS accepted,
       count(*) FILTER (WHERE c.fault_kind IS NOT NULL) AS refused
FROM mass_item i LEFT JOIN command c ON c.key = i.command WHERE i.mass_act = @mass_act;

-- name: MassItems :many
SELECT i.position, i.process, i.step, i.task, i.people, coalesce(i.final, '')::text AS final, i.due_before, i.due_after, i.command,
       coalesce(i.conflict_code, c.fault_code, '')::text AS code, coalesce(i.conflict_text, c.fault_text, '')::text AS text,
       CASE WHEN i.conflict_code IS NOT NULL THEN 'conflict' WHEN c.version IS NOT NULL THEN 'accepted'
            WHEN c.fault_kind IS NOT NULL THEN 'refused' WHEN c.key IS NOT NULL THEN 'pending' ELSE 'planned' END AS state
FROM mass_item i LEFT JOIN command c ON c.key = i.command
WHERE i.mass_act = @mass_act AND i.position > @after::integer
  AND (@state::text = '' OR @state::text = CASE WHEN i.conflict_code IS NOT NULL THEN 'conflict'
        WHEN c.version IS NOT NULL THEN 'accepted' WHEN c.fault_kind IS NOT NULL THEN 'refused'
        WHEN c.key IS NOT NULL THEN 'pending' ELSE 'planned' END)
ORDER BY i.position LIMIT @max_rows;

-- name: MarkMassApplied :execrows
UPDATE mass_act SET applied_at = @applied_at WHERE id = @id AND applied_at IS NULL;

-- The commands of an applied act go to the relay one after the other, so that others find their way between them.
-- name: FileMassCommands :exec
INSERT INTO command (key, process, kind, actor, role, body_sha256, args, payload, received_at, next_try_at)
SELECT i.command, i.process, m.act, @actor, 'administrator', encode(sha256(convert_to(f.payload::text, 'UTF8')), 'hex'),
       i.args, f.payload, @received_at, sqlc.arg(received_at)::timestamptz + i.position * interval '2 milliseconds'
FROM mass_act m JOIN mass_item i ON i.mass_act = m.id,
     LATERAL (SELECT i.args || jsonb_build_object('process', i.process, 'reason', m.reason, 'basis', m.basis, 'mass_act', m.id) AS payload) f
WHERE m.id = @id AND i.conflict_code IS NULL;

-- name: WakeRelay :exec
SELECT pg_notify('command_pending', '');

-- What an act has done, with its targets as they are now: what takes it back is planned from here.
-- name: MassDone :many
SELECT i.process, p.kind, i.step, i.task, i.people, i.args, i.due_before, i.due_after, (p.started_at IS NOT NULL)::boolean AS started, (p.concluded_at IS NOT NULL)::boolean AS ended,
       coalesce((SELECT a.kind = 'pause' FROM act a WHERE a.process = p.id AND a.kind IN ('pause', 'resume')
                 ORDER BY a.version DESC LIMIT 1), false)::boolean AS paused,
       coalesce((SELECT o.name FROM step o WHERE o.process = p.id AND o.status = 'open' LIMIT 1), '')::text AS current,
       coalesce(s.status, '')::text AS status, s.due AS due,
       EXISTS (SELECT FROM task o WHERE o.process = i.process AND o.step = i.step AND o.act = i.task
                 AND o.assignee = i.args ->> 'to' AND o.done_at IS NULL AND o.ended_at IS NULL) AS has,
       ARRAY(SELECT DISTINCT t.assignee FROM task t WHERE t.process = i.process AND t.step = i.step AND t.act <> 'vote'
               AND t.done_at IS NULL AND t.ended_at IS NOT NULL ORDER BY t.assignee)::text[] AS undone
FROM mass_item i JOIN command c ON c.key = i.command JOIN process p ON p.id = i.process
     LEFT JOIN step s ON s.process = i.process AND s.name = i.step
WHERE i.mass_act = @mass_act AND c.version IS NOT NULL ORDER BY i.position;
