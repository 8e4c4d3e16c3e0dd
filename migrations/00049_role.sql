-- +goose Up

-- Roles that officials hold beside being officials. What was done is kept as it was done; the last word on a role counts.
CREATE TABLE role_act (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    official text NOT NULL REFERENCES official,
    role     text NOT NULL CHECK (role IN ('administrator', 'organiser', 'inspector')),
    granted  boolean NOT NULL,
    actor    text NOT NULL,
    reason   text NOT NULL CHECK (reason <> ''),
    basis    text NOT NULL CHECK (basis <> ''),
    at       timestamptz NOT NULL
);
CREATE INDEX role_act_official ON role_act (official, role, id);
CREATE TRIGGER role_act_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON role_act
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE VIEW standing_role AS
SELECT a.id, a.official, a.role, a.actor, a.reason, a.basis, a.at FROM role_act a
WHERE a.granted
  AND NOT EXISTS (SELECT 1 FROM role_act later WHERE later.official = a.official AND later.role = a.role AND later.id > a.id);
