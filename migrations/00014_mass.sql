-- +goose Up

-- Acts of steering on many processes at once. A planned act is looked at, then applied: each item becomes a command.

CREATE TABLE mass_act (
    id           text PRIMARY KEY,
    cycle        text NOT NULL REFERENCES cycle,
    act          text NOT NULL, -- command kind
    body_sha256  text NOT NULL, -- of the request, to tell a repeat from another request under the same key
    filter       jsonb NOT NULL,
    due          timestamptz,
    working_days integer NOT NULL DEFAULT 0,
    reason       text NOT NULL,
    basis        text NOT NULL,
    actor        text NOT NULL,
    undoes       text UNIQUE REFERENCES mass_act,
    planned_at   timestamptz NOT NULL,
    applied_at   timestamptz
);
CREATE INDEX mass_act_cycle ON mass_act (cycle, planned_at);

CREATE TABLE mass_item (
    mass_act      text NOT NULL REFERENCES mass_act,
    position      integer NOT NULL,
    process       text NOT NULL REFERENCES process,
    step          text NOT NULL DEFAULT '',
    args          jsonb NOT NULL,
    due_before    timestamptz,
    due_after     timestamptz,
    conflict_code text, -- the item is bound to be refused and is not sent
    conflict_text text,
    command       text NOT NULL UNIQUE, -- key of its command, which is in the inbox once the act is applied
    PRIMARY KEY (mass_act, position),
    CHECK ((conflict_code IS NULL) = (conflict_text IS NULL))
);

CREATE TRIGGER mass_item_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON mass_item
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
