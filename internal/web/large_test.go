package web_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

// district is a thousand officials in a hundred communes, on all of whom one committee decides.
const district = `
INSERT INTO unit SELECT 'u-' || n, 'Xã số ' || n, 'Commune ' || n, 'commune', 'huyen-mini', '1995-01-01', NULL FROM generate_series(1, 100) n;
INSERT INTO post SELECT 'p-' || n, 'Chức vụ số ' || n, 'Post ' || n, 'u-' || (n - 1) / 10 + 1, 'commune-leader', 1 + (n - 1) % 10, 'party', n % 10 = 1,
    'btv-mini', '1995-01-01', NULL FROM generate_series(1, 1000) n;
INSERT INTO official SELECT 'o-' || n, 'Nguyễn Văn Số ' || n, 'male', '1970-01-01', 'Kinh', NULL, 'o' || n || '@mini.example'
    FROM generate_series(1, 1000) n;
INSERT INTO tenure SELECT 'o-' || n, 'p-' || n, true, '2010-01-01', NULL, 'QĐ ' || n FROM generate_series(1, 1000) n;`

// sitting brings the committee's sitting to its decisions, as the record has it then; its parameter are the grounds.
const sitting = `
WITH released AS (UPDATE process SET released_at = now(), started_at = now() WHERE id = 'body-decision/mini-2018/btv-mini'),
stepped AS (UPDATE step SET status = CASE name WHEN 'decision' THEN 'open' ELSE 'closed' END, opened_at = now()
    WHERE process = 'body-decision/mini-2018/btv-mini' AND name IN ('appraisal', 'ballot', 'decision')),
owed AS (INSERT INTO duty SELECT 'body-decision/mini-2018/btv-mini', 'decide', official, 'mini-01', 1 FROM enrolled WHERE cycle = 'mini-2018' AND body = 'btv-mini'),
asked AS (INSERT INTO task (process, step, act, assignee, holder, seq, opened_at)
    VALUES ('body-decision/mini-2018/btv-mini', 'decision', 'decide', 'mini-01', '', 1, now()))
INSERT INTO appraisal SELECT p.id, 1, 'mini-2018', e.official, 'Good', $1, now()
    FROM enrolled e JOIN process p ON p.id = 'body-decision/mini-2018/btv-mini' WHERE e.cycle = 'mini-2018' AND e.body = 'btv-mini'`

// newLarge is an office with a thousand officials in its cycle, whose committee is about to decide on them.
func newLarge(t testing.TB) *office {
	t.Helper()
	o := newOffice(t)
	_, err := o.pool.Exec(t.Context(), district)
	require.NoError(t, err)
	o.open(t)
	_, err = o.pool.Exec(t.Context(), sitting, string(longGrounds(t)))
	require.NoError(t, err)
	_, err = o.pool.Exec(t.Context(), "ANALYZE")
	require.NoError(t, err)
	return o
}

// longGrounds are grounds as long as a policy makes them: eight conditions of each of four grades, most of them not met.
func longGrounds(t testing.TB) []byte {
	t.Helper()
	g := evaluation.Grounds{Suggestion: evaluation.Suggestion{Grade: evaluation.Good, Gap: true}}
	for _, grade := range []evaluation.Grade{evaluation.Excellent, evaluation.Good, evaluation.Completed, evaluation.CompletedLimited} {
		judged := evaluation.GradeJudgement{Grade: grade}
		for range 8 {
			judged.Conditions = append(judged.Conditions, evaluation.Condition{
				Rule: "on-time", State: evaluation.ConditionNotMet, Source: "q89",
				VI:       "Hoàn thành 100 % nhiệm vụ theo kế hoạch công tác năm, bảo đảm đúng tiến độ, chất lượng, hiệu quả",
				EN:       "All tasks of the year's plan done on time and well",
				ValuesVI: "nhiệm vụ đúng tiến độ: 7; nhiệm vụ được giao: 9", ValuesEN: "on time: 7; given: 9",
			})
			judged.Failed = append(judged.Failed, evaluation.Clause{})
		}
		g.Judgement.Grades = append(g.Judgement.Grades, judged)
	}
	raw, err := json.Marshal(g)
	require.NoError(t, err)
	return raw
}

// largeBallot opens the secret ballot of the sitting on everybody before it, with three members on the roll.
const largeBallot = `
WITH stepped AS (UPDATE step SET status = 'open', opened_at = now() WHERE process = 'body-decision/mini-2018/btv-mini' AND name = 'ballot'),
opened AS (INSERT INTO ballot.ballot (id, subjects, choices, key)
    SELECT 'body-decision/mini-2018/btv-mini/ballot', array_agg(official ORDER BY official), ARRAY['Excellent', 'Good', 'Completed', 'NotCompleted'], decode(repeat('ab', 32), 'hex')
    FROM enrolled WHERE cycle = 'mini-2018' AND body = 'btv-mini' RETURNING id)
INSERT INTO ballot.roll (ballot_id, voter) SELECT id, voter FROM opened, unnest(ARRAY['mini-01', 'mini-02', 'mini-03']) voter`
