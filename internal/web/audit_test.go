package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheAuditTellsWhoDidWhatAcrossProcesses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	secret := "Đã hoàn thành tốt mọi việc được giao trong năm"
	review := selfReview()
	review["texts"] = map[string]any{"strengths": secret}
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", review).status)
	o.clock.set(o.clock.Now().Add(24 * time.Hour))
	due := openDue(t, o, unitReview("phong-noi-vu")).Add(48 * time.Hour)
	require.Equal(t, http.StatusOK, o.admin().act(t, "/processes/extension", map[string]any{
		"process": unitReview("phong-noi-vu"), "step": "self_review", "due": due, "reason": "=Bão", "basis": "12-CV/HU",
	}).status)
	require.Equal(t, http.StatusNoContent, o.admin().send(t, http.MethodPut, "/mail-kinds/reminder", "", map[string]any{
		"enabled": false, "reason": "Tết", "basis": "13-CV/HU",
	}).status)

	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(head, "inspector")).status)
	require.Equal(t, "grant_role", o.admin().get(t, "/audit?kind=grant_role").items()[0]["kind"])
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/withdrawals", roleOf(head, "inspector")).status)
	require.Equal(t, head+": inspector", o.admin().get(t, "/audit?kind=withdraw_role").items()[0]["about"])

	newest := o.admin().get(t, "/audit?people=true").items()
	require.GreaterOrEqual(t, len(newest), 4)
	newest = slices.DeleteFunc(newest, func(e map[string]any) bool { return strings.HasSuffix(e["kind"].(string), "_role") })
	require.Equal(t, "mail_off", newest[0]["kind"])
	require.Equal(t, "extend", newest[1]["kind"])
	require.Equal(t, "12-CV/HU", newest[1]["basis"])
	require.Equal(t, unitReview("phong-noi-vu"), newest[1]["process"])

	t.Run("in pages of a stable order", func(t *testing.T) {
		var paged []map[string]any
		for after := ""; ; {
			page := o.admin().get(t, "/audit?limit=1&after="+url.QueryEscape(after))
			require.Equal(t, http.StatusOK, page.status, page.text)
			paged = append(paged, page.items()...)
			next, ok := page.body["next"].(string)
			if !ok {
				break
			}
			after = next
		}
		require.Equal(t, o.admin().get(t, "/audit?limit=500").items(), paged)
	})
	t.Run("by person, kind, process and day", func(t *testing.T) {
		for query, kinds := range map[string][]string{
			"person=" + member: {"self_review"},
			"kind=mail_off":    {"mail_off"},
			"people=true&process=" + unitReview("phong-noi-vu"):      {"extend", "self_review"},
			"people=true&since=2019-01-08&until=2019-01-08":          {"withdraw_role", "grant_role", "mail_off", "extend"},
			"since=2018-01-01&until=2018-12-31":                      nil,
			"people=true&kind=extend&since=2019-01-08&person=nobody": nil,
		} {
			var got []string
			for _, item := range o.admin().get(t, "/audit?"+query).items() {
				got = append(got, item["kind"].(string))
			}
			require.Equal(t, kinds, got, query)
		}
		require.Equal(t, "bad_day", o.admin().get(t, "/audit?since=gestern").code())
	})
	t.Run("without what was written, to administrators and inspectors alone", func(t *testing.T) {
		files := o.admin().get(t, "/audit.csv").text + o.admin().get(t, "/audit.xlsx").text + o.admin().get(t, "/audit?limit=500").text
		require.NotContains(t, files, secret)
		require.Contains(t, files, "'=Bão", "no spreadsheet takes it for a formula")
		require.Equal(t, http.StatusOK, o.inspector(t).get(t, "/audit.csv?kind=extend").status)
		require.Equal(t, http.StatusForbidden, o.as(t, head).get(t, "/audit").status)
	})
	t.Run("in the browser", func(t *testing.T) {
		v := o.visitorWith(t, o.admin())
		page := v.get(t, "/app/admin/audit?people=yes").text
		for _, want := range []string{"Gia hạn", "Tắt loại thư", "12-CV/HU", "/app/admin/process?id=unit-review", "Mở đợt đánh giá"} {
			require.Contains(t, page, want)
		}
		require.NotContains(t, page, secret)
		require.Equal(t, http.StatusUnprocessableEntity, v.get(t, "/app/admin/audit?since=x").status)
		require.Contains(t, v.get(t, "/app/admin/audit?kind=none").text, "Không có việc nào như vậy")
		require.True(t, strings.HasPrefix(v.get(t, "/app/admin/audit.csv").text, "\ufeffat,kind,"))
		require.Equal(t, http.StatusOK, v.get(t, "/app/audit.xlsx?kind=extend").status)
		require.Equal(t, http.StatusForbidden, o.visitorAs(t, head).get(t, "/app/admin/audit").status)
	})
}

// Casting a paper leaves no act that could tell who has voted.
func TestTheAuditDoesNotTellWhoHasVoted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.toBallot(t)
	before := o.admin().get(t, "/audit?limit=500").text
	require.Equal(t, http.StatusOK, o.as(t, member).post(t, unitPath("phong-noi-vu")+"/papers", nil).status)
	require.Equal(t, before, o.admin().get(t, "/audit?limit=500").text)
}
