-- +goose Up

-- Messages to be sent: written in the transaction of what they announce, sent by any number of dispatchers.
-- A row is due when it waits for an attempt (next_attempt_at) or its dispatcher was killed (leased_until).
CREATE TABLE mail_outbox (
    key             text PRIMARY KEY CHECK (key <> ''),
    official        text REFERENCES official, -- NULL: a reader outside the roster
    name            text NOT NULL CHECK (name IS NFC NORMALIZED),
    address         text NOT NULL CHECK (address LIKE '_%@_%'),
    kind            text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
    data            jsonb NOT NULL,
    state           text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'failed')),
    attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    created_at      timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    leased_until    timestamptz,
    begun_at        timestamptz, -- an attempt that must not be repeated in doubt has reached for the server
    sent_at         timestamptz,
    message_id      text,
    last_error      text,
    CHECK ((state = 'sending') = (leased_until IS NOT NULL)),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL AND message_id IS NOT NULL))
);
CREATE INDEX mail_outbox_due ON mail_outbox ((kind <> 'sign_in'), (COALESCE(leased_until, next_attempt_at)), key)
    WHERE state IN ('pending', 'sending');
CREATE INDEX mail_outbox_official ON mail_outbox (official, created_at);
CREATE INDEX mail_outbox_failed ON mail_outbox (created_at) WHERE state = 'failed';
