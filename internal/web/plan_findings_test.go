package web_test

import (
	"fmt"
	"io/fs"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/mail"
	"canbo/internal/roster"
	"canbo/seeds"
)

const communeList = "bch-xa-na-muoi-2020"

var because = map[string]any{"reason": "Đã xem xét tại kỳ trước", "basis": "22-TB/HU"}

// onlyFinding reads the one finding that a filter chooses, with its rule and what became of it.
func onlyFinding(t *testing.T, o *office, filter string) map[string]any {
	t.Helper()
	found := o.admin().get(t, "/planning/findings?"+filter)
	require.Len(t, found.items(), 1, found.text)
	got := o.admin().get(t, findingAddress(found.items()[0]))
	require.Equal(t, http.StatusOK, got.status, got.text)
	return got.body
}

func findingAddress(finding map[string]any) string {
	return fmt.Sprintf("/planning/findings/%.0f", finding["id"])
}

func kinds(finding map[string]any) (kinds []string) {
	for _, act := range finding["acts"].([]any) {
		kinds = append(kinds, act.(map[string]any)["kind"].(string))
	}
	return kinds
}

// concerns are those of the administrators' inbox that are about planning lists.
func concerns(t *testing.T, o *office) (out []map[string]any) {
	t.Helper()
	for _, c := range o.admin().get(t, "/concerns").items() {
		if c["kind"] == "plan_finding" {
			out = append(out, c)
		}
	}
	return out
}

func TestAGradeOpensAFindingWhereThePersonStandsAndAPetitionWithdrawsIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.store.Administrators = []mail.Correspondent{{Name: "Ban Tổ chức", Address: "ban-to-chuc@mini.example"}}
	o.verdicts = map[any]any{petitioner: "NotCompleted", "mini-11": "NotCompleted"}
	o.open(t)
	o.runToTheEnd(t)

	finding := onlyFinding(t, o, "cause=grade")
	require.Equal(t, []any{communeList, petitioner, cycle, "NotCompletedTasks", "body-decision/" + cycle + "/du-xa-na-muoi"},
		[]any{finding["list"], finding["official"], finding["record"], finding["reason"], finding["opened_by"]}, "mini-11 is on no list")
	require.Equal(t, "withdrawn", finding["state"], "the petition changed the grade")
	require.Equal(t, []string{"withdrawn"}, kinds(finding))
	require.Equal(t, "petition/"+cycle+"/"+petitioner, finding["acts"].([]any)[0].(map[string]any)["actor"])
	require.Empty(t, concerns(t, o))
	require.Equal(t, 1, rows(t, o, `SELECT count(*) FROM mail_outbox WHERE kind = 'plan_findings' AND address = 'ban-to-chuc@mini.example'
		AND data #>> '{findings,0,official}' = 'Lương Quang Bằng'`))

	o.clock.set(o.clock.Now().Add(24 * time.Hour))
	o.forget()
	got := o.correctOf(t, petitioner, "first", correction("NotCompleted"))
	require.Equal(t, http.StatusOK, got.status, got.text)
	t.Run("a correction renews it, and the screening shows the grade at once", func(t *testing.T) {
		finding = onlyFinding(t, o, "state=open&list="+communeList)
		require.Equal(t, []string{"withdrawn", "renewed"}, kinds(finding))
		rule := finding["rules"].([]any)[0].(map[string]any)
		require.Equal(t, []any{"notCompleted", "HD15", false}, []any{rule["rule"], rule["source"], rule["verified"]})
		screened := o.admin().get(t, "/planning/lists/"+communeList+"/screening").text
		require.Contains(t, screened, `"rule":"notCompleted","reason":"NotCompletedTasks","official":"mini-12"`)
		require.Equal(t, 2, rows(t, o, "SELECT count(*) FROM mail_outbox WHERE kind = 'plan_findings'"))
	})
	t.Run("the administrators' inbox says what, on which list and what to do", func(t *testing.T) {
		waits := concerns(t, o)
		require.Len(t, waits, 1)
		require.Equal(t, []any{communeList, "grade"}, []any{waits[0]["step"], waits[0]["code"]})
		require.Contains(t, waits[0]["text"], "Không hoàn thành nhiệm vụ")
		require.Contains(t, waits[0]["todo"], findingAddress(finding))
	})
	t.Run("it is dismissed with a reason and a basis, once", func(t *testing.T) {
		at := findingAddress(finding)
		require.Equal(t, http.StatusForbidden, o.as(t, "mini-01").post(t, at+"/dismissal", because).status)
		require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, at+"/dismissal", map[string]any{"reason": " ", "basis": "x"}).status)
		require.Equal(t, http.StatusNotFound, o.admin().post(t, "/planning/findings/99/dismissal", because).status)
		dismissed := o.admin().post(t, at+"/dismissal", because)
		require.Equal(t, http.StatusOK, dismissed.status, dismissed.text)
		require.Equal(t, "dismissed", dismissed.body["state"])
		last := dismissed.body["acts"].([]any)[2].(map[string]any)
		require.Equal(t, []any{because["reason"], because["basis"]}, []any{last["reason"], last["basis"]})
		require.Equal(t, "finding_settled", o.admin().post(t, at+"/review", because).code())
		require.Empty(t, concerns(t, o))
	})
	t.Run("and the grade of the same cycle does not bring it back until it has been another one", func(t *testing.T) {
		o.clock.set(o.clock.Now().Add(time.Hour))
		require.Equal(t, http.StatusOK, o.as(t, petitioner).act(t, officialPath(petitioner)+"/petition", map[string]any{"ground": "Không đúng"}).status)
		o.engine.pump(t.Context())
		presider := o.as(t, petitioner).get(t, officialPath(petitioner)+"/petition").body["presider"].(string)
		o.clock.set(o.clock.Now().Add(time.Hour))
		upheld := o.as(t, presider).act(t, officialPath(petitioner)+"/petition/answer", map[string]any{"outcome": "upheld", "grounds": "Đúng"})
		require.Equal(t, http.StatusOK, upheld.status, upheld.text)
		o.engine.pump(t.Context())
		require.Equal(t, "dismissed", onlyFinding(t, o, "cause=grade")["state"])
		o.clock.set(o.clock.Now().Add(time.Hour))
		require.Equal(t, http.StatusOK, o.correctOf(t, petitioner, "second", correction("Good")).status)
		require.Equal(t, "withdrawn", onlyFinding(t, o, "cause=grade")["state"])
	})
}

// disciplined is the small district with another disciplinary decision on record.
func disciplined(t *testing.T, official string, decided time.Time) *roster.District {
	t.Helper()
	files, err := fs.Sub(seeds.FS, "mini")
	require.NoError(t, err)
	district, problems := roster.Load(files)
	require.Empty(t, problems)
	district.Disciplines = append(district.Disciplines, roster.Discipline{
		Official: official, Decided: decided, Form: roster.Warning, DutyRelated: true, Basis: "09-QĐ/UBKT",
	})
	return district
}

func TestDisciplineThatIsImportedOpensAFinding(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.Empty(t, o.admin().get(t, "/planning/findings").items(), "who was disciplined before is on no list")
	march := time.Date(2019, 3, 4, 0, 0, 0, 0, time.UTC)
	for range 2 { // a second import changes nothing
		_, err := o.store.ImportDistrict(t.Context(), disciplined(t, "mini-06", march))
		require.NoError(t, err)
	}
	finding := onlyFinding(t, o, "official=mini-06")
	require.Equal(t, []any{plan[len("/planning/lists/"):], "discipline", "2019-03-04 warning", "Disciplined", "import", "open"},
		[]any{finding["list"], finding["cause"], finding["record"], finding["reason"], finding["opened_by"], finding["state"]})
	require.Equal(t, "Bị kỷ luật cảnh cáo ngày 04/03/2019", finding["text"].(map[string]any)["vi"])

	taken := o.admin().post(t, findingAddress(finding)+"/review", because)
	require.Equal(t, "taken", taken.body["state"], taken.text)
	require.Empty(t, concerns(t, o), "it waits for the review and no more for the administrators")
	dismissed := o.admin().post(t, findingAddress(finding)+"/dismissal", because)
	require.Equal(t, "dismissed", dismissed.body["state"], dismissed.text)
	_, err := o.store.ImportDistrict(t.Context(), disciplined(t, "mini-06", march))
	require.NoError(t, err)
	require.Equal(t, []string{"taken", "dismissed"}, kinds(onlyFinding(t, o, "official=mini-06")), "it stays dismissed")

	_, err = o.store.ImportDistrict(t.Context(), disciplined(t, "mini-05", march.AddDate(-3, 0, 0)))
	require.NoError(t, err)
	require.Empty(t, o.admin().get(t, "/planning/findings?official=mini-05").items(), "it was known when the list was approved")
}

func TestTheNextVersionEndsWhatWaitsForIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, official := range []string{"mini-05", "mini-06"} {
		_, err := o.store.ImportDistrict(t.Context(), disciplined(t, official, time.Date(2019, 2, 1, 0, 0, 0, 0, time.UTC)))
		require.NoError(t, err)
	}
	findings := o.admin().get(t, "/planning/findings?state=open").items()
	require.Len(t, findings, 2)
	for _, f := range findings {
		require.Equal(t, "taken", o.admin().post(t, findingAddress(f)+"/review", because).body["state"])
	}
	entries, err := fs.ReadFile(seeds.FS, "mini/plan_entries.csv")
	require.NoError(t, err)
	_, err = importFiles(t, o, miniWith(t, "", string(entries)+"btv-mini-2020,2,mini-05,btv-mini,1,1,internal,40-QĐ/TU,2019-06-03\n"))
	require.NoError(t, err)
	require.Equal(t, "reviewed", onlyFinding(t, o, "official=mini-05")["state"], "the version that came keeps them")
	require.Equal(t, "left", onlyFinding(t, o, "official=mini-06")["state"])
	require.Equal(t, "finding_settled", o.admin().post(t, findingAddress(findings[0])+"/dismissal", because).code())
	require.Empty(t, concerns(t, o))
}

func TestAFailedBallotOpensAFindingWhateverTheBodyDecides(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.vote = "NotCompleted"
	o.open(t)
	o.runToTheEnd(t)
	found := map[any]any{}
	for _, f := range o.admin().get(t, "/planning/findings?cause=ballot").items() {
		require.Equal(t, []any{"LowPrestige", cycle, "open"}, []any{f["reason"], f["record"], f["state"]})
		ground := o.admin().get(t, findingAddress(f)).body["ground"].(map[string]any)
		require.Equal(t, []any{"NA217", true}, []any{ground["source"], ground["verified"]}, "no rule finds low prestige; people do")
		found[f["official"]] = f["list"]
	}
	require.Equal(t, map[any]any{"mini-05": "btv-mini-2020", "mini-06": "btv-mini-2020", "mini-12": communeList, "mini-13": communeList}, found)
	require.Empty(t, o.admin().get(t, "/planning/findings?cause=grade").items())
	require.Len(t, concerns(t, o), 4)
}

func TestAFindingReachesTheReviewThatRuns(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.runToTheEnd(t)
	o.clock.set(o.clock.Now().Add(24 * time.Hour))
	o.forget()
	o.openReviews(t, communeList)
	barred := func() (rules []any) {
		for _, g := range o.admin().get(t, communeReview).body["by_rule"].([]any) {
			if ground := g.(map[string]any); ground["official"] == petitioner {
				rules = append(rules, ground["rule"])
			}
		}
		return rules
	}
	require.Empty(t, barred())
	got := o.correctOf(t, petitioner, "first", correction("NotCompleted"))
	require.Equal(t, http.StatusOK, got.status, got.text)
	o.engine.pump(t.Context())
	require.Equal(t, []any{"notCompleted"}, barred(), "the grade of today keeps them off the draft")

	require.Empty(t, o.admin().get(t, communeReview).body["taken"])
	finding := onlyFinding(t, o, "state=open")
	require.Equal(t, http.StatusOK, o.admin().post(t, findingAddress(finding)+"/review", because).status)
	taken := o.admin().get(t, communeReview).body["taken"].([]any)
	require.Len(t, taken, 1)
	require.Equal(t, petitioner, taken[0].(map[string]any)["official"])
}
