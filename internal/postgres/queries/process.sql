-- Processes, their effects, acts, steps and tasks: what the shell writes.

-- name: InsertProcess :exec
INSERT INTO process (id, kind, cycle, subject, input, created_at, released_at)
VALUES (@id, @kind, @cycle, @subject, @input, @created_at, sqlc.narg(released_at))
ON CONFLICT (id) DO NOTHING;

-- name: ReleaseProcesses :exec
UPDATE process SET released_at = @released_at
WHERE cycle = @cycle AND kind = @kind AND released_at IS NULL
  AND (@level::integer = 0 OR (input ->> 'level')::integer = @level::integer);

-- name: UnstartedProcesses :many
SELECT id, kind, input FROM process
WHERE released_at IS NOT NULL AND started_at IS NULL
ORDER BY released_at, id LIMIT @max_rows;

-- name: MarkStarted :exec
UPDATE process SET started_at = @started_at WHERE id = @id AND started_at IS NULL;

-- name: LockProcess :one
SELECT version FROM process WHERE id = @id FOR NO KEY UPDATE; -- others may file to it meanwhile

-- name: ProcessInput :one
SELECT (input || seats)::jsonb AS input FROM process WHERE id = @id;

-- name: AdvanceProcess :exec
UPDATE process SET version = @version WHERE id = @id AND version < @version;

-- name: ConcludeProcess :exec
UPDATE process SET concluded_at = @concluded_at WHERE id = @id AND concluded_at IS NULL;

-- name: AppliedEffects :many
SELECT seq, answer FROM effect WHERE process = @process AND seq BETWEEN @first_seq AND @last_seq ORDER BY seq;

-- name: InsertEffect :exec
INSERT INTO effect (process, seq, version, kind, answer, applied_at)
VALUES (@process, @seq, @version, @kind, sqlc.narg(answer), @applied_at);

-- name: InsertAct :exec
-- Why is in the command as it was filed; an answer to an effect has no row there.
INSERT INTO act (process, version, command, kind, actor, role, on_behalf_of, reason, basis, document, args, received_at, recorded_at)
SELECT @process, @version, @command, @kind, @actor, @role, @on_behalf_of, coalesce(c.payload ->> 'reason', ''),
       coalesce(c.payload ->> 'basis', ''), coalesce(c.payload ->> 'document', ''), @args, @received_at, @recorded_at
FROM (SELECT @command::text AS key) k LEFT JOIN command c ON c.key = k.key
ON CONFLICT DO NOTHING;

-- name: ActWhy :one
SELECT reason, basis, document FROM act WHERE command = @command;

-- name: UpsertStep :exec
INSERT INTO step (process, name, position, mode, status, opened_at, due, closed_at, closed_by, seq)
VALUES (@process, @name, @position, @mode, @status, sqlc.narg(opened_at), sqlc.narg(due), sqlc.narg(closed_at), @closed_by, @seq)
ON CONFLICT (process, name) DO UPDATE SET
    status = excluded.status, opened_at = excluded.opened_at, due = excluded.due, closed_at = excluded.closed_at,
    closed_by = excluded.closed_by, seq = excluded.seq
WHERE step.seq < excluded.seq;

-- name: OpenTasks :exec
INSERT INTO task (process, step, act, assignee, holder, seq, opened_at)
SELECT @process, @step, @act, unnest(@assignees::text[]), @holder, @seq, @opened_at
ON CONFLICT DO NOTHING;

-- name: OpenTasksAgain :exec
UPDATE task SET done_at = NULL, ended_at = NULL
WHERE process = @process AND step = @step AND act = @act AND assignee = ANY(@assignees::text[]);

-- name: MoveTask :exec
UPDATE task SET assignee = @assignee, holder = @holder
WHERE process = @process AND step = @step AND act = @act AND assignee = @from_assignee AND done_at IS NULL AND ended_at IS NULL;

-- name: InsertWithdrawal :exec
-- Only what its author filed, and once.
INSERT INTO withdrawal (process, version, withdrawn_by, withdrawn_at)
SELECT a.process, a.version, @withdrawn_by, @withdrawn_at FROM act a
WHERE a.process = @process AND a.version = @version AND a.kind = @kind
  AND CASE WHEN a.role = 'administrator' AND a.on_behalf_of <> '' THEN a.on_behalf_of ELSE a.actor END = @author
ON CONFLICT DO NOTHING;

-- name: FinishTask :exec
UPDATE task SET done_at = @done_at
WHERE process = @process AND step = @step AND act = @act AND assignee = @assignee AND done_at IS NULL AND ended_at IS NULL;

-- name: EndTasks :exec
UPDATE task SET ended_at = @ended_at
WHERE process = @process AND step = @step AND (@act::text = '' OR act = @act::text) AND done_at IS NULL AND ended_at IS NULL;

-- name: StepAssignees :many
SELECT DISTINCT assignee FROM task
WHERE process = @process AND step = @step AND done_at IS NULL AND ended_at IS NULL ORDER BY assignee;

-- name: Inbox :many
-- What belongs to a held step is asked for later.
SELECT t.id, t.process, t.step, t.act, t.holder, t.opened_at, t.done_at, s.due, p.kind, p.cycle, p.subject,
       coalesce(u.name, b.name, l.name, ru.name, '')::text AS subject_name
FROM task t
JOIN process p ON p.id = t.process
LEFT JOIN plan_list l ON p.kind = 'PlanningReview' AND l.code = p.subject
LEFT JOIN rotation rot ON rot.process = p.id
LEFT JOIN post rp ON rp.code = rot.to_post
LEFT JOIN unit ru ON ru.code = rp.unit
LEFT JOIN step s ON s.process = t.process AND s.name = t.step
LEFT JOIN unit u ON p.kind IN ('UnitReview', 'RotationPlan') AND u.code = p.subject
LEFT JOIN body b ON p.kind = 'BodyDecision' AND b.code = p.subject
WHERE t.assignee = @assignee AND t.done_at IS NULL AND t.ended_at IS NULL AND t.id > @after AND s.status IS DISTINCT FROM 'held'
ORDER BY t.id LIMIT @max_rows;

-- name: CountInbox :one
SELECT count(*) FROM task t WHERE t.assignee = @assignee AND t.done_at IS NULL AND t.ended_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM step s WHERE s.process = t.process AND s.name = t.step AND s.status = 'held');

-- name: ProcessView :one
SELECT id, kind, cycle, subject, version, created_at, released_at, started_at, concluded_at, cancelled_at FROM process WHERE id = @id;

-- name: ProcessSteps :many
SELECT s.name, s.position, s.mode, s.status, s.opened_at, s.due, s.closed_at, s.closed_by,
       (SELECT count(*) FROM task t WHERE t.process = s.process AND t.step = s.name) AS tasks,
       (SELECT count(*) FROM task t WHERE t.process = s.process AND t.step = s.name AND t.done_at IS NOT NULL) AS tasks_done
FROM step s WHERE s.process = @process ORDER BY s.position;

-- name: ProcessActs :many
SELECT version, kind, actor, role, on_behalf_of, reason, basis, document, args, received_at, recorded_at FROM act
WHERE process = @process AND version > @after ORDER BY version LIMIT @max_rows;
