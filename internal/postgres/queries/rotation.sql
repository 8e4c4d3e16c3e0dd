-- Rotations: the list, what people put on record, and what eligibility and look-ahead read.

-- name: Rotations :many
-- The columns of the list that the organisation committee keeps.
SELECT r.code, r.official, o.name AS official_name, o.born, r.from_post, f.name AS from_name, r.to_post, t.name AS to_name,
       t.unit AS place, u.name AS place_name, fu.kind AS from_kind, u.kind AS to_kind, r.body, r.decision, r.decided, r.months, r.ground,
       r.planned_for, r.purpose, r.process, r.started, r.ends, r.grade_before, r.grade_after, r.intended, r.placement,
       r.placed_post, pp.name AS placed_name, r.placed, r.placement_document, r.revoked_at,
       (SELECT count(*) FROM rotation_record a WHERE a.rotation = r.code AND a.act = 'assess_rotation')::integer AS reviews
FROM rotation r
JOIN official o ON o.code = r.official
JOIN post f ON f.code = r.from_post
JOIN unit fu ON fu.code = f.unit
JOIN post t ON t.code = r.to_post
JOIN unit u ON u.code = t.unit
LEFT JOIN post pp ON pp.code = r.placed_post
WHERE r.code > @after AND (@rotation::text = '' OR r.code = @rotation::text) AND (@official::text = '' OR r.official = @official::text)
  AND (sqlc.narg(decided_from)::date IS NULL OR r.decided >= sqlc.narg(decided_from)::date)
  AND (sqlc.narg(decided_to)::date IS NULL OR r.decided <= sqlc.narg(decided_to)::date)
ORDER BY r.code LIMIT @max_rows;

-- name: RotationRecords :many
SELECT act, author, day, grade, items, placement, post, months, text, document, filed_at, version FROM rotation_record
WHERE rotation = @rotation ORDER BY process, version;

-- name: RotationFigures :one
-- A key post of a commune is one of the Party or of its committee that a body of the district manages.
SELECT count(*)::integer AS decided,
       (count(*) FILTER (WHERE u.kind IN ('commune', 'town') AND b.level = 2 AND p.track IN ('party', 'government')))::integer AS to_key_posts
FROM rotation r
JOIN post p ON p.code = r.to_post
JOIN unit u ON u.code = p.unit
JOIN body b ON b.code = p.managed_by
WHERE r.decided BETWEEN @since::date AND sqlc.arg(day)::date AND (r.revoked_at IS NULL OR r.revoked_at > sqlc.arg(day)::date);

-- name: RotationsCarriedOut :many
SELECT code FROM rotation WHERE code = ANY (@codes::text[]) AND process IS NOT NULL ORDER BY code;

-- name: RotationPeople :many
SELECT code, sex, born, party_joined, home FROM official WHERE code = ANY (@officials::text[]);

-- name: RotationTenures :many
SELECT t.official, t.post, t.principal, t.valid_from, t.valid_to, p.unit, p.title_group, p.is_head
FROM tenure t JOIN post p ON p.code = t.post
WHERE t.official = ANY (@officials::text[]) AND t.valid_from <= sqlc.arg(day)::date ORDER BY t.official, t.valid_from, t.post;

-- name: RotationPlanned :many
-- What people are prepared for on the current versions of the lists of terms that are not over, the first choice first.
SELECT e.official, e.list, e.position, u.kind AS unit_kind
FROM plan_entry e JOIN plan_list l ON l.code = e.list JOIN unit u ON u.code = l.unit
     JOIN (SELECT list, max(number) AS number FROM plan_version WHERE published_at < sqlc.arg(day)::date + 1 GROUP BY list) v
          ON v.list = e.list AND v.number = e.version
WHERE l.term_to >= extract(year FROM sqlc.arg(day)::date)::integer
ORDER BY e.position, e.rank, e.official;

-- name: RotationsRunning :many
SELECT code, official, to_post, ends FROM rotation
WHERE placed IS NULL AND revoked_at IS NULL AND decided <= sqlc.arg(day)::date ORDER BY code;

-- name: RotationPlaces :many
SELECT p.code, p.name, p.unit, p.title_group, p.rank, p.track, p.is_head, p.managed_by, u.kind AS unit_kind,
       EXISTS (SELECT FROM tenure t WHERE t.post = p.code AND daterange(t.valid_from, t.valid_to, '[]') @> sqlc.arg(day)::date)::boolean AS held
FROM post p JOIN unit u ON u.code = p.unit
WHERE p.code = ANY (@posts::text[]);

-- name: PrincipalHolders :many
SELECT DISTINCT t.official FROM tenure t
WHERE t.principal AND daterange(t.valid_from, t.valid_to, '[]') @> sqlc.arg(day)::date ORDER BY t.official;
