-- What waits for the administrators.

-- name: Concerns :many
-- Launches that failed, lateness that nobody else was told of and that lasts, mail that did not arrive, and open findings
-- on planning lists.
SELECT c.key::text AS key, c.kind, c.about, c.step, c.code, c.text, c.late, c.at FROM (
    SELECT 'launch ' || schedule || ' ' || code AS key, 'launch_failed'::text AS kind, code AS about, schedule AS step,
           fault_code AS code, fault_text AS text, 0 AS late, launched_at AS at
    FROM launch WHERE outcome = 'failed'
    UNION ALL
    SELECT 'late ' || lpad(e.id::text, 19, '0'), 'late', e.process, e.step, e.act, '', e.late, e.told_at
    FROM escalation e
    WHERE e.reader = '' AND EXISTS (SELECT FROM task t WHERE t.process = e.process AND t.step = e.step AND t.act = e.act
                                      AND t.done_at IS NULL AND t.ended_at IS NULL)
      AND NOT EXISTS (SELECT FROM escalation n WHERE n.process = e.process AND n.step = e.step AND n.act = e.act
                        AND n.reader = '' AND n.id > e.id)
    UNION ALL
    SELECT 'mail ' || lpad(m.id::text, 19, '0'), 'mail_failed', m.id::text, '', m.kind, coalesce(m.last_error, ''), 0, m.created_at
    FROM mail_outbox m WHERE m.state IN ('failed', 'bounced')
    UNION ALL
    SELECT 'plan ' || lpad(f.id::text, 19, '0'), 'plan_finding', f.id::text, f.list, f.cause, f.record, 0, f.opened_at
    FROM plan_finding_state f WHERE f.state = 'open'
) c
WHERE c.key > @after::text ORDER BY c.key LIMIT @max_rows;
