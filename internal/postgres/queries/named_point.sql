-- Points that officials have to answer in their self-reviews.

-- name: InsertNamedPoints :exec
INSERT INTO named_point (process, version, position, cycle, official, text, author, named_at)
SELECT @process, @version, t.position, @cycle, @official, t.text, @author, @named_at
FROM unnest(@texts::text[]) WITH ORDINALITY AS t (text, position)
ON CONFLICT DO NOTHING;

-- name: NamedPoints :many
SELECT process, row_number() OVER (PARTITION BY process ORDER BY version, position)::integer AS number, text, author, named_at
FROM named_point WHERE cycle = @cycle AND official = @official ORDER BY named_at, version, position;
