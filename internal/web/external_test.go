package web_test

import (
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"canbo/seeds"
)

// policiesWith are the policies of the seeds with something else in the one of 2018.
func policiesWith(t *testing.T, oldNew ...string) fs.FS {
	t.Helper()
	changed := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(seeds.FS, "policies", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(seeds.FS, path)
		if strings.HasSuffix(path, "qd132-2018.yaml") {
			for i := 0; i < len(oldNew); i += 2 {
				require.Contains(t, string(text), oldNew[i])
			}
			text = []byte(strings.NewReplacer(oldNew...).Replace(string(text)))
		}
		changed[path] = &fstest.MapFile{Data: text}
		return err
	}))
	return changed
}

// A superior body proposes and decides; here people review, vote, appraise, and record what its documents say.
func TestACycleWhoseProposalsAndDecisionsAreTakenElsewhere(t *testing.T) {
	t.Parallel()
	o := newOfficeUnder(t, policiesWith(t,
		"- step: proposal\n        mode: internal", "- step: proposal\n        mode: external",
		"- step: decision\n        mode: internal", "- step: decision\n        mode: external"))
	o.open(t)
	o.runToTheEnd(t)

	proposals := o.as(t, head).get(t, unitPath(unit)+"/proposals").items()
	require.NotEmpty(t, proposals)
	for _, p := range proposals {
		require.Equal(t, map[string]any{
			"document": "12-BC/HU", "date": "2018-12-20", "decided_by": "Ban Thường vụ Huyện ủy Khuổi Mơ",
			"signer": "Hoàng Trọng Thụ", "signer_title": "Bí thư Huyện ủy",
		}, p["external"], "its chair signs where nobody is named")
	}
	result := o.as(t, "mini-11").get(t, officialPath("mini-11")+"/result")
	decision := result.body["decisions"].([]any)[0].(map[string]any)
	require.Equal(t, map[string]any{
		"document": "15-QĐ/TU", "date": "2018-12-28", "decided_by": "Ban Thường vụ Tỉnh ủy", "signer": "Hoàng Minh Sơn", "signer_title": "Phó Bí thư Tỉnh ủy",
	}, decision["external"], result.text)
	notice := pdf(t, o.as(t, "mini-11").get(t, officialPath("mini-11")+"/result.pdf"))
	require.Contains(t, notice, "15-QĐ/TU ngày 28/12/2018, người ký: Phó Bí thư Tỉnh ủy Hoàng Minh Sơn")
	require.Zero(t, rows(t, o, "SELECT count(*) FROM act WHERE kind IN ('propose', 'decide', 'rate_units')"))
	require.Zero(t, rows(t, o, "SELECT count(*) FROM act WHERE kind = 'record_external' AND document = ''"))
}

func externalFiling(step, document, date, by string) map[string]any {
	return map[string]any{"step": step, "document": document, "document_date": date, "decided_by": by}
}

func TestARecordOfAStepElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	filing := externalFiling("proposal", "12-BC/HU", "2018-12-20", "Huyện ủy")
	filing["marks"] = []map[string]any{{"subject": member, "grade": "Good"}}
	path := unitPath(unit) + "/external-result"
	require.Equal(t, "not_yours", o.as(t, outsider).act(t, path, filing).code())
	require.Equal(t, "step_not_open", o.admin().act(t, path, filing).code())
	o.toMinutes(t)
	for field, bad := range map[string]any{"document": " ", "document_date": "2018-02-31", "decided_by": ""} {
		changed := externalFiling("proposal", "12-BC/HU", "2018-12-20", "Huyện ủy")
		changed[field] = bad
		got := o.admin().act(t, path, changed)
		require.Equal(t, http.StatusUnprocessableEntity, got.status, "%s: %s", field, got.text)
	}
	filing["step"] = "ballot"
	require.Equal(t, "step_not_external", o.admin().act(t, path, filing).code())
}

func TestTheExtendedCapIsDecidedWithItsReason(t *testing.T) {
	t.Parallel()
	o := newOfficeUnder(t, policiesWith(t, "extended_bp: {value: 0", "extended_bp: {value: 2500"))
	o.capReason = "Đơn vị có thành tích nổi trội, tập thể Ban Thường vụ thống nhất"
	o.open(t)
	o.runToTheEnd(t)
	require.NotZero(t, rows(t, o, "SELECT count(*) FROM cap_extension WHERE reason LIKE 'Đơn vị%'"))
	var groups int
	for _, f := range o.admin().get(t, "/cycles/"+cycle+"/figures").items() {
		if f["id"] == "evaluation.cap" {
			for _, g := range f["detail"].([]any) {
				require.Equal(t, true, g.(map[string]any)["extended"])
				groups++
			}
		}
	}
	require.NotZero(t, groups)
}

// recordOf is what the document of a superior body says about a unit's conference or about a body's cases; nobody
// records their own case.
func recordOf(who string, board map[string]any) map[string]any {
	all := func(subjects []any, but string) []map[string]any {
		list := []map[string]any{}
		for _, s := range subjects {
			grade := "Good"
			if s == petitioner {
				grade = "Completed"
			}
			if s != but {
				list = append(list, map[string]any{"subject": s, "grade": grade})
			}
		}
		return list
	}
	if subjects, ok := board["subjects"].([]any); ok {
		filing := externalFiling("proposal", "12-BC/HU", "2018-12-20", "Ban Thường vụ Huyện ủy Khuổi Mơ")
		filing["marks"] = all(subjects, who)
		return filing
	}
	filing := externalFiling("decision", "15-QĐ/TU", "2018-12-28", "Ban Thường vụ Tỉnh ủy")
	filing["signer"], filing["signer_title"] = "Hoàng Minh Sơn", "Phó Bí thư Tỉnh ủy"
	var cases []any
	for _, x := range board["cases"].([]any) {
		cases = append(cases, x.(map[string]any)["official"])
	}
	filing["marks"], filing["units"] = all(cases, who), all(board["units"].([]any), "")
	return filing
}
