package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// downloads are the documents and worksheets that a page leads to.
func downloads(text string) (links []string) {
	for _, part := range strings.Split(text, `href="`)[1:] {
		link, _, _ := strings.Cut(part, `"`)
		if strings.Contains(link, ".pdf") || strings.Contains(link, ".xlsx") {
			links = append(links, strings.ReplaceAll(link, "&amp;", "&"))
		}
	}
	return links
}

func TestPagesLeadToTheirPapers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.visitUntil(t, func(string, string) bool { return false })
	for _, tt := range []struct {
		who, page string
		want      int
	}{
		{petitioner, "/app" + officialPath(petitioner), 2},
		{head, "/app" + unitPath("phong-noi-vu"), 3},
		{"mini-01", "/app" + bodyPath("btv-mini"), 4},
		{head, "/app" + unitPath("phong-noi-vu") + "/tallies", 2},
	} {
		t.Run(tt.page, func(t *testing.T) {
			page := o.visitors[tt.who].get(t, tt.page).text
			require.NotContains(t, page, "Hạn:", "what is over is not due")
			links := downloads(page)
			require.Len(t, links, tt.want, "%q", links)
			for _, link := range links {
				require.Equal(t, http.StatusOK, o.visitors[tt.who].get(t, link).status, link)
			}
		})
	}
}

func TestTheChairHoldsABallotOnPaperOnThePage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	var who, page string
	o.visitUntil(t, func(official, at string) bool {
		if strings.HasSuffix(at, "/tellers") {
			who, page = official, at
		}
		return page != ""
	})
	v := o.visitors[who]
	form := v.get(t, page)
	require.Contains(t, form.text, "phiếu giấy")
	filing := url.Values{"key": {fieldValue(form.text, "key")}, "optional-paper": {"paper"}}
	_, options, _ := strings.Cut(form.text, `id="first"`)
	for i, part := range strings.Split(options, `<option value="`)[2:4] {
		teller, _, _ := strings.Cut(part, `"`)
		filing.Set([]string{"first", "second"}[i], teller)
	}
	refused := v.post(t, page, filing)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status, mainOf(refused))
	require.Contains(t, refused.text, "Đề nghị nêu lý do")
	require.Contains(t, refused.text, "<title>Lỗi: ")
	filing.Set("optional-reason", "Hội trường không có mạng")
	filing.Set("key", fieldValue(refused.text, "key"))
	require.Contains(t, v.post(t, page, filing).text, `class="flash"`)
	for _, field := range []string{"first", "second"} {
		teller := o.visitorAs(t, filing.Get(field))
		entry := teller.get(t, strings.TrimSuffix(page, "/tellers")+"/count-entries")
		require.Equal(t, http.StatusOK, entry.status, mainOf(entry))
		links := downloads(entry.text)
		require.Len(t, links, 1)
		require.Equal(t, http.StatusOK, teller.get(t, links[0]).status, "the papers are printed")
	}
}

func TestOfficialsReadTheCommentsOnThemAsThePolicyShowsThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.visitUntil(t, func(_, at string) bool { return strings.HasSuffix(at, unitPath("phong-noi-vu")+"/minutes") })
	comment := o.as(t, head).act(t, unitPath("phong-noi-vu")+"/comments", map[string]any{"subject": member, "text": "Cần chủ động hơn"})
	require.Equal(t, http.StatusOK, comment.status, comment.text)
	path := officialPath(member) + "/comments-on-me"
	require.Equal(t, http.StatusForbidden, o.as(t, member).get(t, path).status, "not before the announcement")
	o.runToTheEnd(t)
	read := o.as(t, member).get(t, path)
	require.Len(t, read.items(), 1, read.text)
	require.Equal(t, "Cần chủ động hơn", read.items()[0]["text"])
	require.NotContains(t, read.text, head, "the policy shows what was said, not by whom")
	require.Contains(t, o.visitorAs(t, member).get(t, "/app"+officialPath(member)).text, "Cần chủ động hơn")
	require.Equal(t, http.StatusForbidden, o.as(t, head).get(t, path).status)
}
