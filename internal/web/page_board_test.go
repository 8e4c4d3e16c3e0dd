package web_test

import (
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// visitorWith is a visitor who has signed in with the link of an API key.
func (o *office) visitorWith(t *testing.T, key client) *visitor {
	t.Helper()
	v := o.visitor()
	require.Equal(t, "/app/admin/cycles", v.post(t, "/sign-in", url.Values{"token": {o.drawn(t, key)}}).at)
	return v
}

// drawn is the token of a link that the holder of a key draws.
func (o *office) drawn(t *testing.T, key client) string {
	t.Helper()
	got := key.post(t, "/sign-in/links", nil)
	require.Equal(t, http.StatusCreated, got.status, got.text)
	link, err := url.Parse(got.body["link"].(string))
	require.NoError(t, err)
	return link.Query().Get("token")
}

// inspector is the holder of a key with that role.
func (o *office) inspector(t *testing.T) client {
	t.Helper()
	made := o.admin().post(t, "/api-keys", keyRequest("inspector", "inspector"))
	require.Equal(t, http.StatusCreated, made.status, made.text)
	return client{base: o.server.URL, token: made.body["key"].(string)}
}

func cycleForm(do string, change func(url.Values)) url.Values {
	form := url.Values{
		"code": {cycle}, "root": {root}, "year": {"2018"}, "quarter": {""}, "day": {"2018-12-31"}, "policy": {""}, "do": {do},
	}
	if change != nil {
		change(form)
	}
	return form
}

func TestACycleIsCheckedAndOpenedInTheBrowser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	require.Contains(t, v.get(t, "/app/admin/cycles").text, "Chưa có đợt đánh giá nào")
	blank := v.get(t, "/app/admin/cycles/new").text
	require.Contains(t, blank, `<option value="`+root+`" selected>`, "the unit at the top is chosen")
	checked := v.post(t, "/app/admin/cycles/new", cycleForm("check", nil))
	require.Equal(t, http.StatusOK, checked.status)
	require.Contains(t, checked.text, "Có thể mở: 14 người")
	require.Contains(t, checked.text, "chưa được đối chiếu với văn bản")
	require.NotContains(t, v.get(t, "/app/admin/cycles").text, cycle, "nothing is opened yet")

	refusals := []struct {
		name   string
		change func(url.Values)
		want   string
	}{
		{"a year that is no number", func(f url.Values) { f.Set("year", "nay") }, `id="year-problem"`},
		{"a code with capitals", func(f url.Values) { f.Set("code", "Mini") }, `id="code-problem"`},
		{"a day that is none", func(f url.Values) { f.Set("day", "2018-02-31") }, `id="day-problem"`},
		{"a quarter that the policy does not rate", func(f url.Values) { f.Set("quarter", "2") }, "không đánh giá riêng quý"},
	}
	for _, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			got := v.post(t, "/app/admin/cycles/new", cycleForm("open", tt.change))
			require.Equal(t, http.StatusUnprocessableEntity, got.status)
			require.Contains(t, got.text, tt.want)
			require.Contains(t, got.text, `value="`+root+`"`, "what was typed is shown again")
		})
	}
	opened := v.post(t, "/app/admin/cycles/new", cycleForm("open", nil))
	require.Equal(t, "/app/admin/cycles/"+cycle, opened.at, opened.text)
	require.Contains(t, opened.text, "Đã mở đợt đánh giá")
	again := v.post(t, "/app/admin/cycles/new", cycleForm("open", nil))
	require.Equal(t, http.StatusConflict, again.status)
	require.Contains(t, again.text, "đã được mở")
}

func TestWhatStandsInTheWayOfACycleIsListed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.pool.Exec(t.Context(), `DELETE FROM body_member WHERE role = 'organisation'`)
	require.NoError(t, err)
	got := o.visitorWith(t, o.admin()).post(t, "/app/admin/cycles/new", cycleForm("check", nil))
	require.Contains(t, got.text, "Chưa thể mở")
	require.NotContains(t, got.text, `value="open"`, "there is no button to open it")
	require.Contains(t, got.text, "<strong>Ban Thường vụ Huyện ủy Khuổi Mơ</strong>: không có thành viên làm công tác tổ chức để thẩm định")
	require.NotContains(t, got.text, "btv-mini", "bodies have names")
	require.NotEmpty(t, o.admin().post(t, "/cycles/preview", openRequest()).body["findings"])
}

func TestTheBoardShowsACycle(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	fresh := v.get(t, "/app/admin/cycles/"+cycle)
	require.Equal(t, http.StatusOK, fresh.status, fresh.text)
	for _, want := range []string{"Phòng Nội vụ", "Tự đánh giá", "đang làm", "Không có ai trễ hạn", "chưa đủ số liệu", "Chưa có mức xếp loại nào"} {
		require.Contains(t, fresh.text, want)
	}
	filed := o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", selfReview())
	require.Equal(t, http.StatusOK, filed.status, filed.text)
	require.Equal(t, http.StatusForbidden, o.as(t, member).get(t, "/cycles/"+cycle+"/board").status)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/cycles/"+cycle).status)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/cycles").status)
	require.Equal(t, http.StatusNotFound, v.get(t, "/app/admin/cycles/none").status)
	o.clock.set(openDue(t, o, unitReview("phong-noi-vu")).Add(49 * time.Hour))
	late := o.visitorWith(t, o.admin()).get(t, "/app/admin/cycles/"+cycle).text
	for _, want := range []string{"! trễ 3 ngày", "việc quá hạn", "Hoàn thành tốt nhiệm vụ: 1", "có thể trễ"} {
		require.Contains(t, late, want)
	}
	require.NotContains(t, late, "Phiếu của các hội nghị</th>", "no votes before the last count")
	board := o.admin().get(t, "/cycles/"+cycle+"/board")
	require.NotZero(t, board.body["late_count"])
}

func TestTheBoardSumsVotesOnceAllAreCounted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.runToTheEnd(t)
	board := o.inspector(t).get(t, "/cycles/"+cycle+"/board")
	require.NotEmpty(t, board.body["votes"], board.text)
	page := o.visitorWith(t, o.admin()).get(t, "/app/admin/cycles/"+cycle).text
	require.Contains(t, page, "Phiếu của các hội nghị")
	require.Contains(t, page, "✓ xong")
	_, err := o.pool.Exec(t.Context(), `UPDATE step SET status = 'open' WHERE process = $1 AND name = 'ballot'`, unitReview("phong-noi-vu"))
	require.NoError(t, err)
	require.Empty(t, o.admin().get(t, "/cycles/"+cycle+"/board").body["votes"], "one conference has not counted")
}

func TestTheBoardNeverNamesWhoHasNotVoted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	one := unitReview("phong-noi-vu")
	_, err := o.pool.Exec(t.Context(), `INSERT INTO task (process, step, act, assignee, holder, seq, opened_at)
		VALUES ($1, 'self_review', 'vote', 'mini-06', '', 999, now())`, one)
	require.NoError(t, err)
	o.clock.set(openDue(t, o, one).Add(time.Hour))
	board := o.admin().get(t, "/cycles/"+cycle+"/board")
	require.InDelta(t, 1, board.body["late_votes"], 0)
	for _, late := range board.body["late"].(map[string]any)["items"].([]any) {
		require.NotEqual(t, "vote", late.(map[string]any)["act"])
	}
}

// follow opens the stream of the dashboard in a browser.
func follow(t *testing.T, o *office, v *visitor) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.server.URL+"/app/admin/cycles/"+cycle+"/events", nil)
	require.NoError(t, err)
	r.AddCookie(v.cookie("canbo_session"))
	stream, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, stream.Body.Close()) })
	if stream.StatusCode == http.StatusOK {
		require.Equal(t, "text/event-stream", stream.Header.Get("Content-Type"))
		first := make([]byte, len("retry: 3000\n\n"))
		_, err = io.ReadFull(stream.Body, first)
		require.NoError(t, err)
	}
	return stream
}

func TestTheBoardTellsABrowserWhatHappens(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	stream := follow(t, o, o.visitorWith(t, o.admin()))
	filed := o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", selfReview())
	require.Equal(t, http.StatusOK, filed.status, filed.text)
	told := make([]byte, 100)
	n, err := stream.Body.Read(told)
	require.NoError(t, err)
	require.Contains(t, string(told[:n]), "event: progress")
}

func TestAStreamEndsWithTheSessionAndTheRight(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(t *testing.T, o *office, v *visitor){
		"signed out everywhere from another place": func(t *testing.T, o *office, _ *visitor) {
			t.Helper()
			require.Equal(t, http.StatusNoContent, o.as(t, head).post(t, "/sign-out/everywhere", nil).status)
		},
		"the role is withdrawn": func(t *testing.T, o *office, _ *visitor) {
			t.Helper()
			require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/withdrawals", roleOf(head, "administrator")).status)
		},
		"nobody has used the session for hours": func(_ *testing.T, o *office, _ *visitor) { o.clock.set(o.clock.Now().Add(4 * time.Hour)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.open(t)
			for _, official := range []string{head, outsider} { // an administrator stays
				require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(official, "administrator")).status)
			}
			v := o.visitorAs(t, head)
			stream := follow(t, o, v)
			end(t, o, v)
			_, err := o.pool.Exec(t.Context(), "UPDATE process SET version = version + 1 WHERE id = $1", unitReview(unit))
			require.NoError(t, err)
			told, err := io.ReadAll(stream.Body)
			require.NoError(t, err, "the server ends it")
			require.Empty(t, string(told), "and tells nothing more")
			require.NotEqual(t, http.StatusOK, follow(t, o, v).StatusCode, "it does not begin again")
		})
	}
}
