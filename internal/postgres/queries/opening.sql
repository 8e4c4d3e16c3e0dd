-- The roster as a whole, for opening a cycle.

-- name: AllUnits :many
SELECT code, name, name_en, kind, coalesce(parent, '')::text AS parent, valid_from, valid_to FROM unit ORDER BY code;

-- name: AllBodies :many
SELECT code, name, name_en, level, unit FROM body ORDER BY level, code;

-- name: AllMembers :many
SELECT body, official, role, valid_from, valid_to FROM body_member ORDER BY body, official, valid_from;

-- name: AllPosts :many
SELECT code, unit, title_group, rank, is_head, managed_by FROM post ORDER BY code;

-- name: AllTenures :many
SELECT official, post, principal, valid_from, valid_to FROM tenure ORDER BY official, valid_from, post;

-- name: InsertCycleGrades :exec
INSERT INTO cycle_grade (cycle, position, grade, label_vi, label_en)
SELECT @cycle, unnest(@positions::integer[]), unnest(@grades::text[]), unnest(@labels_vi::text[]), unnest(@labels_en::text[]);

-- name: CycleGrades :many
SELECT grade, label_vi, label_en FROM cycle_grade WHERE cycle = @cycle ORDER BY position;
