package web_test

import (
	"io"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkPages measures the main pages of everybody in a cycle of a thousand officials: the time to the first byte, the
// size of the page, and what of it goes over the wire. make bench-pages runs it, and nothing is required of the times.
func BenchmarkPages(b *testing.B) {
	o := newFullLarge(b)
	const unit, body = "/app/cycles/" + cycle + "/units/u-50", "/app/cycles/" + cycle + "/bodies/btv-mini"
	for _, reader := range []struct {
		name  string
		visit *visitor
		pages []string
	}{
		{"official", o.visitorAs(b, "o-495"), []string{
			"/app/inbox", "/app/meetings", "/app/results", "/app/delegations", "/app/account", unit, unit + "/self-review", unit + "/comments",
		}},
		{"head", o.visitorAs(b, "o-491"), []string{"/app/inbox", unit, unit + "/self-review"}},
		{"member", o.visitorAs(b, "mini-01"), []string{"/app/inbox", "/app/meetings", body, body + "/decisions", body + "/tallies", body + "/count-entries"}},
		{"head of a commune", o.visitorAs(b, "mini-08"), []string{communeEditor}},
		{"administrator", o.visitorAdmin(b), []string{
			"/app/admin/cycles", "/app/admin/cycles/" + cycle, "/app/admin/people?q=nguyen+van", "/app/admin/people/o-500", panelPath(unitReview("u-50")), "/app/admin/audit", "/app/admin/audit?person=o-495", "/app/admin/roster/imports/large",
			"/app/planning", "/app/planning/lists/" + communeList, communeBoard, "/app/planning/findings", "/app/rotation", "/app/rotation/plans/mini-2019",
			"/app/rotation/plans/mini-2019/people", "/app/rotation/plans/mini-2019/candidates?post=p-7",
			"/app/admin/mail", "/app/admin/concerns", "/app/admin/policies", "/app/admin/roles",
		}},
	} {
		for _, page := range reader.pages {
			b.Run(reader.name+page, func(b *testing.B) { reader.visit.measure(b, page) })
		}
	}
}

func (v *visitor) measure(b *testing.B, page string) {
	b.Helper()
	var firsts []time.Duration
	size := func(encoding string) int {
		r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, v.o.server.URL+page, nil)
		require.NoError(b, err)
		r.Header.Set("Accept-Encoding", encoding)
		for _, c := range v.cookies {
			if strings.HasPrefix(r.URL.Path, c.Path) {
				r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
			}
		}
		begun := time.Now()
		response, err := http.DefaultTransport.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{
			GotFirstResponseByte: func() { firsts = append(firsts, time.Since(begun)) },
		})))
		require.NoError(b, err)
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		require.NoError(b, err)
		require.Equal(b, http.StatusOK, response.StatusCode, page)
		return len(text)
	}
	whole := size("identity") // the first time plans queries
	firsts = nil
	wire := 0
	for b.Loop() {
		wire = size("gzip")
	}
	slices.Sort(firsts)
	for name, place := range map[string]int{"p50-ms": len(firsts) / 2, "p95-ms": len(firsts) * 95 / 100} {
		b.ReportMetric(float64(firsts[place].Microseconds())/1000, name)
	}
	b.ReportMetric(float64(whole)/1024, "KB")
	b.ReportMetric(float64(wire)/1024, "wire-KB")
}
