-- Planning lists, their versions, and what a screening looks at.

-- name: PlanLists :many
SELECT l.code, l.name, l.name_en, l.kind, l.unit, u.kind AS unit_kind, l.body, l.term_from, l.term_to, l.seats, l.approved_by,
       coalesce(max(v.number), 0)::integer AS version
FROM plan_list l JOIN unit u ON u.code = l.unit LEFT JOIN plan_version v ON v.list = l.code
WHERE l.code > @after AND (@list::text = '' OR l.code = @list::text) AND (@term_from::integer = 0 OR l.term_from = @term_from::integer)
GROUP BY l.code, u.kind ORDER BY l.code LIMIT @max_rows;

-- name: PlanVersions :many
SELECT v.number, v.process, v.decision, v.published_at, count(DISTINCT e.official) AS people, count(e.official) AS entries,
       coalesce(a.decided_by, '')::text AS decided_by, coalesce(a.signer, '')::text AS signer, coalesce(a.signer_title, '')::text AS signer_title
FROM plan_version v LEFT JOIN plan_entry e ON e.list = v.list AND e.version = v.number
LEFT JOIN plan_approval a ON a.process = v.process AND a.version = (SELECT max(n.version) FROM plan_approval n WHERE n.process = v.process)
WHERE v.list = @list AND v.number > @after::integer GROUP BY v.list, v.number, a.decided_by, a.signer, a.signer_title ORDER BY v.number LIMIT @max_rows;

-- name: PlanEntries :many
SELECT e.official, o.name AS official_name, e.position, coalesce(p.name, b.name, e.position)::text AS position_name, e.rank, e.tier,
       e.source, e.since, e.decision, e.decided
FROM plan_entry e JOIN official o ON o.code = e.official LEFT JOIN post p ON p.code = e.position LEFT JOIN body b ON b.code = e.position
WHERE e.list = @list AND e.version = @version AND (e.position, e.rank, e.official) > (@after_position::text, @after_rank::integer, @after_official::text)
ORDER BY e.position, e.rank, e.official LIMIT @max_rows;

-- name: PlanChanges :many
SELECT official, position, kind, reason, note FROM plan_change
WHERE list = @list AND version = @version ORDER BY position, official;

-- name: PlanHistory :many
SELECT l.code AS list, l.name, l.term_from, l.term_to, e.position, e.since, min(e.version)::integer AS first_version,
       max(e.version)::integer AS last_version, (max(e.version) = max(current.number))::boolean AS is_current,
       max(e.decision)::text AS decision, min(e.decided)::date AS decided, coalesce(max(c.reason), '')::text AS left_for, coalesce(max(c.note), '')::text AS note
FROM plan_entry e JOIN plan_list l ON l.code = e.list
     JOIN LATERAL (SELECT max(v.number) AS number FROM plan_version v WHERE v.list = e.list) current ON true
     LEFT JOIN plan_change c ON c.list = e.list AND c.official = e.official AND c.position = e.position AND c.kind = 'removed'
          AND c.version > e.version
          AND NOT EXISTS (SELECT FROM plan_change a WHERE a.list = c.list AND a.official = c.official AND a.position = c.position
                          AND a.kind = 'added' AND a.version > e.since AND a.version < c.version)
WHERE e.official = @official
GROUP BY l.code, e.position, e.since ORDER BY l.term_from, l.code, e.position, e.since;

-- name: PlanPeople :many
SELECT code, sex, born, ethnic_group, party_joined FROM official WHERE code = ANY (@officials::text[]);

-- name: PlanTenures :many
SELECT t.official, t.post, t.principal, p.unit, p.rank, p.title_group, b.level, u.kind AS unit_kind,
       (t.valid_to IS NULL OR t.valid_to >= sqlc.arg(day)::date)::boolean AS held
FROM tenure t JOIN post p ON p.code = t.post JOIN body b ON b.code = p.managed_by JOIN unit u ON u.code = p.unit
WHERE t.official = ANY (@officials::text[]) AND t.valid_from <= sqlc.arg(day)::date;

-- name: PlanSeats :many
SELECT official, body FROM body_member
WHERE official = ANY (@officials::text[]) AND valid_from <= sqlc.arg(day)::date AND (valid_to IS NULL OR valid_to >= sqlc.arg(day)::date);

-- name: PlanGrades :many
SELECT r.official, c.year, r.grade FROM result r JOIN cycle c ON c.code = r.cycle
WHERE r.official = ANY (@officials::text[]) AND c.quarter = 0 AND c.cancelled_at IS NULL
ORDER BY r.official, c.year DESC;

-- name: PlanDisciplines :many
SELECT official, decided, form, duty_related FROM discipline
WHERE official = ANY (@officials::text[]) AND decided <= sqlc.arg(day)::date ORDER BY official, decided;

-- name: PlanQualifications :many
SELECT official, kind, level FROM qualification WHERE official = ANY (@officials::text[]) AND awarded <= sqlc.arg(day)::date;

-- name: PlanPositions :many
SELECT e.official, e.list, e.position, e.rank, u.kind AS unit_kind
FROM plan_entry e JOIN plan_list l ON l.code = e.list JOIN unit u ON u.code = l.unit
     JOIN LATERAL (SELECT max(v.number) AS number FROM plan_version v WHERE v.list = l.code) current ON e.version = current.number
WHERE l.term_from = @term_from AND e.official = ANY (@officials::text[])
ORDER BY e.official, e.rank, e.list, e.position;

-- name: PlanPosts :many
SELECT p.code, p.unit, p.rank, p.title_group, b.level, u.kind AS unit_kind
FROM post p JOIN body b ON b.code = p.managed_by JOIN unit u ON u.code = p.unit WHERE p.code = ANY (@posts::text[]);

-- name: PlanStandingCommittees :many
SELECT l.unit, l.body FROM plan_list l WHERE l.kind = 'standing_committee' AND l.body IS NOT NULL GROUP BY l.unit, l.body;

-- name: InsertPlanVersion :execrows
INSERT INTO plan_version (list, number, process, decision, published_at)
VALUES (@list, @number, sqlc.narg(process), @decision, @published_at) ON CONFLICT DO NOTHING;

-- name: InsertPlanEntries :copyfrom
INSERT INTO plan_entry (list, version, official, position, rank, tier, source, since, decision, decided)
VALUES (@list, @version, @official, @position, @rank, @tier, @source, @since, @decision, @decided);

-- name: InsertPlanChanges :copyfrom
INSERT INTO plan_change (list, version, official, position, kind, reason, note)
VALUES (@list, @version, @official, @position, @kind, @reason, @note);

-- name: PlanCounts :many
-- How many people are on the current versions of the lists of a term, each once on each list.
SELECT l.kind, u.kind AS unit_kind, count(DISTINCT (e.list, e.official)) AS people
FROM plan_list l JOIN unit u ON u.code = l.unit
     JOIN LATERAL (SELECT max(v.number) AS number FROM plan_version v WHERE v.list = l.code) current ON true
     JOIN plan_entry e ON e.list = l.code AND e.version = current.number
WHERE l.term_from = @term_from GROUP BY l.kind, u.kind ORDER BY l.kind, u.kind;
