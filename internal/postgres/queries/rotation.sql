-- Rotations: the list, what people put on record, and what eligibility and look-ahead read.

-- name: Rotations :many
-- The columns of the list that the organisation committee keeps.
SELECT r.code, r.official, o.name AS official_name, o.born, r.from_post, f.name AS from_name, r.to_post, t.name AS to_name,
       t.unit AS place, u.name AS place_name, fu.kind AS from_kind, u.kind AS to_kind, r.body, r.decision, r.decided, r.balloted, r.months, r.ground,
       r.planned_for, r.purpose, r.process, r.started, r.ends, r.grade_before, r.grade_after, r.intended, r.placement,
       r.placed_post, pp.name AS placed_name, r.placed, r.placement_document, r.revoked_at,
       coalesce(r.signer, '')::text AS signer, coalesce(r.signer_title, '')::text AS signer_title,
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
  AND (@state::text = '' OR @state::text = CASE WHEN r.revoked_at IS NOT NULL THEN 'revoked' WHEN r.placed IS NOT NULL THEN 'placed'
                                                WHEN r.started IS NOT NULL THEN 'running' ELSE 'decided' END)
  AND (@year::integer = 0 OR extract(year FROM r.decided)::integer = @year::integer)
  AND (@unit::text = '' OR @unit::text IN (f.unit, t.unit))
  AND (@direction::text = '' OR @direction::text = CASE (fu.kind IN ('commune', 'town'))::integer - (u.kind IN ('commune', 'town'))::integer
                                                   WHEN -1 THEN 'down' WHEN 1 THEN 'up' ELSE 'across' END)
ORDER BY r.code LIMIT @max_rows;

-- name: RotationYears :many
SELECT DISTINCT extract(year FROM decided)::integer AS year FROM rotation ORDER BY year DESC;

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
-- Who is about to leave a post by a rotation does not keep it from others.
SELECT p.code, p.name, p.unit, p.title_group, p.rank, p.track, p.is_head, p.managed_by, u.kind AS unit_kind,
       EXISTS (SELECT FROM tenure t WHERE t.post = p.code AND daterange(t.valid_from, t.valid_to, '[]') @> sqlc.arg(day)::date
               AND NOT EXISTS (SELECT FROM rotation r WHERE r.from_post = p.code AND r.official = t.official AND r.started IS NULL
                               AND r.revoked_at IS NULL))::boolean AS held
FROM post p JOIN unit u ON u.code = p.unit
WHERE p.code = ANY (@posts::text[]);

-- name: PrincipalHolders :many
SELECT DISTINCT t.official FROM tenure t
WHERE t.principal AND daterange(t.valid_from, t.valid_to, '[]') @> sqlc.arg(day)::date ORDER BY t.official;

-- name: InsertRotation :exec
INSERT INTO rotation (code, official, from_post, to_post, body, decision, decided, balloted, months, ground, planned_for, purpose, policy,
                      process, findings, exception, opened_by, opened_at, signer, signer_title, grade_before)
VALUES (@code, @official, @from_post, @to_post, @body, @decision, @decided, sqlc.narg(balloted), @months, @ground, @planned_for, @purpose,
        @policy, @process, @findings, @exception, @opened_by, @opened_at, @signer::text, @signer_title::text,
        coalesce((SELECT r.grade FROM result r JOIN cycle c ON c.code = r.cycle
                  WHERE r.official = @official AND c.quarter = 0 AND c.cancelled_at IS NULL
                    AND c.year < extract(year FROM @decided::date)::integer ORDER BY c.year DESC LIMIT 1), ''));

-- name: AdoptRotation :execrows
UPDATE rotation SET process = @process WHERE code = @code AND process IS NULL AND placed IS NULL AND revoked_at IS NULL;

-- name: InsertRotationRecord :exec
INSERT INTO rotation_record (process, version, rotation, act, author, day, grade, items, placement, post, months, text, document, filed_at)
VALUES (@process, @version, @rotation, @act, @author, sqlc.narg(day), sqlc.narg(grade), @items, sqlc.narg(placement), sqlc.narg(post),
        sqlc.narg(months), @text, @document, @filed_at);

-- name: SetRotationIntended :exec
UPDATE rotation SET intended = @intended WHERE code = @code;

-- name: SetRotationDates :exec
UPDATE rotation SET started = @started, ends = @ends, months = @months WHERE code = @code;

-- name: EndRotationTenure :exec
-- The day before the official takes another post. Posts held beside a principal one in the same unit end with it.
UPDATE tenure SET valid_to = sqlc.arg(last)::date
WHERE official = sqlc.arg(official) AND valid_from <= sqlc.arg(last)::date AND (valid_to IS NULL OR valid_to > sqlc.arg(last)::date)
  AND (post = sqlc.arg(post) OR NOT principal AND post IN (
      SELECT beside.code FROM post beside JOIN post main ON main.unit = beside.unit WHERE main.code = sqlc.arg(post)));

-- name: HoldsPost :one
SELECT EXISTS (SELECT FROM tenure WHERE official = @official AND post = @post AND principal AND valid_from < @taken::date
    AND (valid_to IS NULL OR valid_to >= @taken::date))::boolean;

-- name: BeginRotationTenure :exec
INSERT INTO tenure (official, post, principal, valid_from, document) VALUES (@official, @post, true, @taken::date, @document);

-- name: RotationDecision :one
SELECT decision, decided FROM rotation WHERE code = @code;

-- name: LastPlacement :one
SELECT placement, post, day, document FROM rotation_record
WHERE rotation = @rotation AND act = 'place_official' ORDER BY version DESC LIMIT 1;

-- name: PlaceRotation :exec
UPDATE rotation SET placement = @placement, placed_post = @placed_post, placed = @placed, placement_document = @document WHERE code = @code;

-- name: GradeRotation :exec
-- The grade of the newest year that the rotation has lasted into; without one, that of the last assessment.
UPDATE rotation r SET grade_after = coalesce(
    (SELECT x.grade FROM result x JOIN cycle c ON c.code = x.cycle
     WHERE x.official = r.official AND c.quarter = 0 AND c.cancelled_at IS NULL AND c.year >= extract(year FROM r.started)::integer
     ORDER BY c.year DESC LIMIT 1),
    (SELECT a.grade FROM rotation_record a WHERE a.rotation = r.code AND a.grade IS NOT NULL ORDER BY a.version DESC LIMIT 1), '')
WHERE r.code = @code;

-- name: RevokeRotation :exec
UPDATE rotation SET revoked_at = @revoked_at WHERE process = @process AND started IS NULL;

-- name: RotationParts :one
SELECT o.name AS official_name, p.name AS post_name, r.code FROM rotation r
JOIN official o ON o.code = r.official JOIN post p ON p.code = r.to_post WHERE r.code = @code;

-- name: OpenRotations :many
SELECT r.code, r.official, r.process, p.released_at, p.started_at, p.concluded_at
FROM rotation r LEFT JOIN process p ON p.id = r.process
WHERE r.placed IS NULL AND r.revoked_at IS NULL ORDER BY r.code;

-- name: OwnRotationWork :many
-- The plans and rotations in which somebody has or had a part, the newest first.
SELECT p.kind, coalesce(rp.code, rot.code, '')::text AS code, coalesce(u.name, o.name, '')::text AS name, p.concluded_at,
       coalesce(jsonb_exists((p.input || p.seats) -> 'members', @official::text), false)::boolean AS member
FROM process p
LEFT JOIN rotation_plan rp ON rp.process = p.id LEFT JOIN unit u ON u.code = rp.root
LEFT JOIN rotation rot ON rot.process = p.id LEFT JOIN official o ON o.code = rot.official
WHERE p.kind IN ('RotationPlan', 'Rotation') AND p.cancelled_at IS NULL
  AND (EXISTS (SELECT FROM task t WHERE t.process = p.id AND t.assignee = @official::text)
       OR p.kind = 'RotationPlan' AND jsonb_exists((p.input || p.seats) -> 'members', @official::text))
ORDER BY p.released_at DESC NULLS LAST, p.id LIMIT 100;

-- name: InsertReconciliation :exec
INSERT INTO rotation_reconciliation (looked_at, looked_by, rotations, gaps) VALUES (@looked_at, @looked_by, @rotations, @gaps);

-- name: LastReconciliation :one
SELECT looked_at, looked_by, rotations, gaps FROM rotation_reconciliation ORDER BY looked_at DESC, id DESC LIMIT 1;

-- name: TransferObstacles :one
-- What keeps an official from going from one post to another on a day.
SELECT (NOT EXISTS (SELECT FROM tenure t WHERE t.official = @official AND t.post = @from_post AND t.principal AND t.valid_from < sqlc.arg(day)::date
                    AND (t.valid_to IS NULL OR t.valid_to >= sqlc.arg(day)::date)))::boolean AS not_in_post,
       (NOT EXISTS (SELECT FROM post p WHERE p.code = @to_post))::boolean AS no_such_post,
       EXISTS (SELECT FROM tenure t WHERE t.post = @to_post AND daterange(t.valid_from, t.valid_to, '[]') && daterange(sqlc.arg(day)::date, NULL))::boolean AS post_taken,
       EXISTS (SELECT FROM tenure t WHERE t.official = @official AND t.principal AND t.valid_from >= sqlc.arg(day)::date)::boolean AS overlaps;

-- name: PendingRotations :many
-- Locked in one order, so that the last two sides of an exchange do not both wait for the other; not their keys, which the
-- records that each has made before refer to.
SELECT code, process, official, from_post, to_post, ready FROM rotation
WHERE started IS NULL AND revoked_at IS NULL AND placed IS NULL AND process IS NOT NULL ORDER BY code FOR NO KEY UPDATE;

-- name: SetRotationReady :exec
UPDATE rotation SET ready = sqlc.narg(ready) WHERE code = @code;

-- name: PostHolders :many
-- Who holds a post on a day or comes into it later.
SELECT o.name FROM tenure t JOIN official o ON o.code = t.official
WHERE t.post = @post AND daterange(t.valid_from, t.valid_to, '[]') && daterange(sqlc.arg(day)::date, NULL) ORDER BY t.valid_from, o.code;

-- name: PresentPosts :many
-- The principal post of each on a day, with its unit.
SELECT DISTINCT ON (t.official) t.official, p.code AS post, p.name AS post_name, p.name_en AS post_name_en, u.code AS unit, u.name AS unit_name,
       u.name_en AS unit_name_en
FROM tenure t JOIN post p ON p.code = t.post JOIN unit u ON u.code = p.unit
WHERE t.principal AND t.official = ANY (@officials::text[]) AND daterange(t.valid_from, t.valid_to, '[]') @> sqlc.arg(day)::date
ORDER BY t.official, t.valid_from DESC, t.post;
