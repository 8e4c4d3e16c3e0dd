package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/rotation"
)

const planBoard = "/app" + rotationPlan

// walkPlan does what the inboxes ask for in the plan of 2019, through pages only, until they ask for nothing but until.
func (r *rotator) walkPlan(t *testing.T, until string) {
	t.Helper()
	visitors := map[string]*visitor{}
	for range 60 {
		did := false
		for _, who := range officials() {
			if visitors[who] == nil {
				visitors[who] = r.visitorAs(t, who)
			}
			for _, task := range visitors[who].tasks(t) {
				if !strings.HasPrefix(task, planBoard) || strings.HasSuffix(task, until) {
					continue
				}
				r.plan(t, visitors[who], who, task)
				did = true
			}
		}
		if !did {
			return
		}
		r.engine.pump(t.Context())
	}
	t.Fatal("the plan does not come to an end")
}

// plan does one task of a plan on its page.
func (r *rotator) plan(t *testing.T, v *visitor, who, task string) {
	t.Helper()
	page := v.get(t, task)
	require.Equal(t, http.StatusOK, page.status, "%s: %s", task, page.text)
	f := formOn(t, page)
	require.NotNil(t, f, "%s: %s", task, mainOf(page))
	switch task[strings.LastIndexByte(task, '/'):] {
	case "/proposals":
		for i, n := range r.proposals[who].Needs {
			_, suggested, _ := strings.Cut(page.text, `<datalist id="posts">`)
			suggested, _, _ = strings.Cut(suggested, "("+n.Post+")")
			f.values.Set(row("post", i), suggested[strings.LastIndexByte(suggested, '"')+1:]+"("+n.Post+")")
			f.values.Set(row("urgency", i), "60")
			f.values.Set(row("why", i), n.Why)
		}
		for i, x := range r.proposals[who].People {
			require.Contains(t, f.options[row("person", i)], x.Official, "people of one's own unit")
			f.values.Set(row("person", i), x.Official)
			f.values.Set(row("because", i), x.Why)
		}
	case "/dossiers":
		maps.Copy(f.values, f.checks)
	case "/answers":
		for name := range f.options {
			choice := "yes"
			if r.refuse[who] && strings.HasPrefix(name, "answer-person:") {
				choice, r.refuse[who] = "no", false
				f.values.Set("optional-"+name, "Hoàn cảnh gia đình")
			}
			f.values.Set(name, choice)
		}
	case "/decisions":
		require.Equal(t, "Hoàng Trọng Thụ", f.values.Get("optional-signer"), "the chair of the body is offered")
		require.NotEmpty(t, f.values.Get("optional-signer_title"))
		f.values.Set("optional-signer", "Nông Văn Ký")
		f.values.Set("optional-signer_title", "Phó Bí thư Thường trực")
		for _, name := range f.texts {
			switch field, _, _ := strings.Cut(name, ":"); field {
			case "document":
				f.values.Set(name, "112-QĐ/HU")
			case "purpose":
				f.values.Set(name, "Tăng cường cơ sở")
			}
		}
		for name := range f.options {
			f.values.Set(name, "other")
		}
		for _, name := range f.days {
			f.values.Set(name, "2019-01-10")
		}
	case "/count":
		v.post(t, f.action, f.values) // refused while others have not voted yet
		return
	case "/acceptance":
	default:
		page = v.do(t, page, "yes")
		require.Equal(t, http.StatusOK, page.status, "%s: %s", task, mainOf(page))
		return
	}
	page = v.post(t, f.action, f.values)
	require.Equal(t, http.StatusOK, page.status, "%s: %s", task, mainOf(page))
}

func row(name string, i int) string { return "optional-" + name + "-" + string(rune('1'+i)) }

func TestARotationPlanIsMadeThroughThePages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.administrator(t)
	require.Contains(t, admin.get(t, "/app/rotation/plans").text, "Chưa mở kế hoạch luân chuyển nào.")
	_, err := o.pool.Exec(t.Context(), `UPDATE tenure SET valid_to = '2018-12-31' WHERE official IN ('mini-10', 'mini-16')`)
	require.NoError(t, err)
	opening := url.Values{"code": {"mini-2019"}, "root": {root}, "body": {"btv-mini"}, "optional-day": {"2019-01-07"}, "optional-policy": {"qd65-2022@1"}, "optional-caps": {"xa-na-muoi 1 nhiều"}}
	got := admin.post(t, "/app/rotation/plans/new", opening)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, "xa-na-muoi 1 nhiều", "what was typed is kept")
	opening.Set("optional-caps", "xa-na-muoi 1 -\n")
	got = admin.post(t, "/app/rotation/plans/new", opening)
	require.Equal(t, "/app/rotation/plans", got.at, mainOf(got))
	o.engine.pump(t.Context())
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, "mini-06").get(t, planBoard).status, "a stranger")

	r := o.rotator()
	commune := r.proposals["mini-14"]
	commune.People = []rotation.PersonFiling{{Official: "mini-17", Why: "Có triển vọng"}}
	r.proposals["mini-14"] = commune
	r.walkPlan(t, "/acceptance")
	organiser := o.visitorAs(t, "mini-03")
	board := organiser.get(t, planBoard)
	for _, want := range []string{"Chủ tịch UBND xã Khuổi Sao", "Lựa chọn kế tiếp", "Địa bàn cần tăng cường", "xã Nà Mười: đi 1, đến không hạn chế", "còn thiếu"} {
		require.Contains(t, strings.ReplaceAll(board.text, "Xã", "xã"), want)
	}
	require.NotContains(t, mainOf(board), ">mini-", "names, not codes")
	require.NotContains(t, admin.get(t, planBoard).text, "Địa bàn cần tăng cường", "an administrator reads no reasons")

	candidates := organiser.get(t, planBoard+"/candidates?post="+chairKhuoi)
	require.Contains(t, candidates.text, "Đủ điều kiện")
	require.Contains(t, candidates.text, " = ", "an excluded pair has the values that were compared")
	require.NotContains(t, candidates.text, "person.", "by the names of the facts")
	require.Contains(t, candidates.text, "Chức vụ hiện nay")
	for _, c := range o.admin().get(t, "/rotation/plans/mini-2019/candidates?post="+chairKhuoi).items() {
		require.NotEmpty(t, c["present_post"], c)
		require.NotEmpty(t, c["present_unit"], c)
	}
	require.Contains(t, organiser.get(t, planBoard+"/people").text, "Chức vụ hiện nay")
	require.Contains(t, organiser.get(t, planBoard+"/candidates?official=mini-06").text, "Đơn vị hiện nay")

	r.changeByHand(t, organiser)
	r.refuse["mini-06"] = true
	r.walkPlan(t, "never")
	board = organiser.get(t, planBoard)
	require.Contains(t, board.text, "Kế hoạch đã kết thúc.")
	require.Contains(t, board.text, "112-QĐ/HU")
	require.Contains(t, board.text, "Hoàn cảnh gia đình")
	require.Contains(t, board.text, "cán bộ không đồng ý")
	decided := o.admin().get(t, "/rotation/rotations").items()
	require.NotEmpty(t, decided)
	paper := pdf(t, o.admin().get(t, "/rotation/rotations/"+decided[len(decided)-1]["code"].(string)+"/decision.pdf"))
	require.Contains(t, paper, "PHÓ BÍ THƯ THƯỜNG TRỰC", "as the form of the plan said")
	require.Contains(t, paper, "Nông Văn Ký")
	require.Contains(t, admin.get(t, "/app/rotation/plans?lang=en").text, "The plan has ended.")
}

// changeByHand sees what a change costs, makes it, and undoes it; then strikes a need and adds it again.
func (r *rotator) changeByHand(t *testing.T, organiser *visitor) {
	t.Helper()
	before := r.placed(t)
	require.Len(t, before, 2, "%v", r.admin().get(t, rotationPlan+"/reasons").text)
	ask := planBoard + "/changes?action=fix&official=mini-06&post=" + before["mini-07"]
	price := organiser.get(t, ask)
	require.Contains(t, price.text, "Cái giá:")
	require.Contains(t, price.text, "Các cặp mới:")
	change := url.Values{"official": {"mini-06"}, "post": {before["mini-07"]}, "action": {rotation.FixPair}, "key": {"k1"}}
	got := organiser.post(t, planBoard+"/changes", change)
	require.Equal(t, http.StatusUnprocessableEntity, got.status, "a reason is asked for")
	require.Contains(t, got.text, "Cái giá:", "the price is still there")
	change.Set("reason", "Phù hợp hơn")
	change.Set("basis", "Họp Thường trực")
	got = organiser.post(t, planBoard+"/changes", change)
	require.Equal(t, planBoard, got.at, mainOf(got))
	r.engine.pump(t.Context())
	require.Equal(t, before["mini-07"], r.placed(t)["mini-06"])
	require.Contains(t, organiser.get(t, planBoard).text, "Bỏ điều chỉnh này")

	broken := organiser.get(t, planBoard+"/changes?action=fix&official=mini-07&post="+before["mini-07"])
	require.Contains(t, broken.text, "Không thực hiện được vì:")
	require.NotContains(t, broken.text, "Thực hiện thay đổi", "what cannot be done has no button")
	change.Set("action", rotation.FreePair)
	change.Set("key", "k2")
	require.Equal(t, planBoard, organiser.post(t, planBoard+"/changes", change).at)
	r.engine.pump(t.Context())

	why := url.Values{"reason": {"Chưa cần"}, "basis": {"Họp"}, "key": {"k3"}}
	require.Equal(t, planBoard, organiser.post(t, planBoard+"/needs/"+chairMuoi+"/strike", why).at)
	r.engine.pump(t.Context())
	require.Len(t, r.placed(t), 1)
	add := url.Values{"post": {chairMuoi}, "urgency": {"nhiều"}, "reason": {"Cần"}, "basis": {"Họp"}, "key": {"k4"}}
	require.Equal(t, http.StatusUnprocessableEntity, organiser.post(t, planBoard+"/needs/new", add).status)
	add.Set("urgency", "20")
	require.Equal(t, planBoard, organiser.post(t, planBoard+"/needs/new", add).at)
	r.engine.pump(t.Context())
	require.Len(t, r.placed(t), 2, "both needs are filled again")
	require.Equal(t, http.StatusConflict, r.admin().act(t, rotationPlan+"/needs", map[string]any{
		"post": "xa-khuoi-sao-bi-thu", "action": "add", "urgency": 1, "reason": "Thử", "basis": "Họp",
	}).status, "somebody holds the post")
}
