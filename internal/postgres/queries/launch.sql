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
