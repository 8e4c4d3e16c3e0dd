-- +goose Up

-- Why a key was made and revoked, who revoked it, and when it was used last; empty of keys that are older than this.
ALTER TABLE api_key ADD reason text NOT NULL DEFAULT '', ADD basis text NOT NULL DEFAULT '', ADD used_at timestamptz,
    ADD revoked_by text, ADD revoke_reason text, ADD revoke_basis text;

-- As before, with the grounds of keys, and their revocations.
CREATE OR REPLACE VIEW audit_entry AS
SELECT a.received_at AS at, 'act ' || a.process || ' ' || to_char(a.version, 'FM000000000000') AS id, a.kind, a.actor, a.role, a.on_behalf_of,
       a.reason, a.basis, a.document, a.process, coalesce(p.cycle, '') AS cycle, p.subject AS about
FROM act a JOIN process p ON p.id = a.process
UNION ALL
SELECT o.at, 'office ' || to_char(o.id, 'FM000000000000'), o.kind, o.actor, o.role, '', o.reason, o.basis, '', '', '', o.about FROM office_act o
UNION ALL
SELECT m.at, 'mail ' || to_char(m.id, 'FM000000000000'), 'retry_mail', m.actor, 'administrator', '', m.reason, m.basis, '', '', '', m.mail::text
FROM mail_act m
UNION ALL
SELECT s.at, 'mail kind ' || to_char(s.id, 'FM000000000000'), CASE WHEN s.enabled THEN 'mail_on' ELSE 'mail_off' END, s.actor, 'administrator', '',
       s.reason, s.basis, '', '', '', s.kind
FROM mail_switch s
UNION ALL
SELECT d.created_at, 'delegation ' || d.id, 'delegate', d.created_by, CASE WHEN d.created_by = d.person THEN 'official' ELSE 'administrator' END,
       CASE WHEN d.created_by = d.person THEN '' ELSE d.person END, d.reason, d.basis, '', '', '', d.deputy
FROM delegation d
UNION ALL
SELECT d.revoked_at, 'revocation ' || d.id, 'revoke_delegation', d.revoked_by, CASE WHEN d.revoked_by = d.person THEN 'official' ELSE 'administrator' END,
       CASE WHEN d.revoked_by = d.person THEN '' ELSE d.person END, coalesce(d.revoke_reason, ''), coalesce(d.revoke_basis, ''), '', '', '', d.deputy
FROM delegation d WHERE d.revoked_at IS NOT NULL
UNION ALL
SELECT f.at, 'finding ' || to_char(f.id, 'FM000000000000'), 'finding_' || f.kind, f.actor, 'administrator', '', f.reason, f.basis, '', '', '', f.finding::text
FROM plan_finding_act f WHERE f.kind IN ('taken', 'dismissed')
UNION ALL
SELECT m.applied_at, 'mass ' || m.id, CASE WHEN m.undoes IS NULL THEN 'mass_act' ELSE 'mass_undo' END, m.actor, 'administrator', '', m.reason, m.basis,
       '', '', m.cycle, m.id
FROM mass_act m WHERE m.applied_at IS NOT NULL
UNION ALL
SELECT k.created_at, 'key ' || k.name, 'create_key', k.created_by, 'administrator', '', k.reason, k.basis, '', '', '', k.name FROM api_key k
UNION ALL
SELECT k.revoked_at, 'key revocation ' || k.name, 'revoke_key', coalesce(k.revoked_by, ''), 'administrator', '', coalesce(k.revoke_reason, ''),
       coalesce(k.revoke_basis, ''), '', '', '', k.name
FROM api_key k WHERE k.revoked_at IS NOT NULL
UNION ALL
SELECT c.opened_at, 'cycle ' || c.code, 'open_cycle', c.opened_by, 'administrator', '', '', '', '', 'cycle/' || c.code, c.code, c.root FROM cycle c
UNION ALL
SELECT r.at, 'role ' || to_char(r.id, 'FM000000000000'), CASE WHEN r.granted THEN 'grant_role' ELSE 'withdraw_role' END, r.actor, 'administrator',
       '', r.reason, r.basis, '', '', '', r.official || ': ' || r.role
FROM role_act r;
