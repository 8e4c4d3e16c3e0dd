package web_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	leftUnit = "xa-na-muoi"
	newUnit  = "xa-khuoi-sao"
)

func grounds(body map[string]any) map[string]any {
	out := maps.Clone(body)
	out["reason"], out["basis"] = "Điều động công tác", "12-QĐ/HU"
	return out
}

func moveOf(official, post string) map[string]any {
	return grounds(map[string]any{"official": official, "post": post, "day": "2018-12-10"})
}

// beside makes a post like another one, which nobody holds.
func (o *office) beside(t *testing.T, post string) (vacant string) {
	t.Helper()
	require.NoError(t, o.pool.QueryRow(t.Context(), `INSERT INTO post
		SELECT (jsonb_populate_record(p, jsonb_build_object('code', p.code || '-' || (SELECT count(*) FROM post)))).* FROM post p WHERE p.code = $1
		RETURNING code`, post).Scan(&vacant))
	return vacant
}

// change files an act on the enrolment and lets the processes carry it out.
func (o *office) change(t *testing.T, kind string, body any) map[string]any {
	t.Helper()
	got := o.admin().act(t, "/cycles/"+cycle+"/"+kind, body)
	require.Equal(t, http.StatusOK, got.status, "%s %s", got.text, o.log)
	o.engine.pump(t.Context())
	changes := o.admin().get(t, "/cycles/"+cycle+"/enrolment-changes").items()
	return changes[len(changes)-1]
}

// workThrough lets everybody do what their inboxes ask, until nothing is asked any more.
func workThrough(t *testing.T, o *office) {
	t.Helper()
	people := everybody(t, o)
	for round, done := 0, -1; done != 0; round++ {
		require.Less(t, round, 60, "the cycle does not end: %s", o.admin().get(t, "/cycles/"+cycle).text)
		done = 0
		for _, who := range people {
			for _, task := range o.as(t, who).get(t, "/inbox").items() {
				if settle(t, o, who, task) {
					done++
				}
			}
		}
	}
}

func tasksOf(t *testing.T, o *office, official string) []string {
	t.Helper()
	var acts []string
	for _, task := range o.as(t, official).get(t, "/inbox").items() {
		acts = append(acts, task["process"].(string)+" "+task["act"].(string))
	}
	return acts
}

func enrolledAt(t *testing.T, o *office, official string) (unit, body any) {
	t.Helper()
	for _, row := range o.admin().get(t, "/cycles/"+cycle+"/officials").items() {
		if row["official"] == official {
			return row["unit"], row["body"]
		}
	}
	return nil, nil
}

func TestPeopleComeGoAndMoveInACycleThatRuns(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	filed := o.as(t, "mini-12").act(t, unitPath(leftUnit)+"/self-review", map[string]any{"grade": "Good", "levels": levels()})
	require.Equal(t, http.StatusOK, filed.status, filed.text)

	taken := o.admin().act(t, "/cycles/"+cycle+"/moves", moveOf("mini-12", "xa-khuoi-sao-mttq"))
	require.Equal(t, "post_taken", taken.code(), taken.text)
	require.Contains(t, taken.text, "mini-18 holds post xa-khuoi-sao-mttq")
	moved := o.change(t, "moves", moveOf("mini-12", o.beside(t, "xa-khuoi-sao-mttq")))
	require.Equal(t, "applied", moved["status"], moved)
	require.Equal(t, []any{"12-QĐ/HU", "Điều động công tác", "move"}, []any{moved["basis"], moved["reason"], moved["kind"]})
	unit, body := enrolledAt(t, o, "mini-12")
	require.Equal(t, []any{newUnit, "du-xa-khuoi-sao"}, []any{unit, body})
	require.Empty(t, tasksOf(t, o, "mini-12"), "the filed self-review came along")
	require.Equal(t, http.StatusOK, o.as(t, "mini-12").get(t, unitPath(newUnit)).status, "a member of the new conference")
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-12").get(t, unitPath(leftUnit)).status, "and no more of the old one")
	require.Equal(t, http.StatusOK, o.as(t, "mini-14").get(t, officialPath("mini-12")+"/self-review").status)
	require.NotContains(t, o.as(t, "mini-08").get(t, unitPath(leftUnit)).body["subjects"], "mini-12")

	left := o.change(t, "departures", grounds(map[string]any{"official": "mini-05"}))
	require.Equal(t, "refused", left["status"], "the office of three would have two people left")
	require.Equal(t, "too_few_members", left["problem"].(map[string]any)["code"])
	left = o.change(t, "departures", grounds(map[string]any{"official": "mini-16"}))
	require.Equal(t, "seat_empty", left["problem"].(map[string]any)["code"], "their body would be too small")
	left = o.change(t, "departures", grounds(map[string]any{"official": "mini-16", "successor": "mini-06"}))
	require.Equal(t, "applied", left["status"], left)
	require.Contains(t, o.admin().get(t, bodyPath("du-xa-khuoi-sao")).body["members"], "mini-06")
	unit, _ = enrolledAt(t, o, "mini-16")
	require.Nil(t, unit)
	require.Empty(t, tasksOf(t, o, "mini-16"))
	require.Equal(t, "applied", o.change(t, "admissions", grounds(map[string]any{"official": "mini-04", "post": o.beside(t, "xa-khuoi-sao-mttq")}))["status"])
	require.Equal(t, []string{unitReview(newUnit) + " self_review"}, tasksOf(t, o, "mini-04"))

	workThrough(t, o)
	got := o.admin().get(t, "/cycles/"+cycle)
	require.NotNil(t, got.body["closed_at"], "%s", got.text)
	require.Equal(t, float64(14), got.body["enrolled"], "one came and one went")
	for _, row := range o.admin().get(t, "/cycles/"+cycle+"/officials").items() {
		require.NotEmpty(t, row["grade"], row["official"])
	}
	comments := o.as(t, "mini-14").get(t, officialPath("mini-12")+"/comments").items()
	require.Equal(t, "mini-08", comments[0]["author"], "the unit that was left has had its say")
	totals := map[any]any{}
	for _, f := range o.admin().get(t, "/cycles/"+cycle+"/figures").items() {
		totals[f["id"]] = f["total"]
	}
	require.Equal(t, float64(6), totals["evaluation.grassroots.total"], "the statistics follow")
	require.Equal(t, float64(8), totals["evaluation.standing_committee.total"])
}

func TestAChangeThatAProcessRefusesIsToldToTheAdministrator(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for range 3 { // self-reviews, minutes, tellers
		for _, who := range []string{"mini-14", "mini-15", "mini-16", "mini-17", "mini-18"} {
			for _, task := range o.as(t, who).get(t, "/inbox").items() {
				if act := task["act"]; act == "self_review" || act == "adopt_minutes" || act == "elect_tellers" {
					settle(t, o, who, task)
				}
			}
		}
	}
	vacant := o.beside(t, "xa-khuoi-sao-mttq")
	change := o.change(t, "moves", moveOf("mini-12", vacant))
	require.Equal(t, "refused", change["status"], change)
	problem := change["problem"].(map[string]any)
	require.Equal(t, "ballot_open", problem["code"])
	require.Contains(t, problem["text"], "repeat the change after its count has been confirmed")
	unit, body := enrolledAt(t, o, "mini-12")
	require.Equal(t, []any{leftUnit, "du-xa-na-muoi"}, []any{unit, body}, "everybody stays where they were")
	require.Equal(t, []string{unitReview(leftUnit) + " self_review"}, tasksOf(t, o, "mini-12"))

	preview := o.admin().post(t, "/cycles/"+cycle+"/mergers/preview", map[string]any{
		"unit": leftUnit, "day": "2018-12-10", "people": []map[string]any{
			{"official": "mini-12", "post": vacant}, {"official": "mini-13", "post": vacant},
			{"official": "mini-11", "post": "khong-co"}, {"official": "mini-14", "post": vacant},
			{"official": "mini-10", "post": "huyen-bi-thu"},
		},
	})
	require.Equal(t, http.StatusOK, preview.status, preview.text)
	var codes []string
	for _, x := range preview.body["obstacles"].([]any) {
		codes = append(codes, x.(map[string]any)["code"].(string))
	}
	slices.Sort(codes)
	require.Equal(t, []string{
		"ballot_open", "forgotten", "forgotten", "not_in_unit", "post_not_found", "post_taken", "province_decides",
	}, codes)
}

func TestAUnitIsMergedIntoAnotherThroughTheAPI(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	merging := map[string]any{"unit": "phong-noi-vu", "day": "2018-12-10", "people": []map[string]any{
		{"official": "mini-05", "post": o.beside(t, "xa-na-muoi-chu-tich")}, {"official": "mini-06", "post": o.beside(t, "xa-khuoi-sao-chu-tich")},
		{"official": "mini-07", "post": o.beside(t, "xa-khuoi-sao-pho-bi-thu")},
	}}
	preview := o.admin().post(t, "/cycles/"+cycle+"/mergers/preview", grounds(merging))
	require.Empty(t, preview.body["obstacles"], preview.text)
	require.Len(t, preview.body["people"], 3)
	require.Equal(t, "applied", o.change(t, "mergers", grounds(merging))["status"])
	units := map[any]map[string]any{}
	for _, u := range o.admin().get(t, "/cycles/"+cycle+"/units").items() {
		units[u["code"]] = u
	}
	require.NotNil(t, units["phong-noi-vu"]["concluded_at"], "the empty review has ended")
	board := o.admin().get(t, unitPath("phong-noi-vu")).body
	require.Equal(t, "dissolved", board["steps"].([]any)[0].(map[string]any)["closed_by"])
	require.Contains(t, o.admin().get(t, unitPath(newUnit)).body["subjects"], "mini-07")

	workThrough(t, o)
	require.NotNil(t, o.admin().get(t, "/cycles/"+cycle).body["closed_at"])
	for _, row := range o.admin().get(t, "/cycles/"+cycle+"/officials").items() {
		require.NotEmpty(t, row["grade"], row["official"])
	}
}

func TestChangesThatTheAPIRefusesAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for name, c := range map[string]struct {
		path string
		body map[string]any
		code string
	}{
		"a move of nobody":                {"moves", moveOf("nobody", "xa-khuoi-sao-mttq"), "not_enrolled"},
		"a move to no post":               {"moves", moveOf("mini-12", "khong-co"), "post_not_found"},
		"a move to the province's post":   {"moves", moveOf("mini-12", "huyen-bi-thu"), "province_decides"},
		"a move to where they are":        {"moves", moveOf("mini-12", "xa-na-muoi-mttq"), "nothing_changed"},
		"a departure of nobody":           {"departures", grounds(map[string]any{"official": "nobody"}), "not_enrolled"},
		"a successor who is not there":    {"departures", grounds(map[string]any{"official": "mini-12", "successor": "nobody"}), "official_not_found"},
		"an admission of who is enrolled": {"admissions", grounds(map[string]any{"official": "mini-12", "post": "xa-khuoi-sao-mttq"}), "enrolled_already"},
		"an admission of nobody":          {"admissions", grounds(map[string]any{"official": "nobody", "post": "xa-khuoi-sao-mttq"}), "official_not_found"},
		"no basis":                        {"moves", map[string]any{"official": "mini-12", "post": "p", "day": "2018-12-10", "reason": "r"}, "invalid_request"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.code, o.admin().act(t, "/cycles/"+cycle+"/"+c.path, c.body).code())
		})
	}
	require.Equal(t, "not_yours", o.as(t, "mini-08").act(t, "/cycles/"+cycle+"/moves", moveOf("mini-12", "xa-khuoi-sao-mttq")).code())
	require.Equal(t, "not_yours", o.as(t, "mini-08").get(t, "/cycles/"+cycle+"/enrolment-changes").code())
	require.Empty(t, o.admin().get(t, "/cycles/"+cycle+"/enrolment-changes").items(), "nothing of it was tried")
}

func TestAMoveLeavesAUnitWithOneHead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	second := o.admin().act(t, "/cycles/"+cycle+"/moves", moveOf("mini-12", "xa-khuoi-sao-bi-thu"))
	require.Equal(t, http.StatusConflict, second.status, second.text)
	require.Equal(t, "unit_has_head", second.code())
	require.Contains(t, second.text, "mini-14", "who heads it is named")
	joins := o.admin().act(t, "/cycles/"+cycle+"/admissions", grounds(map[string]any{"official": "mini-04", "post": "xa-khuoi-sao-bi-thu"}))
	require.Equal(t, "unit_has_head", joins.code(), joins.text)
	require.Empty(t, o.admin().get(t, "/cycles/"+cycle+"/enrolment-changes").items())
}
