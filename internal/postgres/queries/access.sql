-- Signing in, API keys, and how an official stands to a process.

-- name: InsertSignIn :one
-- At most five links in a quarter of an hour for one person, so that nobody's mailbox can be flooded. A browser in which they
-- have signed in before has five of its own, so that nobody is kept out by asking in their name. An address of two people is
-- nobody's.
INSERT INTO sign_in (token_hash, official, created_at, expires_at, browser_hash)
SELECT @token_hash, p.code, @created_at::timestamptz, @expires_at::timestamptz, sqlc.narg(browser_hash)
FROM (SELECT min(o.code) AS code FROM official o WHERE lower(o.email) = lower(@email) HAVING count(*) = 1) p
CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT 1 FROM session b WHERE b.official = p.code AND b.browser_hash = sqlc.narg(browser_hash)) AS known
) browser
WHERE (
    SELECT count(*) FROM sign_in s
    WHERE s.official = p.code AND s.created_at > @recently::timestamptz
      AND (NOT browser.known OR s.browser_hash = sqlc.narg(browser_hash))
) < 5
RETURNING official::text;

-- name: InsertKeySignIn :exec
INSERT INTO sign_in (token_hash, key_name, role, created_at, expires_at)
VALUES (@token_hash, @key_name, @role, @created_at, @expires_at);

-- name: UseSignIn :one
UPDATE sign_in SET used_at = @now
WHERE token_hash = @token_hash AND used_at IS NULL AND expires_at > @now
  AND (browser_hash IS NULL OR browser_hash = sqlc.narg(browser_hash))
RETURNING official, key_name, role;

-- name: SignInOfAnotherBrowser :one
SELECT EXISTS (SELECT 1 FROM sign_in WHERE token_hash = @token_hash AND used_at IS NULL AND expires_at > @now);

-- name: InsertAttempt :exec
INSERT INTO provider_attempt (state_hash, browser_hash, created_at, expires_at)
VALUES (@state_hash, @browser_hash, @created_at, @expires_at);

-- name: UseAttempt :execrows
UPDATE provider_attempt SET used_at = @now
WHERE state_hash = @state_hash AND browser_hash = @browser_hash AND used_at IS NULL AND expires_at > @now;

-- name: OfficialByEmail :many
-- Two say that the address is nobody's alone.
SELECT code FROM official WHERE lower(email) = lower(@email) ORDER BY code LIMIT 2;

-- name: OfficialByCode :many
SELECT code FROM official WHERE code = lower(@code);

-- name: EndSessionsOfBrowser :exec
UPDATE session SET ended_at = @ended_at WHERE browser_hash = @browser_hash AND ended_at IS NULL;

-- name: InsertSession :exec
INSERT INTO session (token_hash, official, key_name, role, created_at, expires_at, seen_at, device, browser_hash)
VALUES (@token_hash, @official, @key_name, @role, @created_at, @expires_at, @created_at, @device, sqlc.narg(browser_hash));

-- name: SessionActor :one
-- The session of a key ends with the key; the key of the configuration has no row.
SELECT coalesce(s.official, 'key:' || s.key_name)::text AS actor, s.role,
       ARRAY(SELECT r.role FROM standing_role r WHERE r.official = s.official ORDER BY r.role)::text[] AS granted, s.seen_at
FROM session s
WHERE s.token_hash = @token_hash AND s.ended_at IS NULL AND s.expires_at > @now AND s.seen_at > @idle_since
  AND NOT EXISTS (SELECT 1 FROM api_key k WHERE k.name = s.key_name AND k.revoked_at IS NOT NULL);

-- name: EndSessions :exec
-- All sessions of whoever has this one.
UPDATE session SET ended_at = @ended_at
FROM session mine
WHERE mine.token_hash = @token_hash AND session.official IS NOT DISTINCT FROM mine.official AND session.key_name = mine.key_name
  AND session.ended_at IS NULL;

-- name: SeeSession :exec
UPDATE session SET seen_at = @now WHERE token_hash = @token_hash AND seen_at < @now;

-- name: SessionsOf :many
-- All that run of whoever has this one.
SELECT s.id::bigint AS id, s.device, s.created_at, s.seen_at, s.expires_at, (s.token_hash = mine.token_hash)::boolean AS is_this
FROM session s, session mine
WHERE mine.token_hash = @token_hash AND s.official IS NOT DISTINCT FROM mine.official AND s.key_name = mine.key_name
  AND s.ended_at IS NULL AND s.expires_at > @now AND s.seen_at > @idle_since
ORDER BY s.token_hash = mine.token_hash DESC, s.seen_at DESC, s.id LIMIT 100;

-- name: EndOwnSession :execrows
UPDATE session SET ended_at = @ended_at
FROM session mine
WHERE mine.token_hash = @token_hash AND session.id = @id::bigint
  AND session.official IS NOT DISTINCT FROM mine.official AND session.key_name = mine.key_name AND session.ended_at IS NULL;

-- name: EndSession :exec
UPDATE session SET ended_at = @ended_at WHERE token_hash = @token_hash AND ended_at IS NULL;

-- name: InsertAPIKey :execrows
INSERT INTO api_key (name, role, key_hash, created_by, created_at, reason, basis)
VALUES (@name, @role, @key_hash, @created_by, @created_at, @reason, @basis)
ON CONFLICT (name) DO NOTHING;

-- name: APIKeyByHash :one
SELECT name, role, used_at FROM api_key WHERE key_hash = @key_hash AND revoked_at IS NULL;

-- name: UseAPIKey :exec
UPDATE api_key SET used_at = @used_at WHERE name = @name AND (used_at IS NULL OR used_at < @used_at);

-- name: APIKeys :many
SELECT name, role, created_by, created_at, reason, basis, used_at, revoked_at, coalesce(revoked_by, '')::text AS revoked_by,
       coalesce(revoke_reason, '')::text AS revoke_reason, coalesce(revoke_basis, '')::text AS revoke_basis
FROM api_key WHERE name > @after ORDER BY name LIMIT @max_rows;

-- name: RevokeAPIKey :execrows
UPDATE api_key SET revoked_at = @revoked_at::timestamptz, revoked_by = @revoked_by::text, revoke_reason = @revoke_reason::text, revoke_basis = @revoke_basis::text
WHERE name = @name AND revoked_at IS NULL;

-- name: SeatInProcess :one
-- Everybody's place stands in what the process was started with, and in what has changed since.
SELECT p.kind, coalesce(jsonb_exists((p.input || p.seats) -> 'members', @official::text), false)::boolean AS member,
       coalesce((p.input || p.seats) ->> 'chair' = @official::text, false)::boolean AS chair,
       coalesce((p.input || p.seats) ->> 'deputy' = @official::text, false)::boolean AS deputy,
       coalesce((p.input || p.seats) ->> 'appraiser' = @official::text, false)::boolean AS appraiser,
       (coalesce((p.input || p.seats) ->> 'presider' = @official::text, false) OR EXISTS (
           SELECT 1 FROM task t WHERE t.process = p.id AND t.assignee = @official::text AND t.act = 'answer_petition'))::boolean AS presider,
       coalesce((p.input || p.seats) ->> 'announcer' = @official::text, false)::boolean AS announcer,
       EXISTS (SELECT 1 FROM task t WHERE t.process = p.id AND t.assignee = @official::text) AS tasked,
       EXISTS (SELECT 1 FROM task t WHERE t.process = p.id AND t.assignee = @official::text AND t.act = 'enter_count') AS teller,
       EXISTS (SELECT 1 FROM task t WHERE t.process = p.id AND t.assignee = @official::text AND t.holder <> '') AS stands_in
FROM process p WHERE p.id = @process;

-- name: DecidesOnUnit :one
SELECT EXISTS (
    SELECT 1 FROM enrolled e
    JOIN process p ON p.cycle = e.cycle AND p.kind = 'BodyDecision' AND p.subject = e.body
    WHERE e.cycle = @cycle AND e.unit = @unit AND jsonb_exists((p.input || p.seats) -> 'members', @official::text));

-- name: CommentingOver :one
-- Whether somebody has commented on an official, or nobody can any more.
SELECT (EXISTS (SELECT 1 FROM comment c WHERE c.cycle = @cycle AND c.official = @official AND c.author = @author)
    OR EXISTS (SELECT 1 FROM step s WHERE s.process = @process AND s.name = 'comments' AND s.status = 'closed'))::boolean AS over;

-- name: CurrentBallot :one
-- The ballot of the last round of a step: {process}/{step}, then {process}/{step}-2 and so on.
SELECT id, subjects, choices, void, on_paper FROM ballot.ballot
WHERE id = @base::text OR starts_with(id, @base::text || '-')
ORDER BY length(id) DESC, id DESC LIMIT 1;

-- name: FinishVoteTask :exec
UPDATE task SET done_at = @done_at
WHERE process = @process AND act = 'vote' AND assignee = @assignee AND done_at IS NULL AND ended_at IS NULL;

-- name: OwnActs :many
SELECT a.version, a.command, a.kind, a.actor, a.on_behalf_of, a.received_at, w.withdrawn_at
FROM act a LEFT JOIN withdrawal w ON w.process = a.process AND w.version = a.version
WHERE a.process = @process AND (a.actor = @actor OR a.on_behalf_of = @actor) ORDER BY a.version;

-- name: SelfReviewOf :one
SELECT s.grade, s.content, s.filed_at, a.actor, a.on_behalf_of, a.basis, a.document
FROM standing_self_review s JOIN act a ON a.process = s.process AND a.version = s.version
WHERE s.cycle = @cycle AND s.official = @official ORDER BY s.filed_at DESC, s.version DESC LIMIT 1;

-- name: SelfReviewVersions :many
SELECT s.version, s.grade, s.content, s.filed_at, w.withdrawn_at, a.actor, a.on_behalf_of, a.basis, a.document
FROM self_review s JOIN act a ON a.process = s.process AND a.version = s.version
LEFT JOIN withdrawal w ON w.process = s.process AND w.version = s.version
WHERE s.cycle = @cycle AND s.official = @official ORDER BY s.version DESC;

-- name: PetitionOf :one
SELECT pt.ground, pt.filed_at, pt.outcome, pt.grade, pt.answer, pt.answered_at, coalesce(
           (SELECT t.assignee FROM task t WHERE t.process = p.id AND t.act = 'answer_petition' AND t.ended_at IS NULL ORDER BY t.seq DESC LIMIT 1),
           p.input ->> 'presider', '')::text AS presider
FROM petition pt LEFT JOIN process p ON p.id = pt.process
WHERE pt.cycle = @cycle AND pt.official = @official ORDER BY pt.filed_at DESC, pt.process DESC LIMIT 1;

-- name: AppraisalBoard :many
SELECT e.official, o.name, e.unit, e.title_group, e.is_head,
       coalesce(sr.grade, '')::text AS self_grade, coalesce(pr.grade, '')::text AS proposed_grade, ap.suggested, ap.grounds
FROM enrolled e
JOIN official o ON o.code = e.official
JOIN LATERAL (SELECT suggested, grounds FROM appraisal a WHERE a.cycle = e.cycle AND a.official = e.official
              ORDER BY a.made_at DESC, a.seq DESC LIMIT 1) ap ON true
LEFT JOIN LATERAL (SELECT grade FROM standing_self_review s WHERE s.cycle = e.cycle AND s.official = e.official
                   ORDER BY s.filed_at DESC, s.version DESC LIMIT 1) sr ON true
LEFT JOIN LATERAL (SELECT grade FROM standing_proposal p WHERE p.cycle = e.cycle AND p.official = e.official
                   ORDER BY p.filed_at DESC, p.version DESC LIMIT 1) pr ON true
WHERE e.cycle = @cycle AND e.body = @body AND e.official > @after
  AND (cardinality(@officials::text[]) = 0 OR e.official = ANY (@officials::text[]))
ORDER BY e.official LIMIT @max_rows;
