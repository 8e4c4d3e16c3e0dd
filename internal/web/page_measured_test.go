package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// most is how many bytes a page may have with a thousand officials in the cycle (decision 38).
const most = 150_000

// Every page that shows a sitting of a thousand, and those on which an officer chooses among a thousand people.
func TestPagesOverAThousandCasesStaySmall(t *testing.T) {
	t.Parallel()
	o := newLarge(t)
	const unit = "/app/cycles/" + cycle + "/units/u-50"
	for _, reader := range []struct {
		name  string
		visit *visitor
		pages []string
	}{
		{"official", o.visitorAs(t, "o-495"), []string{
			"/app/inbox", "/app/meetings", "/app/results", "/app/delegations", "/app/me/plans", "/app/account", unit, unit + "/self-review", unit + "/comments",
		}},
		{"head", o.visitorAs(t, "o-491"), []string{"/app/inbox", unit, unit + "/minutes", unit + "/proposals", unit + "/tellers"}},
		{"member", o.visitorAs(t, "mini-01"), []string{
			"/app/inbox", "/app/meetings", sittingPage, sittingPage + "?from=900", sittingPage + "/decisions", sittingPage + "/unit-grades",
			sittingPage + "/conditions/o-500", sittingPage + "/appraisal-confirmation", sittingPage + "/named-points",
		}},
		{"administrator", o.visitorAdmin(t), []string{
			"/app/admin/cycles", "/app/admin/cycles/" + cycle, "/app/admin/cycles/" + cycle + "/changes", "/app/admin/cycles/" + cycle + "/changes/admission",
			"/app/admin/cycles/" + cycle + "/changes/departure", "/app/admin/cycles/" + cycle + "/changes/move", "/app/admin/cycles/" + cycle + "/mass-acts",
			"/app/admin/people?q=" + url.QueryEscape("nguyễn văn"), "/app/admin/people/o-500", panelPath(unitReview("u-50")),
			panelPath("body-decision/" + cycle + "/btv-mini"), "/app/admin/audit", "/app/admin/mail", "/app/admin/concerns", "/app/admin/policies",
			"/app/admin/roles", "/app/admin/roster", "/app/planning", "/app/rotation", "/app/rotation/lookahead",
		}},
	} {
		for _, page := range reader.pages {
			got := reader.visit.get(t, page)
			t.Logf("%-14s %-60s %3d %4d KB", reader.name, page, got.status, len(got.text)/1024)
			require.Equal(t, http.StatusOK, got.status, page)
			require.Less(t, len(got.text), most, page)
		}
	}
	require.Contains(t, o.visitorAs(t, "mini-01").get(t, sittingPage+"/named-points").text, `value="o-999"`, "everybody can be chosen")
}
