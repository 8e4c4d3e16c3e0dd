-- +goose Up

-- The roster: who holds which post of which unit, which body decides on whom, and the facts of each year.
-- Codes are slugs. valid_to is the last day that counts; NULL means open. Text is NFC.
-- Constraints that one import may break for a moment and mend before it ends are deferred to its commit.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE unit (
    code       text PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name       text NOT NULL CHECK (name <> '' AND name IS NFC NORMALIZED),
    name_en    text NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('district', 'district_body', 'commune', 'town')),
    parent     text REFERENCES unit DEFERRABLE INITIALLY DEFERRED CHECK (parent <> code),
    valid_from date NOT NULL,
    valid_to   date CHECK (valid_to >= valid_from),
    CHECK ((kind = 'district') = (parent IS NULL))
);
CREATE INDEX unit_parent ON unit (parent);

CREATE TABLE body (
    code    text PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name    text NOT NULL CHECK (name <> '' AND name IS NFC NORMALIZED),
    name_en text NOT NULL,
    level   integer NOT NULL CHECK (level BETWEEN 1 AND 3), -- 1 grassroots, 2 district, 3 province
    unit    text NOT NULL REFERENCES unit
);
CREATE INDEX body_unit ON body (unit);

CREATE TABLE official (
    code         text PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name         text NOT NULL CHECK (name <> '' AND name IS NFC NORMALIZED),
    sex          text NOT NULL CHECK (sex IN ('male', 'female')),
    born         date NOT NULL,
    ethnic_group text NOT NULL CHECK (ethnic_group <> '' AND ethnic_group IS NFC NORMALIZED),
    party_joined date CHECK (party_joined > born),
    email        text NOT NULL CHECK (email LIKE '_%@_%'),
    UNIQUE (email) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE body_member (
    body       text NOT NULL REFERENCES body,
    official   text NOT NULL REFERENCES official,
    role       text NOT NULL CHECK (role IN ('chair', 'deputy', 'organisation', 'member')),
    valid_from date NOT NULL,
    valid_to   date CHECK (valid_to >= valid_from),
    PRIMARY KEY (body, official, valid_from),
    CONSTRAINT body_member_once EXCLUDE USING gist
        (body WITH =, official WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT body_member_one_chair EXCLUDE USING gist
        (body WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (role = 'chair')
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX body_member_official ON body_member (official);

CREATE TABLE post (
    code        text PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text NOT NULL CHECK (name <> '' AND name IS NFC NORMALIZED),
    name_en     text NOT NULL,
    unit        text NOT NULL REFERENCES unit,
    title_group text NOT NULL CHECK (title_group ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    rank        integer NOT NULL CHECK (rank >= 1), -- 1 is the highest
    track       text NOT NULL CHECK (track IN ('party', 'government', 'council', 'mass')),
    is_head     boolean NOT NULL,
    managed_by  text NOT NULL REFERENCES body,
    valid_from  date NOT NULL,
    valid_to    date CHECK (valid_to >= valid_from),
    CONSTRAINT post_one_head EXCLUDE USING gist
        (unit WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (is_head)
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX post_unit ON post (unit);
CREATE INDEX post_managed_by ON post (managed_by);

CREATE TABLE tenure (
    official   text NOT NULL REFERENCES official,
    post       text NOT NULL REFERENCES post,
    principal  boolean NOT NULL,
    valid_from date NOT NULL,
    valid_to   date CHECK (valid_to >= valid_from),
    document   text NOT NULL,
    PRIMARY KEY (official, post, valid_from),
    CONSTRAINT tenure_post_held_once EXCLUDE USING gist
        (post WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT tenure_one_principal EXCLUDE USING gist
        (official WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (principal)
        DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE qualification (
    official text NOT NULL REFERENCES official,
    kind     text NOT NULL,
    level    text NOT NULL,
    awarded  date NOT NULL,
    PRIMARY KEY (official, kind, level),
    CHECK (CASE kind
        WHEN 'professional' THEN level IN ('none', 'elementary', 'intermediate', 'college', 'university', 'master', 'doctor')
        WHEN 'political_theory' THEN level IN ('none', 'elementary', 'intermediate', 'advanced', 'bachelor')
        ELSE false END)
);

CREATE TABLE discipline (
    official     text NOT NULL REFERENCES official,
    decided      date NOT NULL,
    form         text NOT NULL CHECK (form IN ('reprimand', 'warning', 'removal', 'dismissal')),
    duty_related boolean NOT NULL,
    basis        text NOT NULL,
    PRIMARY KEY (official, decided, form)
);

CREATE TABLE unit_result (
    unit                text NOT NULL REFERENCES unit,
    year                integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    targets_total       integer NOT NULL CHECK (targets_total >= 0),
    targets_done        integer NOT NULL CHECK (targets_done BETWEEN 0 AND targets_total),
    targets_on_time     integer NOT NULL CHECK (targets_on_time BETWEEN 0 AND targets_done),
    targets_exceeded    integer NOT NULL CHECK (targets_exceeded BETWEEN 0 AND targets_done),
    subunits_total      integer NOT NULL CHECK (subunits_total >= 0),
    subunits_completed  integer NOT NULL CHECK (subunits_completed BETWEEN 0 AND subunits_total),
    subunits_good       integer NOT NULL CHECK (subunits_good BETWEEN 0 AND subunits_completed),
    members_disciplined integer NOT NULL CHECK (members_disciplined >= 0),
    disunity            boolean NOT NULL,
    PRIMARY KEY (unit, year)
);

CREATE TABLE fact (
    official          text NOT NULL REFERENCES official,
    year              integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    months_worked     integer NOT NULL CHECK (months_worked BETWEEN 0 AND 12),
    maternity_leave   boolean NOT NULL,
    absence_months    integer NOT NULL CHECK (absence_months BETWEEN 0 AND 12),
    sick_months       integer NOT NULL CHECK (sick_months BETWEEN 0 AND 12),
    targets_total     integer NOT NULL CHECK (targets_total >= 0),
    targets_done      integer NOT NULL CHECK (targets_done BETWEEN 0 AND targets_total),
    targets_on_time   integer NOT NULL CHECK (targets_on_time BETWEEN 0 AND targets_done),
    targets_exceeded  integer NOT NULL CHECK (targets_exceeded BETWEEN 0 AND targets_done),
    exemplary         boolean NOT NULL,
    initiative        boolean NOT NULL,
    low_confidence_bp integer CHECK (low_confidence_bp BETWEEN 0 AND 10000), -- NULL: no confidence vote that year
    political         text NOT NULL CHECK (political IN ('Excellent', 'Good', 'Average', 'Poor')),
    ethics            text NOT NULL CHECK (ethics IN ('Excellent', 'Good', 'Average', 'Poor')),
    style             text NOT NULL CHECK (style IN ('Excellent', 'Good', 'Average', 'Poor')),
    organisation      text NOT NULL CHECK (organisation IN ('Excellent', 'Good', 'Average', 'Poor')),
    results           text NOT NULL CHECK (results IN ('Excellent', 'Good', 'Average', 'Poor')),
    PRIMARY KEY (official, year),
    CHECK (months_worked + absence_months <= 12)
);

CREATE TABLE baseline (
    figure     text PRIMARY KEY,
    percent_bp integer NOT NULL CHECK (percent_bp BETWEEN 0 AND 10000), -- 10000 is 100 %
    source     text NOT NULL CHECK (source <> '')
);
