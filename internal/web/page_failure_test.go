package web_test

import (
	"bytes"
	"errors"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"canbo/internal/postgres"
	"canbo/internal/web"
)

const longText = "Một bản kiểm điểm dài đã gõ cả buổi chiều."

// brokenOffices are the office with one thing about it that does not work, on servers of their own.
func brokenOffices(t *testing.T, o *office) map[string]*office {
	t.Helper()
	unreachable, err := pgxpool.New(t.Context(), "postgres://nobody@127.0.0.1:1/none?connect_timeout=1")
	require.NoError(t, err)
	t.Cleanup(unreachable.Close)
	broken := map[string]*office{}
	for name, breaks := range map[string]func(*web.Deps){
		"whole":    func(*web.Deps) {},
		"fails":    func(d *web.Deps) { d.Opener = failing{errors.New("secret cause")} },
		"panics":   func(d *web.Deps) { d.Opener = nil },
		"database": func(d *web.Deps) { d.Store = postgres.New(unreachable) },
		"limited":  func(d *web.Deps) { d.SignInsPerMinute = 1 },
	} {
		deps := o.deps
		deps.Logger = slog.New(slog.NewJSONHandler(o.log, nil))
		deps.Contacts = []string{"Ban Tổ chức Huyện ủy Mini, btc@mini.example"}
		breaks(&deps)
		server := httptest.NewServer(web.New(deps))
		t.Cleanup(server.Close)
		broken[name] = &office{pool: o.pool, server: server, log: o.log, clock: o.clock, engine: o.engine, deps: deps}
	}
	return broken
}

// refusedRequest is one way in which a request of a browser fails.
type refusedRequest struct {
	at     string // the office at which it fails
	as     string // an official, "admin", or "" for somebody whose session is over
	method string
	path   string
	form   url.Values
	site   string // Sec-Fetch-Site
	status int
	title  string
	says   []string // what is safe, who may, what to do next
	leads  []string // addresses to which the page leads
}

func refusedRequests() map[string]refusedRequest {
	typed := url.Values{"key": {"k1"}, "text-strengths": {longText}}
	opening := cycleForm("", func(f url.Values) { f.Set("reason", longText) })
	return map[string]refusedRequest{
		"a session that is over keeps what was typed": {
			"whole", "", http.MethodPost, selfReviewPage, typed, "", 401, "Phiên làm việc đã hết",
			[]string{longText, "còn nguyên trên trang này", "Đăng nhập ở thẻ mới", "nhấn “Gửi lại”"}, []string{"/sign-in", selfReviewPage},
		},
		"somebody else's page says whom it is for": {
			"whole", outsider, http.MethodGet, "/app" + unitPath(unit), nil, "", 403, "Đồng chí không có quyền ở trang này",
			[]string{"Trang này dành cho:", "thành viên hội nghị của đơn vị", "btc@mini.example"}, []string{"/app/inbox"},
		},
		"a key has no record of its own": {
			"whole", "admin", http.MethodGet, "/app/me/plans", nil, "", 403, "Đồng chí không có quyền ở trang này",
			[]string{"đăng nhập bằng tên của mình"}, []string{"/app/admin/cycles"},
		},
		"a form of another site changes nothing and is not offered again": {
			"whole", member, http.MethodPost, selfReviewPage, typed, "cross-site", 403, "Không thực hiện được",
			[]string{"Chưa có gì được ghi nhận hoặc thay đổi"}, []string{"/app/inbox"},
		},
		"an address that is none": {
			"whole", member, http.MethodGet, "/app/no-such-page", nil, "", 404, "Không tìm thấy trang",
			[]string{"Nếu gõ địa chỉ, xem lại từng chữ"}, []string{"/app/inbox"},
		},
		"a person who is on no roster": {
			"whole", "admin", http.MethodGet, "/app/admin/people/nobody", nil, "", 404, "Không tìm thấy nội dung này",
			nil, []string{"/app/admin/people", "/app/admin/cycles"},
		},
		"the address of a button": {
			"whole", member, http.MethodGet, "/app/drafts", nil, "", 405, "Trang này không mở trực tiếp được",
			[]string{"Mở lại trang có biểu mẫu"}, []string{"/app/inbox"},
		},
		"a paper of what has not come yet": {
			"whole", member, http.MethodGet, "/app" + unitPath("phong-noi-vu") + "/count-record.pdf", nil, "", 404, "Không tìm thấy nội dung này",
			nil, []string{"/app/inbox"},
		},
		"more than a form takes": {
			"whole", member, http.MethodPost, selfReviewPage, url.Values{"text-strengths": {strings.Repeat("a", 2<<20)}}, "", 413, "Nội dung gửi lên quá lớn",
			[]string{"tối đa 1 MB", "Chưa có gì được ghi nhận hoặc thay đổi"}, []string{"/app/inbox"},
		},
		"text that cannot be read": {
			"whole", member, http.MethodPost, selfReviewPage, url.Values{"text-strengths": {"a\x00b"}}, "", 422, "Nội dung gửi lên chưa đúng",
			[]string{"ký tự không đọc được", "xem lại nội dung đã nhập"}, []string{"/app/inbox"},
		},
		"too many attempts to sign in": {
			"limited", "", http.MethodPost, "/sign-in", url.Values{"email": {"mini06@mini.example"}}, "", 429, "Đề nghị chờ một phút",
			[]string{"Chờ đến 09:01 ngày 07/01/2019"}, []string{"/sign-in"},
		},
		"a failure of ours": {
			"fails", "admin", http.MethodPost, "/app/admin/cycles/new", opening, "", 500, "Hệ thống gặp lỗi",
			[]string{longText, "còn nguyên trên trang này", "nêu số yêu cầu", "btc@mini.example"}, []string{"/app/admin/cycles/new", "/app/admin/cycles"},
		},
		"a panic": {
			"panics", "admin", http.MethodPost, "/app/admin/cycles/new", opening, "", 500, "Hệ thống gặp lỗi",
			[]string{longText, "nêu số yêu cầu"}, []string{"/app/admin/cycles/new", "/"},
		},
		"a database that is away while something is filed": {
			"database", member, http.MethodPost, selfReviewPage, typed, "", 503, "Hệ thống tạm thời chưa trả lời",
			[]string{longText, "gửi lại cũng không bị tính hai lần", "Đồng chí cứ để trang này mở"}, []string{selfReviewPage, "/"},
		},
		"a database that is away while something is read": {
			"database", member, http.MethodGet, "/app/inbox", nil, "", 503, "Hệ thống tạm thời chưa trả lời",
			[]string{"bản nháp đã lưu vẫn an toàn", "Chờ một vài phút"}, []string{"/app/inbox"},
		},
		"a database that is away while a paper is printed": {
			"database", member, http.MethodGet, "/app" + officialPath(member) + "/self-review.pdf", nil, "", 503, "Hệ thống tạm thời chưa trả lời",
			[]string{"Chờ một vài phút"}, []string{"/app" + officialPath(member) + "/self-review.pdf"},
		},
	}
}

// request makes the request of a browser that has signed in at the whole office and came from a page of ours.
func (c refusedRequest) request(t *testing.T, o *office, visitors map[string]*visitor) (*visitor, *http.Request) {
	t.Helper()
	v := &visitor{o: o}
	if signed := visitors[c.as]; signed != nil {
		v.cookies = signed.cookies
	}
	r := v.request(t, c.method, c.path, c.form)
	if c.site != "" {
		r.Header.Set("Sec-Fetch-Site", c.site)
	}
	return v, r
}

func TestEveryRefusalSaysWhatIsSafeAndHowToGoOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	broken := brokenOffices(t, o)
	visitors := map[string]*visitor{member: o.visitorAs(t, member), outsider: o.visitorAs(t, outsider), "admin": o.visitorWith(t, o.admin())}
	o.visitorFrom(broken["limited"]).post(t, "/sign-in", url.Values{"email": {"mini06@mini.example"}}) // the one that is allowed
	for name, c := range refusedRequests() {
		t.Run(name, func(t *testing.T) {
			v, r := c.request(t, broken[c.at], visitors)
			got := v.send(t, r)
			require.Equal(t, c.status, got.status, got.text)
			require.Equal(t, "text/html; charset=utf-8", got.header.Get("Content-Type"))
			require.Contains(t, got.text, "<h1>"+c.title+"</h1>")
			for _, text := range c.says {
				require.Contains(t, got.text, text)
			}
			for _, address := range c.leads {
				require.Regexp(t, `(?:href|action)="`+regexp.QuoteMeta(address)+`"`, got.text)
			}
			require.NotContains(t, got.text, "secret cause")
			require.Empty(t, rawCode.FindAllString(shown(t, got.text), -1), "a code is shown")
			require.Equal(t, c.status >= 500, strings.Contains(got.text, "số yêu cầu"), "only who has to be helped needs a number")
			if number := regexp.MustCompile(`[A-Z2-7]{4}-[A-Z2-7]{4}`).FindString(got.text); c.status >= 500 {
				require.Contains(t, o.log.String(), `"request":"`+number+`"`, "the number leads to the log")
			}
		})
		t.Run(name+", in English", func(t *testing.T) {
			v, r := c.request(t, broken[c.at], visitors)
			r.AddCookie(&http.Cookie{Name: "__Host-canbo_lang", Value: "en"})
			got := v.send(t, r)
			require.Equal(t, c.status, got.status)
			require.NotContains(t, got.text, "<h1>"+c.title+"</h1>")
			require.NotContains(t, strings.ReplaceAll(mainOf(got), longText, ""), "Đồng chí")
		})
	}
}

// visitorFrom is a visitor of another server of the office.
func (o *office) visitorFrom(at *office) *visitor { return &visitor{o: at} }

func TestAFormIsSentAgainUnderItsKeyWhenTheServerIsBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	away := &visitor{o: brokenOffices(t, o)["database"]}
	v := o.visitorAs(t, member)
	away.cookies = v.cookies
	form := formOn(t, v.get(t, selfReviewPage))
	form.fill("Good", longText)
	lost := away.send(t, away.request(t, http.MethodPost, selfReviewPage, form.values))
	require.Equal(t, http.StatusServiceUnavailable, lost.status)
	again := formOn(t, lost)
	require.Equal(t, selfReviewPage, again.action)
	require.Equal(t, form.values, again.values, "nothing of the form is lost")
	for range 2 {
		require.Contains(t, v.post(t, again.action, again.values).text, "Đã nộp")
	}
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM command WHERE kind = 'self_review'"), "twice is once")
}

func TestWhoWasSignedOutComesBackToTheirPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAs(t, member)
	o.clock.set(o.clock.Now().Add(13 * time.Hour))
	asked := v.get(t, "/app/delegations")
	require.Equal(t, "/sign-in", asked.at)
	require.Contains(t, asked.text, "Phiên làm việc trước đã hết")
	require.NotContains(t, v.get(t, "/sign-in").text, "Phiên làm việc trước đã hết", "it is said once")

	r := v.request(t, http.MethodPost, "/app/drafts", url.Values{"back": {selfReviewPage}, "text-strengths": {longText}})
	require.Equal(t, http.StatusUnauthorized, v.send(t, r).status)
	require.Equal(t, http.StatusOK, v.post(t, "/sign-in", url.Values{"email": {"mini06@mini.example"}}).status)
	require.Equal(t, selfReviewPage, v.post(t, "/sign-in", url.Values{"token": {o.link(t, member)}}).at)
}

func TestAPartOfAPageThatFailsSaysWhy(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	broken := brokenOffices(t, o)
	signed := o.visitorAs(t, member)
	for name, c := range map[string]struct {
		at      string
		cookies []*http.Cookie
		status  int
		says    string
	}{
		"a session that is over": {"whole", nil, http.StatusUnauthorized, "đăng nhập ở một thẻ khác"},
		"the database is away":   {"database", signed.cookies, http.StatusServiceUnavailable, "Cơ sở dữ liệu tạm thời không trả lời"},
		"a step that is none":    {"whole", signed.cookies, http.StatusNotFound, "Không có nội dung này"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &visitor{o: broken[c.at], cookies: c.cookies}
			r := v.request(t, http.MethodGet, "/app/commands/00000000-0000-0000-0000-000000000000", nil)
			r.Header.Set("HX-Request", "true")
			got := v.send(t, r)
			require.Equal(t, c.status, got.status)
			require.Equal(t, "text/plain; charset=utf-8", got.header.Get("Content-Type"), "a page within the page would be none")
			require.Contains(t, got.text, c.says)
		})
	}
}

func TestAFileThatIsTooLargeIsRefusedOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	file, err := parts.CreateFormFile("files", "units.csv")
	require.NoError(t, err)
	_, err = file.Write(bytes.Repeat([]byte("x"), 13<<20))
	require.NoError(t, err)
	require.NoError(t, parts.Close())
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+"/app/admin/roster", &body)
	require.NoError(t, err)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	r.Header.Set("Referer", o.server.URL+"/app/admin/roster")
	got := v.send(t, r)
	require.Equal(t, http.StatusRequestEntityTooLarge, got.status, got.text)
	require.Contains(t, got.text, "tệp dữ liệu cán bộ tối đa 8 MB")
	require.Contains(t, got.text, `href="/app/admin/roster"`)
}
