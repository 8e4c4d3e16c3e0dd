-- name: EnqueueMail :execrows
-- A reader given by code alone is looked up in the roster; an unknown code leaves the address empty, which is refused.
INSERT INTO mail_outbox (key, official, name, address, kind, data)
SELECT m.key, NULLIF(m.official, ''),
    CASE WHEN m.address = '' THEN COALESCE(o.name, '') ELSE m.name END,
    CASE WHEN m.address = '' THEN COALESCE(o.email, '') ELSE m.address END,
    m.kind, m.data::jsonb
FROM (
    SELECT unnest(@keys::text[]) AS key, unnest(@officials::text[]) AS official, unnest(@names::text[]) AS name,
        unnest(@addresses::text[]) AS address, unnest(@kinds::text[]) AS kind, unnest(@data::text[]) AS data
) AS m
LEFT JOIN official o ON o.code = m.official
ON CONFLICT (key) DO NOTHING;

-- name: NotifyMail :exec
SELECT pg_notify('mail_outbox', '');

-- name: ClaimMail :many
WITH due AS (
    SELECT key, begun_at FROM mail_outbox
    WHERE state IN ('pending', 'sending') AND COALESCE(leased_until, next_attempt_at) <= now()
    ORDER BY kind <> 'sign_in', COALESCE(leased_until, next_attempt_at), key
    LIMIT @max_rows
    FOR UPDATE SKIP LOCKED
)
UPDATE mail_outbox m
SET state = 'sending', attempts = m.attempts + 1, leased_until = now() + make_interval(secs => @lease_seconds)
FROM due
WHERE m.key = due.key
RETURNING m.key, m.name, m.address, m.kind, m.data, m.created_at, m.attempts, (m.begun_at IS NOT NULL)::boolean AS in_doubt;

-- name: BeginMail :execrows
UPDATE mail_outbox SET begun_at = now() WHERE key = @key AND state = 'sending' AND attempts = @attempt;

-- name: MailSent :execrows
-- Sent counts whoever reports it. The link of a sign-in message is a key to the house: it does not stay here.
UPDATE mail_outbox
SET state = 'sent', sent_at = now(), message_id = @message_id::text, leased_until = NULL, last_error = NULL,
    data = CASE WHEN kind = 'sign_in' THEN '{}' ELSE data END
WHERE key = @key AND state <> 'sent';

-- name: MailFailed :execrows
UPDATE mail_outbox
SET state = 'failed', leased_until = NULL, last_error = @reason::text,
    data = CASE WHEN kind = 'sign_in' THEN '{}' ELSE data END
WHERE key = @key AND state = 'sending' AND attempts = @attempt;

-- name: MailReturned :execrows
UPDATE mail_outbox
SET state = 'pending', next_attempt_at = now() + make_interval(secs => @retry_seconds), leased_until = NULL,
    begun_at = NULL, last_error = NULLIF(@reason::text, '')
WHERE key = @key AND state = 'sending' AND attempts = @attempt;
