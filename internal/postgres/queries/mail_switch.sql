-- Which kinds of mail are sent.

-- name: MailSwitches :many
SELECT DISTINCT ON (kind) kind, enabled, actor, reason, basis, at FROM mail_switch ORDER BY kind, id DESC;

-- name: MailPreferences :many
SELECT kind, enabled, changed_at FROM mail_preference WHERE official = @official ORDER BY kind;

-- name: InsertMailSwitch :exec
INSERT INTO mail_switch (kind, enabled, actor, reason, basis, at) VALUES (@kind, @enabled, @actor, @reason, @basis, @at);

-- name: SetMailPreference :exec
INSERT INTO mail_preference (official, kind, enabled, changed_at) VALUES (@official, @kind, @enabled, @changed_at)
ON CONFLICT (official, kind) DO UPDATE SET enabled = excluded.enabled, changed_at = excluded.changed_at;
