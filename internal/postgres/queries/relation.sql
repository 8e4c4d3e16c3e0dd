-- Who is related to whom.

-- name: AllRelations :many
SELECT official, relative, kind, valid_to FROM relation ORDER BY official, relative;
