-- What the merger of a unit is prepared with.

-- name: MergerUnits :many
-- The units of a cycle that have people.
SELECT u.code, u.name, count(*) AS people FROM enrolled e JOIN unit u ON u.code = e.unit
WHERE e.cycle = @cycle GROUP BY u.code, u.name ORDER BY u.name, u.code;

-- name: MergerPeople :many
SELECT o.code, o.name, coalesce(p.name, '')::text AS post_name FROM enrolled e
JOIN official o ON o.code = e.official LEFT JOIN post p ON p.code = e.post
WHERE e.cycle = @cycle AND e.unit = @unit ORDER BY e.is_head DESC, p.rank, o.code;

-- name: VacantPosts :many
-- Posts that nobody holds in a cycle, of other units, and of bodies that decide in it.
SELECT p.code, p.name, u.name AS unit_name FROM post p JOIN unit u ON u.code = p.unit
WHERE p.valid_to IS NULL AND u.valid_to IS NULL AND p.unit <> @unit
  AND p.managed_by IN (SELECT e.body FROM enrolled e WHERE e.cycle = @cycle)
  AND NOT EXISTS (SELECT FROM enrolled e WHERE e.cycle = @cycle AND e.post = p.code)
ORDER BY u.name, p.rank, p.code;

-- name: OpenTasksOf :many
-- What some people still have to do, in a cycle or, without one, in all; whether they have voted is nobody's to see.
SELECT t.assignee, t.process, t.act, s.due FROM task t
JOIN process p ON p.id = t.process LEFT JOIN step s ON s.process = t.process AND s.name = t.step
WHERE (@cycle::text = '' OR p.cycle = @cycle::text) AND t.assignee = ANY(@people::text[]) AND t.act <> 'vote' AND t.done_at IS NULL AND t.ended_at IS NULL
ORDER BY t.assignee, s.due, t.id;

-- name: GroupSizes :many
-- How many officials of a group of posts a body decides about.
SELECT e.body, e.title_group, count(*) AS people FROM enrolled e WHERE e.cycle = @cycle
GROUP BY e.body, e.title_group ORDER BY e.body, e.title_group;
