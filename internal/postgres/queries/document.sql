-- What stands on paper besides the record: names for codes, and whose paper it is.

-- name: OfficeOfUnit :one
SELECT u.name, coalesce(up.name, '')::text AS above,
       CASE WHEN u.kind = 'district_body' THEN coalesce(up.name, '') ELSE u.name END::text AS place,
       coalesce((SELECT p.track FROM post p WHERE p.unit = u.code AND p.is_head ORDER BY p.rank, p.code LIMIT 1), '')::text AS track
FROM unit u LEFT JOIN unit up ON up.code = u.parent WHERE u.code = @unit;

-- name: OfficeOfBody :one
SELECT b.name, u.name AS place FROM body b JOIN unit u ON u.code = b.unit WHERE b.code = @body;

-- name: PeopleInCycle :many
-- With the post that they are enrolled with, else with the one that they held on the reference date.
SELECT o.code, o.name, coalesce(p.name, '')::text AS post, coalesce(u.name, '')::text AS unit
FROM official o
LEFT JOIN LATERAL (
    SELECT e.post, 1 AS choice FROM enrolled e WHERE e.cycle = @cycle AND e.official = o.code
    UNION ALL
    SELECT t.post, 2 FROM tenure t JOIN cycle c ON c.code = @cycle
    WHERE t.official = o.code AND t.principal AND daterange(t.valid_from, t.valid_to, '[]') @> c.reference_date
    ORDER BY choice, post LIMIT 1
) held ON true
LEFT JOIN post p ON p.code = held.post
LEFT JOIN unit u ON u.code = p.unit
WHERE o.code = ANY(@codes::text[]) ORDER BY o.code;

-- name: LastElection :one
SELECT args, received_at FROM act WHERE process = @process AND kind = 'elect_tellers' ORDER BY version DESC LIMIT 1;
