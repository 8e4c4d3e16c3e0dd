-- The yearly reviews of planning lists.

-- name: LockPlanList :one
-- Reviews of a list are opened, and its versions published, one after the other.
SELECT code FROM plan_list WHERE code = @list FOR UPDATE;

-- name: PlanReviewOf :one
-- The review of a list in a year that was not cancelled.
SELECT r.process FROM plan_review r JOIN process p ON p.id = r.process
WHERE r.list = @list AND r.year = @year AND p.cancelled_at IS NULL;

-- name: ReviewedLists :many
SELECT r.list FROM plan_review r JOIN process p ON p.id = r.process WHERE r.year = @year AND p.cancelled_at IS NULL ORDER BY r.list;

-- name: InsertPlanReview :exec
INSERT INTO plan_review (process, list, round, year, policy, day, opened_by, opened_at)
VALUES (@process, @list, @round, @year, @policy, sqlc.narg(day), @opened_by, @opened_at);

-- name: PlanReviewRules :one
-- What the screenings of a review are made by.
SELECT d.id, d.version, d.sha256, d.text, r.day FROM plan_review r JOIN policy_document d ON d.sha256 = r.policy WHERE r.process = @process;

-- name: InsertPlanScreening :exec
INSERT INTO plan_screening (process, seq, revision, day, findings, structure, made_at)
VALUES (@process, @seq, @revision, @day, @findings, @structure, @made_at);

-- name: PlanScreening :one
SELECT revision, day, findings, structure, made_at FROM plan_screening WHERE process = @process ORDER BY seq DESC LIMIT 1;

-- name: InsertPlanProposals :exec
INSERT INTO plan_proposal (process, id, version, kind, official, position, reason, text, author, filed_at)
SELECT @process, unnest(@ids::text[]), @version, unnest(@kinds::text[]), unnest(@officials::text[]), unnest(@positions::text[]),
       unnest(@reasons::text[]), unnest(@texts::text[]), @author, @filed_at
ON CONFLICT DO NOTHING;

-- name: PlanProposals :many
SELECT p.id, p.kind, p.official, o.name AS official_name, p.position, p.reason, p.text, p.author, a.name AS author_name, p.filed_at
FROM plan_proposal p JOIN official o ON o.code = p.official LEFT JOIN official a ON a.code = p.author
WHERE p.process = @process ORDER BY p.version, length(p.id), p.id;

-- name: InsertPlanApproval :exec
INSERT INTO plan_approval (process, version, document, document_date, decided_by, signer, signer_title, reasons, author, recorded_at)
VALUES (@process, @version, @document, @document_date, @decided_by, @signer, @signer_title, @reasons, @author, @recorded_at) ON CONFLICT DO NOTHING;

-- name: PlanApproval :one
SELECT document, document_date, decided_by, reasons, author, recorded_at FROM plan_approval
WHERE process = @process ORDER BY version DESC LIMIT 1;

-- name: CurrentPlanVersion :one
SELECT coalesce(max(number), 0)::integer FROM plan_version WHERE list = @list;

-- name: PlanReviews :many
SELECT r.process, r.list, l.name, r.round, r.day, r.opened_by, r.opened_at, p.started_at, p.concluded_at, p.cancelled_at,
       coalesce(s.name, '')::text AS step, s.due AS due,
       (SELECT count(*) FROM task t WHERE t.process = r.process AND t.done_at IS NULL AND t.ended_at IS NULL) AS open_tasks,
       coalesce((p.seats ->> 'published')::integer, 0)::integer AS published
FROM plan_review r JOIN plan_list l ON l.code = r.list JOIN process p ON p.id = r.process
     LEFT JOIN step s ON s.process = r.process AND s.status = 'open'
WHERE r.process > @after AND (@year::integer = 0 OR r.year = @year::integer) ORDER BY r.process LIMIT @max_rows;

-- name: PlanNotices :many
-- Who is told of a change that concerns somebody: their address in the roster is that of who heads the unit of their
-- principal post on the day, unless they head it themselves.
SELECT o.code, o.name, coalesce(h.official, '')::text AS head
FROM official o
LEFT JOIN LATERAL (SELECT p.unit FROM tenure t JOIN post p ON p.code = t.post
    WHERE t.official = o.code AND t.principal AND t.valid_from <= @day::date AND (t.valid_to IS NULL OR t.valid_to >= @day::date)
    ORDER BY t.valid_from DESC LIMIT 1) u ON true
LEFT JOIN LATERAL (SELECT t.official FROM tenure t JOIN post p ON p.code = t.post
    WHERE p.unit = u.unit AND p.is_head AND t.official <> o.code AND t.principal
      AND t.valid_from <= @day::date AND (t.valid_to IS NULL OR t.valid_to >= @day::date)
    ORDER BY t.valid_from DESC LIMIT 1) h ON true
WHERE o.code = ANY (@officials::text[]);

-- name: PositionNames :many
SELECT c.code::text AS code, coalesce(p.name, b.name, c.code)::text AS name
FROM unnest(@codes::text[]) AS c (code) LEFT JOIN post p ON p.code = c.code LEFT JOIN body b ON b.code = c.code;

-- name: EverybodyByName :many
SELECT code, name FROM official ORDER BY name, code LIMIT @max_rows;
