package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// What stands in a refusal differs; that people get a page in their frame and programs a problem does not.
func TestPeopleAreRefusedByAPageAndProgramsByAProblem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAs(t, outsider)
	for address, want := range map[string]struct {
		status int
		title  string
	}{
		unitPath(unit) + "/minutes.pdf":             {http.StatusForbidden, "Đồng chí không có quyền ở trang này"},
		officialPath(member) + "/self-review.pdf":   {http.StatusNotFound, "Không tìm thấy nội dung này"},
		officialPath(member) + "/self-review.pdf?x": {http.StatusUnprocessableEntity, "Nội dung gửi lên chưa đúng"},
		"/sign-out":         {http.StatusMethodNotAllowed, "Trang này không mở trực tiếp được"},
		"/no-such-page":     {http.StatusNotFound, "Không tìm thấy trang"},
		"/../api/v1/none":   {http.StatusNotFound, "Không tìm thấy trang"},
		unitPath("no-unit"): {http.StatusForbidden, "Đồng chí không có quyền ở trang này"},
	} {
		page := v.get(t, "/app"+address)
		require.Equal(t, want.status, page.status, address)
		require.Equal(t, "text/html; charset=utf-8", page.header.Get("Content-Type"), address)
		require.Contains(t, page.text, "<h1>"+want.title+"</h1>", address)
		require.Contains(t, page.text, `href="/app/inbox"`, "%s leads back to one's own work", address)
	}
	for path, status := range map[string]int{
		unitPath(unit) + "/minutes.pdf": http.StatusForbidden, "/no-such-operation": http.StatusNotFound, "/sign-out": http.StatusMethodNotAllowed,
	} {
		got := o.as(t, outsider).get(t, path)
		require.Equal(t, status, got.status, path)
		require.Equal(t, "application/problem+json", got.header.Get("Content-Type"), path)
		require.NotEmpty(t, got.code(), path)
	}
}

func TestPagesLeadToOurselvesOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAs(t, member)
	require.NotContains(t, o.visitor().get(t, "//elsewhere.example/page").text, `"//elsewhere`, "the language switch comes back here")
	for back, want := range map[string]string{
		"/app/inbox":                   "/app/inbox",
		"//elsewhere.example/app/":     "/app",
		"https://elsewhere.example":    "/app",
		`/app/../\elsewhere.example/`:  "/app",
		"/app/..//elsewhere.example/":  "/app",
		"/app/%2e%2e/%5Celsewhere":     "/app",
		"/app/inbox\r\nX-Header: yes":  "/app",
		"/application/elsewhere/x.htm": "/app",
	} {
		typed := url.Values{"process": {unitReview(unit)}, "act": {"self_review"}, "strengths": {"A"}, "back": {back}}
		got := v.send(t, v.request(t, http.MethodPost, "/app/drafts", typed))
		if got.status == http.StatusTemporaryRedirect { // there is a draft by now
			want += "/compare"
		}
		require.Equal(t, want, got.header.Get("Location"), back)
	}
}
