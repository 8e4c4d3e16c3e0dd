-- The roster as of a day. A period holds both its ends; no last day means open.

-- name: PeopleOfUnit :many
SELECT t.official, o.name, o.sex, o.born, o.ethnic_group, o.email, t.principal, t.valid_from AS since,
       p.code AS post, p.name AS post_name, p.name_en AS post_name_en, p.title_group, p.rank, p.track, p.is_head, p.managed_by
FROM tenure t
JOIN post p ON p.code = t.post
JOIN official o ON o.code = t.official
WHERE p.unit = @unit AND daterange(t.valid_from, t.valid_to, '[]') @> @day::date
ORDER BY p.rank, p.code;

-- name: Bodies :many
SELECT code, name, name_en, level, unit FROM body ORDER BY level DESC, code;

-- name: MembersOfBody :many
SELECT m.official, o.name, o.email, m.role
FROM body_member m
JOIN official o ON o.code = m.official
WHERE m.body = @body AND daterange(m.valid_from, m.valid_to, '[]') @> @day::date
ORDER BY array_position(ARRAY['chair', 'deputy', 'organisation', 'member'], m.role),
         substring(o.name FROM '\S+$') COLLATE "vi-x-icu", o.name COLLATE "vi-x-icu", o.code;

-- name: Official :one
SELECT code, name, sex, born, ethnic_group, party_joined, email, home FROM official WHERE code = @code;

-- name: TenuresOfOfficial :many
SELECT t.post, p.name AS post_name, p.name_en AS post_name_en, u.code AS unit, u.name AS unit_name, u.name_en AS unit_name_en,
       t.principal, t.valid_from, t.valid_to, t.document
FROM tenure t
JOIN post p ON p.code = t.post
JOIN unit u ON u.code = p.unit
WHERE t.official = @official
ORDER BY t.valid_from DESC, t.principal DESC, t.post;

-- name: QualificationHolders :many
SELECT t.official, u.kind AS unit_kind, b.level AS body_level, q.kind, q.level
FROM tenure t
JOIN post p ON p.code = t.post
JOIN unit u ON u.code = p.unit
JOIN body b ON b.code = p.managed_by
LEFT JOIN qualification q ON q.official = t.official AND q.awarded <= @day::date
WHERE t.principal AND daterange(t.valid_from, t.valid_to, '[]') @> @day::date
ORDER BY t.official, q.kind, q.level;

-- name: Baselines :many
SELECT figure, percent_bp, source FROM baseline ORDER BY figure;
