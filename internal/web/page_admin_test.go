package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// visitorAdmin is a visitor who has signed in with the link of an API key.
func (o *office) visitorAdmin(t testing.TB) *visitor {
	t.Helper()
	v := o.visitor()
	require.Equal(t, "/app/admin/cycles", v.post(t, "/sign-in", url.Values{"token": {o.adminLink(t)}}).at)
	return v
}

// adminLink is the token of a link that the administrator has drawn.
func (o *office) adminLink(t testing.TB) string {
	t.Helper()
	link, err := url.Parse(o.admin().post(t, "/sign-in/links", nil).body["link"].(string))
	require.NoError(t, err)
	return link.Query().Get("token")
}

func TestAdministratorsWatchACycle(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAdmin(t)
	require.Contains(t, v.get(t, "/app/admin/cycles").text, "Đang tiến hành")

	t.Run("and see how far a conference is, not what is said in it", func(t *testing.T) {
		board := v.get(t, "/app/cycles/"+cycle+"/units/phong-noi-vu")
		require.Equal(t, http.StatusOK, board.status, board.text)
		require.Contains(t, board.text, "Phòng Nội vụ")
		require.Equal(t, http.StatusNotFound, v.get(t, "/app/cycles/"+cycle+"/officials/"+member).status)
	})
	t.Run("and find anybody, without accents", func(t *testing.T) {
		for _, wanted := range []string{"La Đình Thụ", "la dinh thu", "thu la", "mini-06", "thu noi vu"} {
			page := v.get(t, "/app/admin/people?q="+url.QueryEscape(wanted))
			require.Contains(t, page.text, "/app/admin/people/mini-06", wanted)
		}
		require.Contains(t, v.get(t, "/app/admin/people?q=%25").text, "Không tìm thấy ai", "a wildcard is a character")
	})
	t.Run("while an official may not", func(t *testing.T) {
		official := o.visitorAs(t, member)
		require.NotContains(t, official.get(t, "/app/inbox").text, "/app/admin/")
		require.Equal(t, http.StatusForbidden, official.get(t, "/app/admin/people?q=an").status)
	})
}

func TestEverybodyBeginsWhereTheirWorkIs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	watcher := o.visitorWith(t, o.inspector(t))
	for _, from := range []string{"/", "/inbox", "/app"} {
		require.Equal(t, "/app/inbox", o.visitorAs(t, member).get(t, from).at)
		require.Equal(t, "/app/admin/cycles", watcher.get(t, from).at)
	}
}

func TestAnAbsenceIsDelegatedOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAs(t, head)
	const address = "/app/delegations"
	got := v.post(t, address, url.Values{"key": {"k1"}, "subject": {member}, "from": {"2019-01-08"}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, `value="2019-01-08"`, "what was typed is shown again")
	got = v.post(t, address, url.Values{"key": {"k2"}, "subject": {member}, "from": {"2019-01-10"}, "until": {"2019-01-08"}, "reason": {"Đi công tác"}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, "Ngày cuối phải sau ngày đầu")
	got = v.post(t, address, url.Values{"key": {"k3"}, "subject": {member}, "from": {"2019-01-08"}, "until": {"2019-01-10"}, "reason": {"Đi công tác"}})
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Contains(t, got.text, "La Đình Thụ: từ 08/01/2019 đến hết 10/01/2019")
	_, rest, _ := strings.Cut(got.text, `action="/app/delegations/`)
	id, _, _ := strings.Cut(rest, "/")
	got = v.post(t, address+"/"+id+"/revocation", url.Values{"reason": {"Về sớm"}})
	require.Contains(t, mainOf(got), "Đã kết thúc ủy quyền")
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, outsider).post(t, address+"/"+id+"/revocation", url.Values{"reason": {"x"}}).status)
}

func TestWhatWasTypedComesBackWhenTheSessionIsOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	got := o.visitor().post(t, selfReviewPage, url.Values{"text-strengths": {"Một bản kiểm điểm dài đã gõ cả buổi chiều."}})
	require.Equal(t, http.StatusUnauthorized, got.status)
	require.Contains(t, got.text, "Một bản kiểm điểm dài")
}

func TestAnActThatIsNotConfirmedYetSaysSo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAs(t, member)
	o.engine.setDown(true)
	got := v.do(t, v.get(t, selfReviewPage), "Good")
	require.True(t, strings.HasPrefix(got.at, "/app/commands/"), got.at)
	require.Contains(t, got.text, "đang xử lý")
	o.engine.setDown(false)
	o.engine.pump(t.Context())
	require.Contains(t, v.get(t, got.at).text, "Đã ghi nhận lúc")
}
