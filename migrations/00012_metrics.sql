-- +goose Up

-- What /metrics counts at each look: small parts of large tables.
CREATE INDEX mail_outbox_unsent ON mail_outbox (state, created_at) WHERE state <> 'sent';
CREATE INDEX process_open ON process (kind) WHERE released_at IS NOT NULL AND concluded_at IS NULL;
CREATE INDEX step_due ON step (due) WHERE status = 'open';
