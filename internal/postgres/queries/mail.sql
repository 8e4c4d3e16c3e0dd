-- name: EnqueueMail :execrows
-- A reader given by code alone is looked up in the roster; an unknown code leaves the address empty, which is refused.
-- What is switched off is skipped. What would only come back has failed at once, and so stands in the administrator's list. Who asks for a link to sign in
-- has an address that works again, perhaps.
INSERT INTO mail_outbox (key, official, name, address, kind, data, next_attempt_at, state, last_error)
SELECT m.key, NULLIF(m.official, ''),
    CASE WHEN m.address = '' THEN COALESCE(o.name, '') ELSE m.name END,
    CASE WHEN m.address = '' THEN COALESCE(o.email, '') ELSE m.address END,
    m.kind, m.data::jsonb,
    now() + make_interval(secs => CASE WHEN mail_unwanted(m.official, 'digest') IS NULL THEN m.wait ELSE 0 END),
    CASE WHEN mail_unwanted(m.official, m.kind) IS NOT NULL THEN 'skipped' WHEN b.address IS NULL THEN 'pending' ELSE 'failed' END,
    COALESCE(mail_unwanted(m.official, m.kind), 'not sent, since mail to the address comes back: ' || b.reason)
FROM (
    SELECT unnest(@keys::text[]) AS key, unnest(@officials::text[]) AS official, unnest(@names::text[]) AS name,
        unnest(@addresses::text[]) AS address, unnest(@kinds::text[]) AS kind, unnest(@data::text[]) AS data,
        unnest(@waits::double precision[]) AS wait
) AS m
LEFT JOIN official o ON o.code = m.official
LEFT JOIN mail_bounce b ON b.address = lower(CASE WHEN m.address = '' THEN o.email ELSE m.address END) AND m.kind <> 'sign_in'
ON CONFLICT (key) DO NOTHING;

-- name: NotifyMail :exec
SELECT pg_notify('mail_outbox', '');

-- name: LockPace :one
-- How long until the next message may begin. The lock holds until the claim is over.
SELECT GREATEST(extract(epoch FROM free_at - clock_timestamp()), 0)::double precision AS wait FROM mail_pace FOR UPDATE;

-- name: AdvancePace :exec
UPDATE mail_pace SET free_at = GREATEST(free_at, clock_timestamp()) + make_interval(secs => @seconds);

-- name: ClaimMail :many
-- What waits for the same reader joins the message of what is due; a row stays in its message whatever happens.
WITH due AS (
    SELECT key, message, official, address,
        @merge::boolean AND message IS NULL AND kind = ANY(@merging::text[]) AND mail_unwanted(official, 'digest') IS NULL AS merges
    FROM mail_outbox
    WHERE state IN ('pending', 'sending') AND COALESCE(leased_until, next_attempt_at) <= now()
    ORDER BY kind <> 'sign_in', COALESCE(leased_until, next_attempt_at), key
    LIMIT @max_rows
    FOR UPDATE SKIP LOCKED
), goes AS (
    SELECT key, official, address, merges, COALESCE(message,
        CASE WHEN merges THEN min(key) OVER (PARTITION BY merges, official, address) ELSE key END) AS message
    FROM due
), together AS (
    SELECT key, message FROM goes
    UNION
    SELECT m.key, g.message FROM goes g
    JOIN mail_outbox m ON m.address = g.address AND m.official IS NOT DISTINCT FROM g.official
    WHERE g.merges AND m.state = 'pending' AND m.message IS NULL AND m.kind = ANY(@merging::text[])
    UNION
    SELECT m.key, g.message FROM goes g
    JOIN mail_outbox m ON m.message = g.message
    WHERE m.state IN ('pending', 'sending')
)
UPDATE mail_outbox m
SET state = 'sending', attempts = m.attempts + 1, message = t.message,
    leased_until = now() + make_interval(secs => @lease_seconds)
FROM together t
WHERE m.key = t.key
RETURNING m.key, t.message::text AS message, m.name, m.address, m.kind, m.data,
    GREATEST(m.created_at, m.retried_at)::timestamptz AS created_at, m.attempts, (m.begun_at IS NOT NULL)::boolean AS in_doubt;

-- name: BeginMail :execrows
UPDATE mail_outbox SET begun_at = now() WHERE message = @message::text AND state = 'sending' AND attempts = @attempt;

-- name: MailSent :execrows
-- Sent counts whoever reports it. The link of a sign-in message is a key to the house: it does not stay here.
UPDATE mail_outbox
SET state = 'sent', sent_at = now(), message_id = @message_id::text, leased_until = NULL, last_error = NULL,
    server = NULLIF(@server::text, ''), reply = NULLIF(@reply::text, ''),
    data = CASE WHEN kind = 'sign_in' THEN '{}' ELSE data END
WHERE message = @message::text AND state NOT IN ('sent', 'bounced');

-- name: MailFailed :execrows
UPDATE mail_outbox
SET state = 'failed', leased_until = NULL, last_error = @reason::text,
    data = CASE WHEN kind = 'sign_in' THEN '{}' ELSE data END
WHERE message = @message::text AND state = 'sending' AND attempts = @attempt;

-- name: MailReturned :execrows
UPDATE mail_outbox
SET state = 'pending', next_attempt_at = now() + make_interval(secs => @retry_seconds), leased_until = NULL,
    begun_at = NULL, last_error = NULLIF(@reason::text, ''), message = CASE WHEN @split::boolean THEN key ELSE message END
WHERE message = @message::text AND state = 'sending' AND attempts = @attempt;

-- name: MarkBouncing :exec
INSERT INTO mail_bounce (address, since, reason)
SELECT DISTINCT lower(address), now(), @reason::text FROM mail_outbox WHERE message = @message::text
ON CONFLICT (address) DO NOTHING;

-- name: MailBounced :many
-- The rows of a message to an address. A report that comes twice finds them bounced already.
UPDATE mail_outbox SET state = 'bounced', bounced_at = COALESCE(bounced_at, now()), last_error = @reason::text
WHERE message_id = @message_id::text AND lower(address) = lower(@address::text) AND state IN ('sent', 'bounced')
RETURNING message::text AS message;

-- name: Mails :many
SELECT m.id, m.kind, m.official, m.name, m.address, m.state, m.attempts, m.created_at, m.next_attempt_at, m.sent_at,
    m.server, m.reply, m.message_id, m.bounced_at, m.retried_at, m.last_error, (b.address IS NOT NULL)::boolean AS bouncing
FROM mail_outbox m
LEFT JOIN mail_bounce b ON b.address = lower(m.address)
WHERE m.id > @after AND (@state::text = '' OR m.state = @state::text) AND (@kind::text = '' OR m.kind = @kind::text)
    AND (@official::text = '' OR m.official = @official::text)
ORDER BY m.id LIMIT @max_rows;

-- name: MailByID :one
SELECT m.id, m.kind, m.official, m.name, m.address, m.state, m.attempts, m.created_at, m.next_attempt_at, m.sent_at,
    m.server, m.reply, m.message_id, m.bounced_at, m.retried_at, m.last_error, (b.address IS NOT NULL)::boolean AS bouncing
FROM mail_outbox m
LEFT JOIN mail_bounce b ON b.address = lower(m.address)
WHERE m.id = @id;

-- name: MailActs :many
SELECT kind, actor, reason, basis, state, sent_at, server, reply, last_error, at FROM mail_act WHERE mail = @mail ORDER BY id;

-- name: LockMail :one
SELECT kind, state FROM mail_outbox WHERE id = @id FOR UPDATE;

-- name: InsertMailAct :exec
-- Of every row that went in the same message.
INSERT INTO mail_act (mail, kind, actor, reason, basis, state, address, sent_at, server, reply, last_error, at)
SELECT m.id, @kind, @actor, @reason, @basis, m.state, m.address, m.sent_at, m.server, m.reply, m.last_error, @at
FROM mail_outbox m JOIN mail_outbox asked ON asked.id = @mail AND COALESCE(asked.message, asked.key) = COALESCE(m.message, m.key);

-- name: RetryMail :exec
-- The message goes again as it was, to the address that the roster has now, and that address gets another chance.
WITH again AS (
    UPDATE mail_outbox m
    SET state = 'pending', next_attempt_at = now(), begun_at = NULL, retried_at = @at, sent_at = NULL, message_id = NULL,
        server = NULL, reply = NULL, bounced_at = NULL, last_error = NULL, message = COALESCE(m.message, m.key),
        name = COALESCE(o.name, m.name), address = COALESCE(o.email, m.address)
    FROM mail_outbox asked
    LEFT JOIN official o ON o.code = asked.official
    WHERE asked.id = @id AND COALESCE(asked.message, asked.key) = COALESCE(m.message, m.key)
    RETURNING m.address
)
DELETE FROM mail_bounce WHERE address IN (SELECT lower(address) FROM again);
