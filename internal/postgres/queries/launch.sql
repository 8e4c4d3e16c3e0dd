-- Launches of schedules.

-- name: CycleOfPeriod :one
SELECT code FROM cycle WHERE root = @root AND year = @year AND quarter = @quarter
ORDER BY cancelled_at DESC, code LIMIT 1; -- one that is not cancelled first

-- name: RecordLaunch :exec
INSERT INTO launch (schedule, code, scheduled_at, outcome, fault_code, fault_text, launched_at)
VALUES (@schedule, @code, @scheduled_at, @outcome, @fault_code, @fault_text, @launched_at)
ON CONFLICT (schedule, code) DO UPDATE
SET scheduled_at = excluded.scheduled_at, outcome = excluded.outcome, fault_code = excluded.fault_code,
    fault_text = excluded.fault_text, launched_at = excluded.launched_at
WHERE launch.outcome = 'failed';

-- name: Launches :many
SELECT schedule, code, scheduled_at, outcome, fault_code, fault_text, launched_at
FROM launch WHERE (schedule || ' ' || code) > @after::text ORDER BY schedule || ' ' || code LIMIT @max_rows;

-- name: KnownUnits :many
SELECT code FROM unit WHERE code = ANY(@codes::text[]);

-- name: LastLaunches :many
-- The last tries of each schedule, the newest first.
SELECT l.schedule, l.code, l.scheduled_at, l.outcome, l.fault_code, l.fault_text, l.launched_at
FROM launch l
WHERE l.code IN (SELECT m.code FROM launch m WHERE m.schedule = l.schedule ORDER BY m.launched_at DESC, m.code DESC LIMIT @most)
ORDER BY l.schedule, l.launched_at DESC, l.code DESC;

-- name: SchedulePauses :many
-- The last act of pausing or resuming each schedule.
SELECT DISTINCT ON (a.about) a.about, a.kind, a.actor, coalesce(o.name, '')::text AS actor_name, a.reason, a.basis, a.at
FROM office_act a LEFT JOIN official o ON o.code = a.actor
WHERE a.kind IN ('pause_schedule', 'resume_schedule') ORDER BY a.about, a.id DESC;
