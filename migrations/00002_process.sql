-- +goose Up

-- The processes, what people filed to them, and what came of it. Rows that processes write carry (process, version)
-- or (process, seq), unique, so that a repeated attempt changes nothing. What people decided is insert-only.

CREATE TABLE policy_document (
    sha256  text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    id      text NOT NULL,
    version integer NOT NULL,
    text    text NOT NULL -- the YAML as it was when a cycle was opened under it
);

CREATE TABLE cycle (
    code           text PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    root           text NOT NULL REFERENCES unit,
    year           integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    reference_date date NOT NULL, -- tenures valid on this day are enrolled
    policy         text NOT NULL REFERENCES policy_document,
    opened_by      text NOT NULL,
    opened_at      timestamptz NOT NULL,
    closed_at      timestamptz,
    UNIQUE (root, year)
);

-- How the policy of a cycle calls its grades.
CREATE TABLE cycle_grade (
    cycle    text NOT NULL REFERENCES cycle,
    position integer NOT NULL, -- 0 is the best
    grade    text NOT NULL,
    label_vi text NOT NULL,
    label_en text NOT NULL,
    PRIMARY KEY (cycle, grade)
);

-- The enrolment snapshot: who is evaluated, in which unit's conference, by which body.
CREATE TABLE enrolment (
    cycle       text NOT NULL REFERENCES cycle,
    official    text NOT NULL REFERENCES official,
    unit        text NOT NULL REFERENCES unit,
    post        text NOT NULL REFERENCES post,
    title_group text NOT NULL,
    is_head     boolean NOT NULL,
    body        text NOT NULL REFERENCES body,
    PRIMARY KEY (cycle, official)
);
CREATE INDEX enrolment_unit ON enrolment (cycle, unit);
CREATE INDEX enrolment_body ON enrolment (cycle, body);

-- What a process was started with is a pure function of the enrolment and the pinned policy.
CREATE TABLE process (
    id           text PRIMARY KEY,
    kind         text NOT NULL,
    cycle        text REFERENCES cycle,
    subject      text NOT NULL DEFAULT '', -- the unit, body or official that it is about
    input        jsonb NOT NULL,
    version      bigint NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL,
    released_at  timestamptz, -- its turn has come: the relay starts it
    started_at   timestamptz, -- the engine has it
    concluded_at timestamptz
);
CREATE INDEX process_cycle ON process (cycle, kind, subject);
CREATE INDEX process_unstarted ON process (released_at) WHERE started_at IS NULL AND released_at IS NOT NULL;

-- The inbox. A filing is safe once its row is here.
CREATE TABLE command (
    key         text PRIMARY KEY,
    process     text NOT NULL REFERENCES process,
    kind        text NOT NULL,
    actor       text NOT NULL,
    role        text NOT NULL CHECK (role IN ('official', 'administrator', 'system')),
    body_sha256 text NOT NULL, -- of the request, to tell a repeat from another request under the same key
    args        jsonb NOT NULL, -- ids and codes: what the process may see
    payload     jsonb NOT NULL, -- everything that was filed
    received_at timestamptz NOT NULL,
    next_try_at timestamptz NOT NULL,
    tries       integer NOT NULL DEFAULT 0,
    settled_at  timestamptz,
    version     bigint, -- of the process, when accepted
    fault_kind  text,   -- when refused
    fault_code  text,
    fault_text  text,
    CHECK ((settled_at IS NULL) = (version IS NULL AND fault_kind IS NULL))
);
CREATE INDEX command_pending ON command (next_try_at) WHERE settled_at IS NULL;
CREATE INDEX command_pending_process ON command (process, received_at) WHERE settled_at IS NULL;

-- Which effects have been applied, with the answers they gave.
CREATE TABLE effect (
    process    text NOT NULL REFERENCES process,
    seq        bigint NOT NULL,
    version    bigint NOT NULL,
    kind       text NOT NULL,
    answer     jsonb, -- commands for the process itself
    applied_at timestamptz NOT NULL,
    PRIMARY KEY (process, seq)
);

-- The audit of accepted commands.
CREATE TABLE act (
    process     text NOT NULL REFERENCES process,
    version     bigint NOT NULL,
    command     text NOT NULL,
    kind        text NOT NULL,
    actor       text NOT NULL,
    role        text NOT NULL,
    args        jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (process, version)
);

CREATE TABLE step (
    process   text NOT NULL REFERENCES process,
    name      text NOT NULL,
    position  integer NOT NULL,
    mode      text NOT NULL,
    status    text NOT NULL,
    opened_at timestamptz,
    due       timestamptz,
    closed_at timestamptz,
    closed_by text NOT NULL DEFAULT '',
    seq       bigint NOT NULL,
    PRIMARY KEY (process, name)
);

CREATE TABLE task (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    process   text NOT NULL REFERENCES process,
    step      text NOT NULL,
    act       text NOT NULL,
    assignee  text NOT NULL,
    seq       bigint NOT NULL, -- of the effect that opened it
    opened_at timestamptz NOT NULL,
    done_at   timestamptz,
    ended_at  timestamptz, -- the step closed without it
    UNIQUE (process, step, act, assignee, seq)
);
CREATE INDEX task_open ON task (assignee, id) WHERE done_at IS NULL AND ended_at IS NULL;
CREATE INDEX task_step ON task (process, step) WHERE done_at IS NULL AND ended_at IS NULL;

-- Free text while it is typed.
CREATE TABLE draft (
    owner      text NOT NULL,
    process    text NOT NULL REFERENCES process,
    act        text NOT NULL,
    body       jsonb NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (owner, process, act)
);

CREATE TABLE self_review (
    process  text NOT NULL REFERENCES process,
    version  bigint NOT NULL,
    cycle    text NOT NULL REFERENCES cycle,
    official text NOT NULL,
    grade    text NOT NULL,
    content  jsonb NOT NULL, -- levels or points, and texts
    filed_at timestamptz NOT NULL,
    PRIMARY KEY (process, version)
);
CREATE INDEX self_review_official ON self_review (cycle, official, version DESC);

CREATE TABLE comment (
    process  text NOT NULL REFERENCES process,
    version  bigint NOT NULL,
    cycle    text NOT NULL REFERENCES cycle,
    author   text NOT NULL,
    official text NOT NULL,
    text     text NOT NULL,
    filed_at timestamptz NOT NULL,
    PRIMARY KEY (process, version)
);

CREATE TABLE minutes (
    process  text NOT NULL REFERENCES process,
    version  bigint NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('conference', 'count')),
    author   text NOT NULL,
    text     text NOT NULL,
    filed_at timestamptz NOT NULL,
    PRIMARY KEY (process, version)
);

CREATE TABLE proposal (
    process  text NOT NULL REFERENCES process,
    version  bigint NOT NULL,
    cycle    text NOT NULL REFERENCES cycle,
    official text NOT NULL,
    grade    text NOT NULL,
    reason   text NOT NULL DEFAULT '',
    author   text NOT NULL,
    filed_at timestamptz NOT NULL,
    PRIMARY KEY (process, version, official)
);
CREATE INDEX proposal_official ON proposal (cycle, official, version DESC);

CREATE TABLE appraisal (
    process   text NOT NULL REFERENCES process,
    seq       bigint NOT NULL,
    cycle     text NOT NULL REFERENCES cycle,
    official  text NOT NULL,
    suggested text NOT NULL,
    grounds   jsonb NOT NULL, -- conditions met and not met with values, gap, cap state
    made_at   timestamptz NOT NULL,
    PRIMARY KEY (process, seq, official)
);
CREATE INDEX appraisal_official ON appraisal (cycle, official, seq DESC);

-- Every decision on an official or on a unit; a later record replaces an earlier one, which stays.
CREATE TABLE decision (
    process    text NOT NULL REFERENCES process,
    version    bigint NOT NULL,
    cycle      text NOT NULL REFERENCES cycle,
    body       text NOT NULL REFERENCES body,
    subject    text NOT NULL,
    about      text NOT NULL CHECK (about IN ('official', 'unit')),
    grade      text NOT NULL,
    suggested  text NOT NULL DEFAULT '',
    reason     text NOT NULL DEFAULT '',
    author     text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (process, version, subject)
);
CREATE INDEX decision_subject ON decision (cycle, about, subject, decided_at DESC);

-- The current result of each official: a projection of decision.
CREATE TABLE result (
    cycle           text NOT NULL REFERENCES cycle,
    official        text NOT NULL,
    body            text NOT NULL,
    grade           text NOT NULL,
    process         text NOT NULL,
    version         bigint NOT NULL,
    decided_at      timestamptz NOT NULL,
    announced_at    timestamptz,
    acknowledged_at timestamptz,
    PRIMARY KEY (cycle, official)
);

CREATE TABLE petition (
    cycle       text NOT NULL REFERENCES cycle,
    official    text NOT NULL,
    ground      text NOT NULL,
    filed_at    timestamptz NOT NULL,
    outcome     text CHECK (outcome IN ('upheld', 'changed')),
    answer      text,
    grade       text,
    answered_by text,
    answered_at timestamptz,
    PRIMARY KEY (cycle, official),
    CHECK ((answered_at IS NULL) = (outcome IS NULL))
);

-- The statistics of a closed cycle: counts, never percentages.
CREATE TABLE figure (
    cycle  text NOT NULL REFERENCES cycle,
    id     text NOT NULL,
    count  integer NOT NULL,
    total  integer NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (cycle, id)
);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['policy_document', 'enrolment', 'effect', 'act', 'self_review', 'comment', 'minutes',
                             'proposal', 'appraisal', 'decision', 'figure'] LOOP
        EXECUTE format('CREATE TRIGGER %I_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t, t);
    END LOOP;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION notify_command() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.settled_at IS NOT NULL THEN
        PERFORM pg_notify('command_settled', NEW.key);
    ELSIF TG_OP = 'INSERT' AND NEW.role = 'system' THEN
        PERFORM pg_notify('command_pending', '');
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER command_notify AFTER INSERT OR UPDATE OF settled_at ON command
    FOR EACH ROW EXECUTE FUNCTION notify_command();

-- +goose StatementBegin
CREATE FUNCTION notify_process() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('command_pending', '');
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER process_notify AFTER INSERT OR UPDATE OF released_at ON process FOR EACH STATEMENT EXECUTE FUNCTION notify_process();
