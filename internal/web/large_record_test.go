package web_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
)

// record is what a district of a thousand has besides: a counted ballot on everybody, a planning list of a thousand entries
// and as many findings on it, letters that failed, ten thousand acts, and files with a thousand lines that differ.
const record = `
INSERT INTO task (process, step, act, assignee, holder, seq, opened_at)
    VALUES ('body-decision/mini-2018/btv-mini', 'ballot', 'enter_count', 'mini-01', '', 2, now());
INSERT INTO plan_version (list, number, decision, published_at) VALUES ('bch-xa-na-muoi-2020', 2, '32-QĐ/HU', '2019-01-05');
INSERT INTO plan_entry SELECT 'bch-xa-na-muoi-2020', 2, 'o-' || n, 'du-xa-na-muoi', n, 1, 'internal', 2, '32-QĐ/HU', '2019-01-05' FROM generate_series(1, 1000) n;
INSERT INTO plan_finding (list, version, official, cause, record, opened_by, opened_at)
    SELECT 'bch-xa-na-muoi-2020', 2, 'o-' || n, 'age', '2019-01', 'sweep', '2019-01-06' FROM generate_series(1, 1000) n;
INSERT INTO mail_outbox (key, official, name, address, kind, data, state, attempts, last_error)
    SELECT 'mail-' || n, 'o-' || n, 'Nguyễn Văn Số ' || n, 'o' || n || '@mini.example', 'task_opened', '{}', 'failed', 5, 'no such mailbox' FROM generate_series(1, 1000) n;
INSERT INTO act (process, version, command, kind, actor, role, args, received_at, recorded_at)
    SELECT 'unit-review/mini-2018/u-' || 1 + n % 100, 1000 + n, 'command-' || n, 'comment', 'o-' || 1 + n % 1000, 'official', '{}', now(), now()
    FROM generate_series(1, 10000) n;
INSERT INTO roster_import (id, actor, files, sha256, names, fingerprint, made_at, expires_at)
    VALUES ('large', 'key:bootstrap', '{}', '', ARRAY['officials.csv'], '', '2019-01-07', '2029-01-08');
INSERT INTO roster_difference SELECT 'large', n, 'officials', 'changed', 'o-' || n,
    '[{"column": "name", "old": "Nguyễn Văn Số", "new": "Nguyễn Văn Sổ"}, {"column": "email", "old": "a@mini.example", "new": "b@mini.example"}]' FROM generate_series(1, 1000) n;
ANALYZE`

// newFullLarge is the large office with all that record says, a review of the planning list, and a rotation plan of three
// hundred needs and six hundred candidates.
func newFullLarge(t testing.TB) *office {
	t.Helper()
	o := newLarge(t)
	for _, more := range []string{largeBallot, record} {
		_, err := o.pool.Exec(t.Context(), more)
		require.NoError(t, err)
	}
	o.countLarge(t)
	o.openReviews(t, "bch-xa-na-muoi-2020")
	require.Equal(t, 201, o.openRotationPlan(t, nil).status)
	o.enlargePlan(t)
	return o
}

// countLarge counts the ballot of the sitting: each of three members has voted for a grade.
func (o *office) countLarge(t testing.TB) {
	t.Helper()
	heads := ballot.Heads{Convened: 3, Present: 3, Issued: 3}
	count := ballot.Count{BallotID: "body-decision/mini-2018/btv-mini/ballot", Heads: heads}
	var subjects []string
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT subjects FROM ballot.ballot WHERE id = $1", count.BallotID).Scan(&subjects))
	for _, subject := range subjects {
		count.Subjects = append(count.Subjects, ballot.Tally{Subject: subject, Heads: heads, Collected: 3, Valid: 3, Boxes: []ballot.Box{
			{Choice: "Excellent", Votes: 1}, {Choice: "Good", Votes: 2}, {Choice: "Completed"}, {Choice: "NotCompleted"},
		}})
	}
	_, err := o.pool.Exec(t.Context(), "INSERT INTO ballot.result VALUES ($1, 3, 3, 3, $2)", count.BallotID, count.Hash())
	require.NoError(t, err)
	_, err = o.pool.Exec(t.Context(), "INSERT INTO ballot.tally SELECT $1, subject, 3, 3, 3, 3, 3, 0, ARRAY[1, 2, 0, 0] FROM unnest($2::text[]) subject", count.BallotID, subjects)
	require.NoError(t, err)
}

// enlargePlan makes the opened rotation plan one of three hundred needs, all filled from six hundred candidates.
func (o *office) enlargePlan(t testing.TB) {
	t.Helper()
	id := rotation.PlanID("mini-2019")
	var plan rotation.Plan
	var raw []byte
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT input FROM process WHERE id = $1", id).Scan(&raw))
	require.NoError(t, json.Unmarshal(raw, &plan))
	code := func(prefix string, n int) string { return prefix + strconv.Itoa(n) }
	in := assignment.Instance{}
	for unit := 1; unit <= 100; unit++ {
		in.Units = append(in.Units, assignment.Unit{Code: code("u-", unit)})
	}
	plan.Needs = nil
	for n := 1; n <= 300; n++ {
		plan.Needs = append(plan.Needs, rotation.PlanNeed{Post: code("p-", n), Urgency: int64(n % 90), By: "mini-01"})
		in.Needs = append(in.Needs, assignment.Need{Post: code("p-", n), Unit: code("u-", (n-1)/10+1), Urgency: int64(n % 90)})
	}
	for n := 301; n <= 900; n++ {
		in.People = append(in.People, assignment.Person{Official: code("o-", n), Unit: code("u-", (n-1)/10+1)})
		for k := range 5 {
			in.Pairs = append(in.Pairs, assignment.Pair{Official: code("o-", n), Post: code("p-", (n+k*60)%300+1), Suitability: int64((n * (k + 7)) % 100)})
		}
	}
	solved, err := assignment.Solve(in)
	require.NoError(t, err)
	file, err := assignment.NewFile(in, solved)
	require.NoError(t, err)
	plan.Pairs = nil
	for _, p := range solved.Placements {
		plan.Pairs = append(plan.Pairs, rotation.PlanPair{Official: p.Official, From: "p-" + p.Official[2:], Origin: "u-31", Post: p.Post, Destination: "u-1"})
	}
	require.Greater(t, len(plan.Pairs), 250)
	plan.SHA256, plan.Computed = file.SHA256, plan.Revision
	raw, err = json.Marshal(plan)
	require.NoError(t, err)
	solution, err := json.Marshal(file)
	require.NoError(t, err)
	_, err = o.pool.Exec(t.Context(), "UPDATE process SET input = $2 WHERE id = $1", id, string(raw))
	require.NoError(t, err)
	_, err = o.pool.Exec(t.Context(), "INSERT INTO rotation_plan_file VALUES ($1, 900, $2, $3, $4, now())", id, plan.Revision, file.SHA256, string(solution))
	require.NoError(t, err)
	_, err = o.pool.Exec(t.Context(), `INSERT INTO rotation_plan_record (process, version, item, act, official, post, what, text, author, filed_at)
		SELECT $1, 900, n, 'propose_rotation', '', 'p-' || n, '', 'Địa bàn cần tăng cường cán bộ', 'mini-01', now() FROM generate_series(1, 300) n`, id)
	require.NoError(t, err)
	_, err = o.pool.Exec(t.Context(), `INSERT INTO step (process, name, position, mode, status, opened_at, seq) VALUES ($1, 'assignment', 1, 'internal', 'open', now(), 900)
		ON CONFLICT (process, name) DO UPDATE SET status = 'open', opened_at = now()`, id)
	require.NoError(t, err)
}
