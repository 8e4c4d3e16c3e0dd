-- +goose Up

-- What happened to people on planning lists since the last version: each record that speaks against somebody, on each
-- list on which they stand. A finding is never changed; what became of it are its acts.
CREATE TABLE plan_finding (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    list      text NOT NULL,
    version   integer NOT NULL, -- on which the person stood
    official  text NOT NULL REFERENCES official,
    cause     text NOT NULL CHECK (cause IN ('grade', 'discipline', 'ballot', 'age')),
    record    text NOT NULL CHECK (record <> ''), -- the cycle, the day and form of a decision, or the month
    opened_by text NOT NULL, -- the process whose effect told of it, import or sweep
    opened_at timestamptz NOT NULL,
    UNIQUE (list, official, cause, record),
    FOREIGN KEY (list, version) REFERENCES plan_version
);
CREATE INDEX plan_finding_official ON plan_finding (official);

CREATE TABLE plan_finding_act (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    finding bigint NOT NULL REFERENCES plan_finding,
    kind    text NOT NULL CHECK (kind IN ('taken', 'dismissed', 'withdrawn', 'renewed')),
    actor   text NOT NULL, -- who decided; for withdrawn and renewed what told of the change
    reason  text NOT NULL DEFAULT '',
    basis   text NOT NULL DEFAULT '',
    at      timestamptz NOT NULL,
    CHECK (kind IN ('withdrawn', 'renewed') OR reason <> '' AND basis <> '')
);
CREATE INDEX plan_finding_act_finding ON plan_finding_act (finding, id DESC);

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['plan_finding', 'plan_finding_act'] LOOP
        EXECUTE format('CREATE TRIGGER %I_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t, t);
    END LOOP;
END $$;
-- +goose StatementEnd

CREATE INDEX result_official ON result (official);

-- Who stands on the current version of which list.
CREATE VIEW plan_standing AS
SELECT DISTINCT e.official, e.list, e.version, l.term_to, v.published_at
FROM plan_entry e
JOIN plan_version v ON v.list = e.list AND v.number = e.version
JOIN plan_list l ON l.code = e.list
WHERE NOT EXISTS (SELECT FROM plan_version n WHERE n.list = e.list AND n.number > e.version);

-- Records that speak against a person, with the day from which they do.
CREATE VIEW plan_record AS
SELECT r.official, 'grade'::text AS cause, r.cycle AS record, make_date(c.year, 12, 31) AS since
FROM result r JOIN cycle c ON c.code = r.cycle
WHERE r.grade = 'NotCompleted' AND c.quarter = 0 AND c.cancelled_at IS NULL
UNION ALL
SELECT d.official, 'discipline', to_char(d.decided, 'YYYY-MM-DD') || ' ' || d.form, d.decided FROM discipline d
UNION ALL
SELECT a.official, 'ballot', a.cycle, make_date(c.year, 12, 31)
FROM appraisal a JOIN cycle c ON c.code = a.cycle
WHERE c.quarter = 0 AND c.cancelled_at IS NULL AND a.grounds #>> '{vote,verdict}' = 'Carried' AND a.grounds #>> '{vote,choices,0}' = 'NotCompleted'
  AND NOT EXISTS (SELECT FROM appraisal n WHERE n.cycle = a.cycle AND n.official = a.official AND (n.made_at, n.seq) > (a.made_at, a.seq));

-- A finding as it stands.
CREATE VIEW plan_finding_state AS
SELECT f.id, f.list, f.version, f.official, f.cause, f.record, f.opened_by, f.opened_at,
       (CASE WHEN last.kind IN ('withdrawn', 'dismissed') THEN last.kind
             WHEN s.list IS NULL THEN 'left'                                        -- the list has a version without them
             WHEN last.kind = 'taken' AND s.published_at > last.at THEN 'reviewed' -- and one that keeps them
             WHEN last.kind = 'taken' THEN 'taken'
             ELSE 'open' END)::text AS state
FROM plan_finding f
LEFT JOIN plan_standing s ON s.list = f.list AND s.official = f.official
LEFT JOIN LATERAL (SELECT a.kind, a.at FROM plan_finding_act a WHERE a.finding = f.id ORDER BY a.id DESC LIMIT 1) last ON true;
