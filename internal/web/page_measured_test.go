package web_test

import (
	"cmp"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"
)

// most is how many bytes a page may have with a thousand officials in the cycle (decision 38).
const most = 150_000

// largeParts fill the addresses of pages in the large office.
var largeParts = map[string]string{
	"cycle": cycle, "unit": "u-50", "body": "btv-mini", "official": "o-495", "policy": "qd132-2018", "version": "1", "list": communeList,
	"round": "2020", "plan": "mini-2019", "post": "p-7", "import": "large", "finding": "1", "act": "self_review",
}

// alsoAsked are questions that a page is asked besides the bare one: its list in another place, narrowed or priced.
var alsoAsked = map[string][]string{
	"/app/admin/people":                     {"q=nguyen+van"},
	"/app/admin/find-people":                {"q=nguyen+van"},
	"/app/admin/process":                    {"id=unit-review/mini-2018/u-50", "id=body-decision/mini-2018/btv-mini", "id=rotation-plan/mini-2019"},
	"/app/admin/roster/imports/{import}":    {"kind=changed"},
	"/app/cycles/{cycle}/bodies/{body}":     {"from=900"},
	"/app/planning/findings":                {"state=open"},
	"/app/planning/lists/{list}":            {"version=2"},
	"/app/rotation/plans/{plan}":            {"needs=200&pairs=200&record=200"},
	"/app/rotation/plans/{plan}/candidates": {"post=p-7", "official=o-307"},
	"/app/rotation/plans/{plan}/changes":    {"action=forbid&official=o-307&post=p-7"},
	"/app/rotation/plans/{plan}/people":     {"skip=500"},
}

// unmeasured are pages that nobody can read as the large office stands, by why their size does not grow with people.
var unmeasured = map[string][]string{
	"the same page with the same list as that of the body, which is measured": {
		"/app/cycles/{cycle}/units/{unit}/count", "/app/cycles/{cycle}/units/{unit}/count-confirmation",
		"/app/cycles/{cycle}/units/{unit}/count-entries", "/app/cycles/{cycle}/units/{unit}/papers", "/app/cycles/{cycle}/units/{unit}/tallies",
		"/app/planning/reviews/{round}/{list}/count", "/app/planning/reviews/{round}/{list}/count-confirmation",
		"/app/planning/reviews/{round}/{list}/count-entries", "/app/planning/reviews/{round}/{list}/papers",
		"/app/planning/reviews/{round}/{list}/tallies", "/app/rotation/plans/{plan}/count", "/app/rotation/plans/{plan}/count-confirmation",
		"/app/rotation/plans/{plan}/count-entries", "/app/rotation/plans/{plan}/papers", "/app/rotation/plans/{plan}/tallies",
	},
	"its questions are shown in parts, as those of the other forms": {
		"/app/planning/reviews/{round}/{list}/tie-break", "/app/rotation/plans/{plan}/tie-break",
	},
	"about one rotation": {
		"/app/rotation/rotations/{rotation}", "/app/rotation/rotations/{rotation}/announcement", "/app/rotation/rotations/{rotation}/assessment",
		"/app/rotation/rotations/{rotation}/body-assessment", "/app/rotation/rotations/{rotation}/early-end",
		"/app/rotation/rotations/{rotation}/entitlements", "/app/rotation/rotations/{rotation}/extension",
		"/app/rotation/rotations/{rotation}/placement", "/app/rotation/rotations/{rotation}/placement-plan",
		"/app/rotation/rotations/{rotation}/process", "/app/rotation/rotations/{rotation}/receipt", "/app/rotation/rotations/{rotation}/release",
		"/app/rotation/rotations/{rotation}/revocation", "/app/rotation/rotations/{rotation}/self-review",
	},
	"about one person": {
		"/app/cycles/{cycle}/officials/{official}/petition", "/app/cycles/{cycle}/officials/{official}/petition/answer",
		"/app/cycles/{cycle}/officials/{official}/self-review/versions",
	},
	"about one schedule": {
		"/app/admin/schedules/{schedule}/backfill", "/app/admin/schedules/{schedule}/pause", "/app/admin/schedules/{schedule}/resumption",
		"/app/admin/schedules/{schedule}/trigger",
	},
	"about one command":                 {"/app/commands/{command}", "/app/commands/{command}/withdrawal"},
	"about the result of one meeting":   {"/app/cycles/{cycle}/units/{unit}/external-result", "/app/cycles/{cycle}/bodies/{body}/external-result"},
	"fifty lines of one act":            {"/app/admin/mass-acts/{mass_act}"},
	"a field of a form, with ten names": {"/app/admin/find-people"},
	"a choice of two ways":              {"/app/planning/reviews/{round}/{list}/settlement"},
}

// Whatever page the router has is measured for those who may read it.
func TestEveryPageStaysSmallWithAThousandOfficials(t *testing.T) {
	t.Parallel()
	o := newFullLarge(t)
	readers := []*visitor{o.visitorAs(t, "mini-01"), o.visitorAdmin(t), o.visitorAs(t, "o-491"), o.visitorAs(t, "o-495"), o.visitorAs(t, "mini-08")}
	why := map[string]string{}
	for reason, routes := range unmeasured {
		for _, route := range routes {
			why[route] = reason
		}
	}
	var large, neither []string
	err := chi.Walk(o.server.Config.Handler.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if method != http.MethodGet || !strings.HasPrefix(route, "/app/") || filepath.Ext(route) != "" || strings.HasSuffix(route, "/events") {
			return nil
		}
		size := 0
		for _, question := range append([]string{""}, alsoAsked[route]...) {
			size = max(size, measured(t, readers, inLarge(route), question))
		}
		t.Logf("%-75s %4d KB", route, size/1024)
		if size >= most {
			large = append(large, route)
		}
		if (size > 0) == (why[route] != "") {
			neither = append(neither, route)
		}
		return nil
	})
	require.NoError(t, err)
	require.Empty(t, large, "pages over 150 KB")
	require.Empty(t, neither, "pages that are neither measured nor said not to grow, or both")
	require.Contains(t, readers[0].get(t, sittingPage+"/named-points").text, `value="o-999"`, "everybody can be chosen")
}

// measured is the size of a page for the first who may read it; 0 when nobody may.
func measured(t *testing.T, readers []*visitor, page, question string) int {
	t.Helper()
	for _, v := range readers {
		if got := v.get(t, strings.TrimSuffix(page+"?"+question, "?")); got.status == http.StatusOK && strings.HasPrefix(got.at, page) {
			return len(got.text)
		}
	}
	return 0
}

// inLarge is the address of a route in the large office.
func inLarge(route string) string {
	return part.ReplaceAllStringFunc(route, func(name string) string {
		return cmp.Or(largeParts[part.FindStringSubmatch(name)[1]], "1")
	})
}
