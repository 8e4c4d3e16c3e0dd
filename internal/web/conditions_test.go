package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// toProposals brings the first conference to its proposals and tells who makes them.
func (o *office) toProposals(t *testing.T) (who, page string) {
	t.Helper()
	o.visitUntil(t, func(official, at string) bool {
		if strings.HasSuffix(at, "/proposals") {
			who, page = official, at
		}
		return page != ""
	})
	require.NotEmpty(t, page)
	return who, page
}

func TestWhoProposesSeesTheConditionsOfEachGrade(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	who, page := o.toProposals(t)
	v := o.visitors[who]
	shown := v.get(t, page)
	require.Contains(t, shown.text, "Điều kiện đã đạt")
	require.Contains(t, shown.text, "Quy định 89-QĐ/TW", "the sources are named")
	require.Contains(t, shown.text, "chưa đối chiếu văn bản gốc")
	require.Contains(t, shown.text, "Toàn đơn vị")
	require.Contains(t, shown.text, "Toàn bộ thuộc")
	require.Contains(t, shown.text, "tỷ lệ khống chế áp dụng ở đây")

	api := strings.TrimPrefix(strings.TrimSuffix(page, "proposals"), "/app") + "conditions"
	got := o.as(t, who).get(t, api)
	require.Equal(t, http.StatusOK, got.status, got.text)
	people := got.body["people"].([]any)
	require.NotEmpty(t, people)
	for _, p := range people {
		person := p.(map[string]any)
		require.NotEqual(t, who, person["official"], "nobody is shown their own case to decide on")
		for _, g := range person["judgement"].(map[string]any)["grades"].([]any) {
			for _, c := range g.(map[string]any)["conditions"].([]any) {
				require.Contains(t, []any{"met", "not_met", "unknown"}, c.(map[string]any)["state"])
			}
		}
	}
	require.NotEmpty(t, got.body["sources"])
	require.NotEmpty(t, got.body["elsewhere"])
	for _, other := range everybody(t, o) {
		if other != who && !strings.Contains(got.text, other) {
			require.Equal(t, http.StatusForbidden, o.as(t, other).get(t, api).status, other)
			break
		}
	}
}

func TestTheCounterCountsWhatIsChosenWithoutScripts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	who, page := o.toProposals(t)
	v := o.visitors[who]
	names := fieldsOf(v.get(t, page).text, "grade-")
	require.NotEmpty(t, names)
	form := url.Values{}
	for _, name := range names {
		form.Set(name, "Excellent")
	}
	counted := v.post(t, page+"/check", form)
	require.Equal(t, http.StatusOK, counted.status)
	require.Contains(t, counted.text, "vượt")
	require.Contains(t, counted.text, `class="over"`)
	taken := v.post(t, page+"/check?fill=suggested", url.Values{})
	require.Contains(t, taken.text, "selected", "the grades that the conditions lead to are chosen")
}

// fieldsOf are the names of fields on a page that begin so.
func fieldsOf(text, prefix string) (names []string) {
	for _, part := range strings.Split(text, `name="`+prefix)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		names = append(names, prefix+name)
	}
	return names
}

func TestTheSittingReadsTheConditionsAsTheyWereAppraised(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	var who, page string
	o.visitUntil(t, func(official, at string) bool {
		if strings.HasSuffix(at, "/decisions") {
			who, page = official, at
		}
		return page != ""
	})
	v, board := o.visitors[who], strings.TrimSuffix(page, "/decisions")
	shown := v.get(t, board)
	require.Equal(t, http.StatusOK, shown.status)
	links := strings.Split(shown.text, board+"/conditions/")
	require.Greater(t, len(links), 1, "each case leads to its conditions")
	official, _, _ := strings.Cut(links[1], `"`)
	one := v.get(t, board+"/conditions/"+official)
	require.Equal(t, http.StatusOK, one.status)
	require.Contains(t, one.text, "Điều kiện xếp loại của đồng chí")
	require.Contains(t, one.text, "điều kiện")
	require.Contains(t, one.text, "Căn cứ")
	require.Equal(t, http.StatusNotFound, v.get(t, board+"/conditions/nobody").status)
}
