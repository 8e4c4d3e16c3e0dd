package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	communeBoard  = "/app" + communeReview
	communeEditor = communeBoard + "/proposals"
)

// administrator is a browser in which the holder of the administrator's key has signed in.
func (o *office) administrator(t *testing.T) *visitor {
	t.Helper()
	link, err := url.Parse(o.admin().post(t, "/sign-in/links", nil).body["link"].(string))
	require.NoError(t, err)
	v := o.visitor()
	require.Equal(t, http.StatusOK, v.post(t, "/sign-in", url.Values{"token": {link.Query().Get("token")}}).status)
	return v
}

// walkReview does what the inboxes ask for in the review of the commune's list, through pages only. reason explains what
// the draft misses.
func (o *office) walkReview(t *testing.T, until, nominee string) {
	t.Helper()
	visitors := map[string]*visitor{}
	for range 60 {
		did := false
		for _, who := range officials() {
			if visitors[who] == nil {
				visitors[who] = o.visitorAs(t, who)
			}
			for _, task := range visitors[who].tasks(t) {
				if !strings.HasPrefix(task, communeBoard) || strings.Contains(task, until) {
					continue
				}
				visitors[who].review(t, task, nominee)
				did = true
			}
		}
		if !did {
			return
		}
		o.engine.pump(t.Context())
	}
	t.Fatal("the review does not come to an end")
}

func (v *visitor) review(t *testing.T, task, nominee string) {
	t.Helper()
	page := v.get(t, task)
	require.Equal(t, http.StatusOK, page.status, "%s: %s", task, page.text)
	f := formOn(t, page)
	require.NotNil(t, f, "%s: %s", task, mainOf(page))
	switch path, _, _ := strings.Cut(task, "?"); path[strings.LastIndexByte(path, '/'):] {
	case "/proposals":
		f.values.Set("who-1", nominee)
		f.values.Set("position-1", "du-xa-na-muoi")
		page = v.post(t, f.action, f.values)
	case "/approval":
		for _, field := range f.texts {
			f.values.Set(field, "Địa bàn thiếu nguồn")
		}
		f.values.Set("document", "47-QĐ/HU")
		f.values.Set("document_date", "2020-07-20")
		require.Equal(t, "Hoàng Trọng Thụ", f.values.Get("optional-signer"), "the chair of the body that approves is offered")
		f.values.Set("optional-signer", "Nông Văn Ký")
		f.values.Set("optional-signer_title", "Phó Bí thư Thường trực")
		page = v.post(t, f.action, f.values)
	case "/count":
		v.post(t, f.action, f.values) // refused while others have not voted yet
		return
	default:
		page = v.do(t, page, "yes")
	}
	require.Equal(t, http.StatusOK, page.status, "%s: %s", task, mainOf(page))
}

func TestAPlanningListIsPublishedThroughThePages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.administrator(t)
	require.Contains(t, admin.get(t, "/app/planning").text, "Chưa mở đợt rà soát nào.")
	got := admin.post(t, "/app/planning/reviews/new", url.Values{})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, "Nhập năm rà soát")
	require.Contains(t, got.text, "Chọn ít nhất một danh sách.")
	o.clock.set(time.Date(2020, 6, 30, 2, 0, 0, 0, time.UTC))
	admin = o.administrator(t)
	got = admin.post(t, "/app/planning/reviews/new", url.Values{"round": {"2020"}, "list": {communeList}})
	require.Equal(t, "/app/planning", got.at, mainOf(got))
	require.Contains(t, got.text, "Đã mở các đợt rà soát.")
	o.engine.pump(t.Context())

	board := admin.get(t, communeBoard)
	require.Contains(t, board.text, "Phùng Thị Hiệp", "whom a rule keeps off is on the administrator's board")
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, "mini-05").get(t, communeBoard).status, "a stranger")
	require.Equal(t, http.StatusForbidden, admin.get(t, communeEditor).status, "administrators propose nothing")

	o.walkReview(t, "/approval", "đinh đình toàn")
	head := o.visitorAs(t, "mini-01")
	approval := formOn(t, head.get(t, communeBoard+"/approval"))
	var reasons []string
	for _, name := range approval.texts {
		if strings.HasPrefix(name, "missed-") {
			reasons = append(reasons, name)
		}
	}
	require.Equal(t, []string{"missed-women", "missed-young"}, reasons, "a reason is asked for what the draft misses and nothing else")
	approval.values.Set("document", "47-QĐ/HU")
	approval.values.Set("document_date", "2020-07-20")
	got = head.post(t, approval.action, approval.values)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, `href="#missed-women"`)

	o.walkReview(t, "never", "")
	require.Contains(t, admin.get(t, communeBoard).text, "Đã công bố phiên bản 2.")
	list := admin.get(t, "/app/planning/lists/"+communeList)
	require.Contains(t, list.text, "Đinh Đình Toàn")
	require.Contains(t, list.text, "2 người, 2 lượt chức danh", "the meter has numbers")
	approved := pdf(t, o.admin().get(t, "/planning/lists/"+communeList+"/list.pdf"))
	require.Contains(t, approved, "PHÓ BÍ THƯ THƯỜNG TRỰC", "as the form of the approval said")
	require.Contains(t, approved, "Nông Văn Ký")
	old := admin.get(t, "/app/planning/lists/"+communeList+"?version=1")
	require.Contains(t, old.text, "phiên bản hiện hành là 2")
	require.Contains(t, old.text, "Phùng Thị Hiệp")
	history := admin.get(t, "/app/planning/lists/"+communeList+"/history")
	require.Contains(t, history.text, "Từ phiên bản 1 (2 lượt) đến phiên bản 2 (2 lượt): 2 thay đổi.")
	require.Contains(t, history.text, "Không đủ tuổi công tác trọn nhiệm kỳ")
	require.Contains(t, admin.get(t, "/app/planning/lists/"+communeList+"/history?from=2&to=1").text, `role="alert"`)
	require.Contains(t, admin.get(t, communeBoard+"/screening").text, "Phùng Thị Hiệp")
}

func TestTheEditorShowsTheStructureOfWhatIsTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.openReviews(t, communeList)
	v := o.visitorAs(t, "mini-08")
	f := formOn(t, v.get(t, communeEditor))
	require.Equal(t, communeEditor, f.action)
	type typed map[string]string
	key := "mini-12:du-xa-na-muoi"
	for name, c := range map[string]struct {
		typed  typed
		path   string
		status int
		want   []string
	}{
		"an addition counts at once":           {typed{"who-1": "Lý Thu Oanh"}, "/check", http.StatusOK, []string{"1/2 (50%)", "Lý Thu Oanh"}},
		"a removal counts at once":             {typed{"reason-" + key: "WeakCapacity"}, "/check", http.StatusOK, []string{"0 người"}},
		"another person is asked for":          {typed{"who-1": "Lý Thu Oanh"}, "/check?more=1", http.StatusOK, []string{`name="who-2"`}},
		"a removal rests on something":         {typed{"reason-" + key: "WeakCapacity"}, "", http.StatusUnprocessableEntity, []string{`id="evidence-` + key + `-problem"`, "Ghi căn cứ"}},
		"and has a reason":                     {typed{"evidence-" + key: "Năng lực"}, "", http.StatusUnprocessableEntity, []string{`id="reason-` + key + `-problem"`}},
		"nobody has the name":                  {typed{"who-1": "Nguyễn Văn Không"}, "", http.StatusUnprocessableEntity, []string{"Không có ai tên", "Nguyễn Văn Không"}},
		"a rule bars the nominee, with values": {typed{"who-1": "ban minh quyen"}, "", http.StatusConflict, []string{`id="who-1-problem"`, "số tháng công tác còn lại", "ban minh quyen"}},
	} {
		t.Run(name, func(t *testing.T) {
			values := url.Values{}
			maps.Copy(values, f.values)
			for k, x := range c.typed {
				values.Set(k, x)
			}
			got := v.post(t, communeEditor+c.path, values)
			require.Equal(t, c.status, got.status, mainOf(got))
			for _, want := range c.want {
				require.Contains(t, got.text, want)
			}
		})
	}
	t.Run("a script gets the meter alone", func(t *testing.T) {
		values := url.Values{"who-1": {"Lý Thu Oanh (mini-15)"}, "position-1": {"du-xa-na-muoi"}, "tier-1": {"1"}}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+communeEditor+"/check", strings.NewReader(values.Encode()))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("HX-Request", "true")
		got := v.send(t, r)
		require.True(t, strings.HasPrefix(got.text, `<div id="edited">`), got.text)
		require.Contains(t, got.text, "1/2 (50%)")
	})
	t.Run("nothing is an answer, and what was filed shows on the board", func(t *testing.T) {
		got := v.post(t, f.action, f.values)
		require.Equal(t, "/app/inbox", got.at, mainOf(got))
		require.Contains(t, got.text, "Đã nộp đề xuất của đơn vị.")
	})
}

func TestWhatWasFoundIsDecidedOnItsPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.store.ImportDistrict(t.Context(), disciplined(t, "mini-06", time.Date(2019, 1, 4, 0, 0, 0, 0, time.UTC)))
	require.NoError(t, err)
	admin := o.administrator(t)
	require.Contains(t, admin.get(t, "/app/planning").text, "(1 chờ quyết định)")
	require.Contains(t, admin.get(t, "/app/planning/findings?state=open").text, "Bị kỷ luật cảnh cáo ngày 04/01/2019")
	at := fmt.Sprintf("/app%s", findingAddress(o.admin().get(t, "/planning/findings").items()[0]))
	require.Contains(t, admin.get(t, at).text, "La Đình Thụ")
	got := admin.post(t, at, url.Values{"decision": {"dismiss"}, "reason": {"Đã xem xét"}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, "Nhập văn bản làm căn cứ.")
	require.Contains(t, got.text, "Đã xem xét", "what was typed is kept")
	got = admin.post(t, at, url.Values{"decision": {"take"}, "reason": {"Cần xem xét"}, "basis": {"22-TB/HU"}})
	require.Equal(t, at, got.at)
	require.Contains(t, got.text, "Đưa vào kỳ rà soát tới")
	require.Contains(t, admin.get(t, at+"?lang=en").text, "For the next review")
}
