-- +goose Up

-- Several rows to one reader may go in one message.
ALTER TABLE mail_outbox
    ADD COLUMN id      bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    ADD COLUMN message text CHECK (message <> ''), -- the key of its first row: settled when first claimed, and then for good
    ADD COLUMN server  text, -- that took it, host:port
    ADD COLUMN reply   text; -- of that server, with its queue id
UPDATE mail_outbox SET message = key WHERE attempts > 0;

CREATE INDEX mail_outbox_waiting ON mail_outbox (address) WHERE state = 'pending' AND message IS NULL;
CREATE INDEX mail_outbox_message ON mail_outbox (message);
CREATE INDEX mail_outbox_message_id ON mail_outbox (message_id) WHERE message_id IS NOT NULL;

-- When the next message of all dispatchers together may begin. Claims lock the row, and so follow one another.
CREATE TABLE mail_pace (
    id      boolean PRIMARY KEY DEFAULT true CHECK (id),
    free_at timestamptz NOT NULL
);
INSERT INTO mail_pace (free_at) VALUES (now());
