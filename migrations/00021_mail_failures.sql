-- +goose Up

-- A message that a server took may come back: bounced. One that nobody wants is skipped.
ALTER TABLE mail_outbox
    ALTER COLUMN id SET NOT NULL,
    ADD COLUMN bounced_at timestamptz,
    ADD COLUMN retried_at timestamptz, -- an administrator sent it off anew
    DROP CONSTRAINT mail_outbox_state_check,
    DROP CONSTRAINT mail_outbox_check1,
    ADD CONSTRAINT mail_outbox_state_check CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'bounced', 'skipped')),
    ADD CONSTRAINT mail_outbox_sent_check
        CHECK ((state IN ('sent', 'bounced')) = (sent_at IS NOT NULL AND message_id IS NOT NULL)),
    ADD CONSTRAINT mail_outbox_bounced_check CHECK ((state = 'bounced') = (bounced_at IS NOT NULL));
CREATE INDEX mail_outbox_address ON mail_outbox (lower(address), id);

-- Addresses from which mail comes back, until somebody tries again.
CREATE TABLE mail_bounce (
    address text PRIMARY KEY CHECK (address = lower(address)),
    since   timestamptz NOT NULL,
    reason  text NOT NULL -- in the words of the server that refused
);

-- What administrators did with mails; the mail as it was before stays here, as proof.
CREATE TABLE mail_act (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mail       bigint NOT NULL REFERENCES mail_outbox (id),
    kind       text NOT NULL CHECK (kind IN ('retry')),
    actor      text NOT NULL,
    reason     text NOT NULL CHECK (reason <> ''),
    basis      text NOT NULL CHECK (basis <> ''),
    state      text NOT NULL,
    address    text NOT NULL,
    sent_at    timestamptz,
    server     text,
    reply      text,
    last_error text,
    at         timestamptz NOT NULL
);
CREATE INDEX mail_act_mail ON mail_act (mail);
CREATE TRIGGER mail_act_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON mail_act
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What administrators said about a kind of mail: the last row of a kind holds, and without one it is sent.
CREATE TABLE mail_switch (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind    text NOT NULL,
    enabled boolean NOT NULL,
    actor   text NOT NULL,
    reason  text NOT NULL CHECK (reason <> ''),
    basis   text NOT NULL CHECK (basis <> ''),
    at      timestamptz NOT NULL
);
CREATE INDEX mail_switch_kind ON mail_switch (kind, id DESC);

-- What a person does not want, though the installation sends it.
CREATE TABLE mail_preference (
    official   text NOT NULL REFERENCES official,
    kind       text NOT NULL,
    enabled    boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (official, kind)
);

-- Who was told that something is late: with the names, or for a secret ballot with the number alone.
CREATE TABLE escalation (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    process   text NOT NULL REFERENCES process,
    seq       bigint NOT NULL, -- of the effect
    step      text NOT NULL,
    act       text NOT NULL,
    reader    text NOT NULL, -- an official; '' for the administrators
    late      integer NOT NULL CHECK (late > 0),
    officials text[] NOT NULL CHECK (cardinality(officials) IN (0, late)),
    due       timestamptz,
    told_at   timestamptz NOT NULL,
    UNIQUE (process, seq, reader, act)
);

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['mail_switch', 'escalation'] LOOP
        EXECUTE format('CREATE TRIGGER %I_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t, t);
    END LOOP;
END $$;
-- +goose StatementEnd

-- Why a mail of this kind is not sent to somebody; NULL when it is.
-- +goose StatementBegin
CREATE FUNCTION mail_unwanted(reader text, what text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN NOT COALESCE((SELECT enabled FROM mail_switch WHERE kind = what ORDER BY id DESC LIMIT 1), true)
            THEN 'switched off by an administrator'
        WHEN NOT COALESCE((SELECT enabled FROM mail_preference WHERE official = reader AND kind = what), true)
            THEN 'switched off by the reader'
    END
$$;
-- +goose StatementEnd
