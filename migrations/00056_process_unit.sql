-- +goose Up

-- The units that a process concerns: whose conference, body, list or plan it is, or, of a rotation, the units that the
-- official leaves and joins.
CREATE VIEW process_unit AS
SELECT p.id AS process, p.subject AS unit FROM process p WHERE p.kind IN ('UnitReview', 'RotationPlan')
UNION ALL SELECT p.id, b.unit FROM process p JOIN body b ON b.code = p.subject WHERE p.kind = 'BodyDecision'
UNION ALL SELECT p.id, l.unit FROM process p JOIN plan_list l ON l.code = p.subject WHERE p.kind = 'PlanningReview'
UNION ALL SELECT p.id, o.unit FROM process p JOIN rotation r ON r.code = p.subject JOIN post o ON o.code IN (r.from_post, r.to_post)
    WHERE p.kind = 'Rotation'
UNION ALL SELECT p.id, e.unit FROM process p JOIN enrolled e ON e.cycle = p.cycle AND e.official = p.subject
    WHERE p.kind IN ('Petition', 'Correction');
