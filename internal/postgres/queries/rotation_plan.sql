-- Years' plans of rotations.

-- name: InsertRotationPlan :exec
INSERT INTO rotation_plan (process, code, root, body, policy, day, opened_by, opened_at)
VALUES (@process, @code, @root, @body, @policy, @day, @opened_by, @opened_at);

-- name: RotationPlanRules :one
SELECT r.code, r.root, r.body, r.day, d.id, d.version, d.sha256, d.text
FROM rotation_plan r JOIN policy_document d ON d.sha256 = r.policy WHERE r.process = @process;

-- name: RotationPlans :many
SELECT r.process, r.code, r.root, u.name AS root_name, r.body, r.day, r.opened_by, r.opened_at, p.concluded_at, p.cancelled_at,
       coalesce(s.name, '')::text AS step, s.due AS due,
       (SELECT count(*) FROM task t WHERE t.process = r.process AND t.done_at IS NULL AND t.ended_at IS NULL) AS open_tasks,
       coalesce(jsonb_array_length((p.input || p.seats) -> 'pairs'), 0)::integer AS pairs
FROM rotation_plan r JOIN unit u ON u.code = r.root JOIN process p ON p.id = r.process
     LEFT JOIN step s ON s.process = r.process AND s.status = 'open'
WHERE r.code > @after ORDER BY r.code LIMIT @max_rows;

-- name: InsertRotationPlanFile :exec
INSERT INTO rotation_plan_file (process, seq, revision, sha256, file, made_at)
VALUES (@process, @seq, @revision, @sha256, @file, @made_at);

-- name: RotationPlanFile :one
-- The last assignment that was found.
SELECT revision, sha256, file, made_at FROM rotation_plan_file WHERE process = @process AND sha256 <> '' ORDER BY seq DESC LIMIT 1;

-- name: RotationPlanFileSeq :one
SELECT seq FROM rotation_plan_file WHERE process = @process AND sha256 <> '' ORDER BY seq DESC LIMIT 1;

-- name: InsertRotationPlanRecord :exec
INSERT INTO rotation_plan_record (process, version, item, act, official, post, what, text, document, document_date, signer, signer_title,
                                  author, filed_at)
VALUES (@process, @version, @item, @act, @official, @post, @what, @text, @document, sqlc.narg(document_date), @signer, @signer_title,
        @author, @filed_at)
ON CONFLICT DO NOTHING;

-- name: RotationPlanRecords :many
SELECT version, item, act, official, post, what, text, document, document_date, author, filed_at
FROM rotation_plan_record WHERE process = @process ORDER BY version, item;

-- name: RotationPlanDecisions :many
SELECT official, what, text, document, signer, signer_title FROM rotation_plan_record WHERE process = @process AND act = 'decide_rotations' ORDER BY version, item;

-- name: RotationInTheWay :one
-- Why a decided rotation cannot begin: its person is on another one, or its post is promised to somebody.
SELECT (CASE WHEN EXISTS (SELECT FROM rotation r WHERE r.official = @official::text AND r.placed IS NULL AND r.revoked_at IS NULL) THEN 'rotating_already'
             WHEN EXISTS (SELECT FROM rotation r WHERE r.to_post = @post::text AND r.started IS NULL AND r.revoked_at IS NULL) THEN 'post_promised'
             ELSE '' END)::text AS code;

-- name: StartDecidedRotation :exec
INSERT INTO rotation (code, official, from_post, to_post, body, decision, decided, balloted, months, ground, purpose, policy, process, signer,
                      signer_title)
VALUES (@code, @official, @from_post, @to_post, @body, @decision, @decided, sqlc.narg(balloted), @months, @ground, @purpose, @policy, @process,
        @signer::text, @signer_title::text);

-- name: RotationPlanNames :many
-- What people, posts and units are called.
SELECT 'person'::text AS kind, o.code, o.name, o.name AS name_en FROM official o WHERE o.code = ANY (@officials::text[])
UNION ALL SELECT 'need'::text, p.code, p.name, p.name_en FROM post p WHERE p.code = ANY (@posts::text[])
UNION ALL SELECT 'unit'::text, u.code, u.name, u.name_en FROM unit u;
