-- name: EnqueueMail :execrows
-- A reader given by code alone is looked up in the roster; an unknown code leaves the address empty, which is refused.
INSERT INTO mail_outbox (key, official, name, address, kind, data, next_attempt_at)
SELECT m.key, NULLIF(m.official, ''),
    CASE WHEN m.address = '' THEN COALESCE(o.name, '') ELSE m.name END,
    CASE WHEN m.address = '' THEN COALESCE(o.email, '') ELSE m.address END,
    m.kind, m.data::jsonb, now() + make_interval(secs => m.wait)
FROM (
    SELECT unnest(@keys::text[]) AS key, unnest(@officials::text[]) AS official, unnest(@names::text[]) AS name,
        unnest(@addresses::text[]) AS address, unnest(@kinds::text[]) AS kind, unnest(@data::text[]) AS data,
        unnest(@waits::double precision[]) AS wait
) AS m
LEFT JOIN official o ON o.code = m.official
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
        @merge::boolean AND message IS NULL AND kind = ANY(@merging::text[]) AS merges
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
RETURNING m.key, t.message::text AS message, m.name, m.address, m.kind, m.data, m.created_at, m.attempts,
    (m.begun_at IS NOT NULL)::boolean AS in_doubt;

-- name: BeginMail :execrows
UPDATE mail_outbox SET begun_at = now() WHERE message = @message::text AND state = 'sending' AND attempts = @attempt;

-- name: MailSent :execrows
-- Sent counts whoever reports it. The link of a sign-in message is a key to the house: it does not stay here.
UPDATE mail_outbox
SET state = 'sent', sent_at = now(), message_id = @message_id::text, leased_until = NULL, last_error = NULL,
    data = CASE WHEN kind = 'sign_in' THEN '{}' ELSE data END
WHERE message = @message::text AND state <> 'sent';

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
