package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// visitorAdmin is a visitor who has signed in with the link of an API key.
func (o *office) visitorAdmin(t *testing.T) *visitor {
	t.Helper()
	v := o.visitor()
	require.Equal(t, "/app/cycles", v.post(t, "/sign-in", url.Values{"token": {o.adminLink(t)}}).at)
	return v
}

// adminLink is the token of a link that the administrator has drawn.
func (o *office) adminLink(t *testing.T) string {
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
	require.Contains(t, v.get(t, "/app/cycles").text, "đang tiến hành")
	got := v.get(t, "/app/cycles/"+cycle)
	require.Contains(t, got.text, "Không có bước nào quá hạn")
	o.clock.set(o.clock.Now().Add(20 * 24 * time.Hour))
	v = o.visitorAdmin(t)
	got = v.get(t, "/app/cycles/"+cycle)
	require.Contains(t, got.text, `<td class="late">0/3`)
	require.Contains(t, got.text, "còn 3 người chưa xong")

	t.Run("and sees how far a conference is, not what is said in it", func(t *testing.T) {
		board := v.get(t, "/app/cycles/"+cycle+"/units/phong-noi-vu")
		require.Equal(t, http.StatusOK, board.status, board.text)
		require.Contains(t, board.text, "Phòng Nội vụ")
		require.Equal(t, http.StatusNotFound, v.get(t, "/app/cycles/"+cycle+"/officials/"+member).status)
	})
	t.Run("and finds anybody, without accents", func(t *testing.T) {
		for _, wanted := range []string{"La Đình Thụ", "la dinh thu", "thu la", "mini-06"} {
			page := v.get(t, "/app/cycles?q="+url.QueryEscape(wanted))
			if wanted == "thu la" {
				require.Contains(t, page.text, "Không tìm thấy ai")
				continue
			}
			require.Contains(t, page.text, "<code>mini-06</code>", wanted)
		}
		require.Contains(t, v.get(t, "/app/cycles?q=%25").text, "Kết quả tìm", "a wildcard is a character")
	})
	t.Run("while an official may not", func(t *testing.T) {
		official := o.visitorAs(t, member)
		require.Equal(t, http.StatusForbidden, official.get(t, "/app/cycles/"+cycle).status)
		require.NotContains(t, official.get(t, "/app/inbox").text, "/app/cycles\"")
		found := official.get(t, "/app/cycles?q=an")
		require.NotContains(t, found.text, "<code>mini-")
		require.Equal(t, http.StatusForbidden, o.as(t, member).get(t, "/officials?q=an").status)
	})
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
