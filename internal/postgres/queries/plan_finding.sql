-- What speaks against people on planning lists since the last version.

-- name: OpenPlanFindings :many
-- A record counts against a version when it is not older by more months than the policy of the list says: what is older was known
-- when it was approved.
INSERT INTO plan_finding (list, version, official, cause, record, opened_by, opened_at)
SELECT s.list, s.version, s.official, r.cause, r.record, @opened_by, @opened_at
FROM (SELECT unnest(@lists::text[]) AS list, unnest(@months::integer[]) AS months) x
JOIN plan_standing s ON s.list = x.list JOIN plan_record r ON r.official = s.official
WHERE (@everybody::boolean OR s.official = ANY (@officials::text[]))
  AND r.since >= s.published_at::date - make_interval(months => x.months) AND r.since <= make_date(s.term_to, 12, 31)
ORDER BY s.list, s.official, r.cause, r.record
ON CONFLICT (list, official, cause, record) DO NOTHING
RETURNING id;

-- name: PlanTerms :many
-- When the terms of the lists begin on which somebody stands.
SELECT DISTINCT s.list, l.term_from FROM plan_standing s JOIN plan_list l ON l.code = s.list
WHERE @everybody::boolean OR s.official = ANY (@officials::text[]) ORDER BY s.list;

-- name: OpenAgeFindings :many
INSERT INTO plan_finding (list, version, official, cause, record, opened_by, opened_at)
SELECT s.list, s.version, s.official, 'age', x.record, 'sweep', @opened_at
FROM (SELECT unnest(@lists::text[]) AS list, unnest(@officials::text[]) AS official, unnest(@months::text[]) AS record) x
JOIN plan_standing s ON s.list = x.list AND s.official = x.official
ORDER BY s.list, s.official
ON CONFLICT (list, official, cause, record) DO NOTHING
RETURNING id;

-- name: LockPlanFindings :many
-- Findings on records, each with whether its record is there and whether it is withdrawn.
SELECT f.id,
       EXISTS (SELECT FROM plan_record r WHERE r.official = f.official AND r.cause = f.cause AND r.record = f.record)::boolean AS on_record,
       coalesce((SELECT a.kind = 'withdrawn' FROM plan_finding_act a WHERE a.finding = f.id ORDER BY a.id DESC LIMIT 1), false)::boolean AS withdrawn
FROM plan_finding f WHERE f.cause IN ('grade', 'ballot') AND f.official = ANY (@officials::text[])
ORDER BY f.id FOR UPDATE OF f;

-- name: LockAgeFindings :many
SELECT f.id, f.list, f.official, f.record,
       coalesce((SELECT a.kind = 'withdrawn' FROM plan_finding_act a WHERE a.finding = f.id ORDER BY a.id DESC LIMIT 1), false)::boolean AS withdrawn
FROM plan_finding f WHERE f.cause = 'age' AND f.list = ANY (@lists::text[])
ORDER BY f.id FOR UPDATE OF f;

-- name: OfficialsOfGrades :many
SELECT DISTINCT official FROM plan_finding WHERE cause IN ('grade', 'ballot') AND record = @cycle ORDER BY official;

-- name: LockPlanFinding :one
SELECT id FROM plan_finding WHERE id = @id FOR UPDATE;

-- name: InsertPlanFindingActs :exec
INSERT INTO plan_finding_act (finding, kind, actor, reason, basis, at)
SELECT unnest(@findings::bigint[]), @kind, @actor, @reason, @basis, @at;

-- name: PlanFindings :many
SELECT f.id, f.list, l.name AS list_name, l.name_en AS list_name_en, f.version, f.official, o.name AS official_name, f.cause, f.record,
       f.opened_by, f.opened_at, f.state, l.term_from, c.year, c.quarter
FROM plan_finding_state f JOIN plan_list l ON l.code = f.list JOIN official o ON o.code = f.official
LEFT JOIN cycle c ON f.cause IN ('grade', 'ballot') AND c.code = f.record
WHERE f.id > @after::bigint AND (@list::text = '' OR f.list = @list::text) AND (@official::text = '' OR f.official = @official::text)
  AND (@cause::text = '' OR f.cause = @cause::text) AND (@state::text = '' OR f.state = @state::text)
  AND (cardinality(@ids::bigint[]) = 0 OR f.id = ANY (@ids::bigint[]))
  AND (@head::text = '' OR f.official <> @head::text AND EXISTS (
      SELECT FROM tenure h JOIN post led ON led.code = h.post AND led.is_head
      JOIN post beside ON beside.unit = led.unit JOIN tenure t ON t.post = beside.code AND t.principal
      WHERE h.official = @head::text AND t.official = f.official
        AND daterange(h.valid_from, h.valid_to, '[]') @> sqlc.arg(day)::date AND daterange(t.valid_from, t.valid_to, '[]') @> sqlc.arg(day)::date))
ORDER BY f.id LIMIT @max_rows;

-- name: PlanFindingActs :many
SELECT kind, actor, reason, basis, at FROM plan_finding_act WHERE finding = @finding ORDER BY id;

-- name: RunningPlanLists :many
SELECT code FROM plan_list WHERE term_to >= @year::integer ORDER BY code;

-- name: RescreenReviews :exec
-- Tells the running reviews of the findings' lists that the record has changed.
INSERT INTO command (key, process, kind, actor, role, body_sha256, args, payload, received_at, next_try_at)
SELECT @prefix::text || '/' || r.process, r.process, @kind, @actor, 'system', '', '{}', '{}', @at, @at
FROM plan_review r JOIN process p ON p.id = r.process
WHERE p.concluded_at IS NULL AND p.cancelled_at IS NULL
  AND r.list IN (SELECT f.list FROM plan_finding f WHERE f.id = ANY (@findings::bigint[]))
ON CONFLICT (key) DO NOTHING;
