-- The evaluation's records and what the appraisal and the pages read.

-- name: InsertSelfReview :exec
INSERT INTO self_review (process, version, cycle, official, grade, content, filed_at)
VALUES (@process, @version, @cycle, @official, @grade, @content, @filed_at) ON CONFLICT DO NOTHING;

-- name: InsertComment :exec
INSERT INTO comment (process, version, cycle, author, official, text, filed_at)
VALUES (@process, @version, @cycle, @author, @official, @text, @filed_at) ON CONFLICT DO NOTHING;

-- name: InsertMinutes :exec
INSERT INTO minutes (process, version, kind, author, text, filed_at)
VALUES (@process, @version, @kind, @author, @text, @filed_at) ON CONFLICT DO NOTHING;

-- name: InsertProposals :exec
INSERT INTO proposal (process, version, cycle, official, grade, reason, author, filed_at)
SELECT @process, @version, @cycle, unnest(@officials::text[]), unnest(@grades::text[]), unnest(@reasons::text[]), @author, @filed_at
ON CONFLICT DO NOTHING;

-- name: InsertAppraisals :exec
INSERT INTO appraisal (process, seq, cycle, official, suggested, grounds, made_at)
SELECT @process, @seq, @cycle, unnest(@officials::text[]), unnest(@suggested::text[]), unnest(@grounds::jsonb[]), @made_at
ON CONFLICT DO NOTHING;

-- name: InsertDecisions :exec
INSERT INTO decision (process, version, cycle, body, subject, about, grade, suggested, reason, author, decided_at)
SELECT @process, @version, @cycle, @body, unnest(@subjects::text[]), @about, unnest(@grades::text[]),
       unnest(@suggested::text[]), unnest(@reasons::text[]), @author, @decided_at
ON CONFLICT DO NOTHING;

-- name: UpsertResults :exec
INSERT INTO result (cycle, official, body, grade, process, version, decided_at)
SELECT @cycle, unnest(@officials::text[]), @body, unnest(@grades::text[]), @process, @version, @decided_at
ON CONFLICT (cycle, official) DO UPDATE SET
    grade = excluded.grade, process = excluded.process, version = excluded.version, decided_at = excluded.decided_at
WHERE result.process <> excluded.process OR result.version < excluded.version;

-- name: PublishResults :many
UPDATE result SET announced_at = @announced_at
WHERE result.cycle = @cycle AND result.body = @body AND announced_at IS NULL
RETURNING official, grade, decided_at;

-- name: AcknowledgeResult :exec
UPDATE result SET acknowledged_at = @acknowledged_at
WHERE cycle = @cycle AND official = @official AND acknowledged_at IS NULL;

-- name: InsertPetition :exec
INSERT INTO petition (process, cycle, official, ground, filed_at) VALUES (@process, @cycle, @official, @ground, @filed_at)
ON CONFLICT DO NOTHING;

-- name: AnswerPetition :exec
UPDATE petition SET outcome = @outcome, answer = @answer, grade = sqlc.narg(grade), answered_by = @answered_by, answered_at = @answered_at
WHERE process = @process AND answered_at IS NULL;

-- name: CurrentPetition :one
SELECT process, answered_at FROM petition WHERE cycle = @cycle AND official = @official ORDER BY filed_at DESC, process DESC LIMIT 1;

-- name: ResultOf :one
SELECT r.cycle, r.official, r.body, r.grade, r.decided_at, r.announced_at, r.acknowledged_at,
       p.filed_at AS petition_filed_at, p.outcome AS petition_outcome, p.answer AS petition_answer, p.answered_at AS petition_answered_at
FROM result r
LEFT JOIN petition p ON p.process = (SELECT pt.process FROM petition pt WHERE pt.cycle = r.cycle AND pt.official = r.official
                                     ORDER BY pt.filed_at DESC, pt.process DESC LIMIT 1)
WHERE r.cycle = @cycle AND r.official = @official;

-- name: DecisionsOn :many
SELECT d.process, d.version, d.body, d.grade, d.suggested, d.reason, d.decided_at, a.actor, a.on_behalf_of, a.basis, a.document,
       x.document AS external_document, x.document_date, x.decided_by, x.signer, x.signer_title
FROM decision d JOIN act a ON a.process = d.process AND a.version = d.version
LEFT JOIN external_result x ON x.process = d.process AND x.version = d.version
WHERE d.cycle = @cycle AND d.about = @about AND d.subject = @subject ORDER BY d.decided_at, d.version;

-- name: AppraisalCases :many
-- The cases before a body, or one official's own.
SELECT e.official, c.year, c.quarter, e.unit, e.title_group, e.is_head, e.body, po.track, po.rank,
       f.months_worked, f.maternity_leave, f.absence_months, f.sick_months, f.targets_total, f.targets_done,
       f.targets_on_time, f.targets_exceeded, f.exemplary, f.initiative, f.low_confidence_bp,
       u.targets_total AS unit_total, u.targets_done AS unit_done, u.targets_on_time AS unit_on_time,
       u.targets_exceeded AS unit_exceeded, u.subunits_total, u.subunits_completed, u.subunits_good,
       u.members_disciplined, u.disunity,
       coalesce(sr.grade, '')::text AS self_grade, coalesce(sr.content, '{}')::jsonb AS self_content,
       coalesce(pr.grade, '')::text AS proposed_grade, coalesce(pr.author, '')::text AS proposer
FROM enrolled e
JOIN cycle c ON c.code = e.cycle
JOIN post po ON po.code = e.post
LEFT JOIN fact f ON f.official = e.official AND f.year = c.year AND f.quarter = c.quarter
LEFT JOIN unit_result u ON u.unit = e.unit AND u.year = c.year AND u.quarter = c.quarter
LEFT JOIN LATERAL (SELECT grade, content FROM standing_self_review s WHERE s.cycle = e.cycle AND s.official = e.official
                   ORDER BY s.filed_at DESC, s.version DESC LIMIT 1) sr ON true
LEFT JOIN LATERAL (SELECT grade, author FROM standing_proposal p WHERE p.cycle = e.cycle AND p.official = e.official
                   ORDER BY p.filed_at DESC, p.version DESC LIMIT 1) pr ON true
WHERE e.cycle = @cycle AND (e.body = @body OR e.official = @official) ORDER BY e.official;

-- name: DisciplineUntilYear :many
SELECT d.official, extract(year FROM d.decided)::integer AS year, extract(quarter FROM d.decided)::integer AS quarter, d.form, d.duty_related,
       coalesce(d.violation, '')::text AS violation, coalesce(d.counted_in, 0)::integer AS counted_in
FROM discipline d
JOIN enrolled e ON e.official = d.official AND e.cycle = @cycle
JOIN cycle c ON c.code = e.cycle
WHERE (e.body = @body OR e.official = @official) AND extract(year FROM d.decided)::integer <= c.year ORDER BY d.official, d.decided, d.form;

-- name: LatestAppraisals :many
SELECT DISTINCT ON (a.official) a.official, a.suggested, a.grounds FROM appraisal a
JOIN enrolled e ON e.cycle = a.cycle AND e.official = a.official
WHERE a.cycle = @cycle AND e.body = @body ORDER BY a.official, a.made_at DESC, a.seq DESC;

-- name: AppraisalOf :one
SELECT suggested, grounds FROM appraisal WHERE cycle = @cycle AND official = @official ORDER BY made_at DESC, seq DESC LIMIT 1;

-- name: ProposalsOfUnit :many
SELECT DISTINCT ON (p.official) p.official, p.grade, p.reason, a.actor, a.on_behalf_of, a.basis, a.document,
       x.document AS external_document, x.document_date, x.decided_by, x.signer, x.signer_title
FROM standing_proposal p JOIN act a ON a.process = p.process AND a.version = p.version
LEFT JOIN external_result x ON x.process = p.process AND x.version = p.version
WHERE p.cycle = @cycle AND p.process = @process ORDER BY p.official, p.version DESC;

-- name: CommentsOn :many
SELECT c.author, c.text, c.filed_at, w.withdrawn_at, a.actor, a.on_behalf_of, a.basis, a.document
FROM comment c JOIN act a ON a.process = c.process AND a.version = c.version
LEFT JOIN withdrawal w ON w.process = c.process AND w.version = c.version
WHERE c.cycle = @cycle AND c.official = @official ORDER BY c.filed_at, c.version;

-- name: CommentCounts :many
-- How many comments stand on each in a conference, and how many of them came after the due time of the comments.
SELECT c.official, count(*)::integer AS comments, (count(*) FILTER (WHERE c.filed_at >= s.due))::integer AS late
FROM comment c JOIN step s ON s.process = c.process AND s.name = 'comments'
WHERE c.process = @process AND NOT EXISTS (SELECT FROM withdrawal w WHERE w.process = c.process AND w.version = c.version)
GROUP BY c.official ORDER BY c.official;

-- name: UnitTallies :many
SELECT DISTINCT ON (t.subject) t.subject, t.convened, t.present, t.issued, t.collected, t.valid, t.invalid, t.votes, b.choices
FROM ballot.tally t
JOIN ballot.ballot b ON b.id = t.ballot_id
JOIN enrolled e ON e.official = t.subject AND e.cycle = @cycle
WHERE e.body = @body AND t.ballot_id LIKE 'unit-review/' || @cycle || '/%'
ORDER BY t.subject, starts_with(t.ballot_id, 'unit-review/' || @cycle || '/' || e.unit || '/') DESC, length(t.ballot_id) DESC, t.ballot_id DESC;

-- name: MinutesOf :many
SELECT m.kind, m.author, m.text, m.filed_at, a.actor, a.on_behalf_of, a.basis, a.document
FROM minutes m JOIN act a ON a.process = m.process AND a.version = m.version
WHERE m.process = @process ORDER BY m.version;
