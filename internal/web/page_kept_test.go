package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// turn posts a form to the part that begins at a line.
func (v *visitor) turn(t *testing.T, page seen, f *form, from string) seen {
	t.Helper()
	for _, address := range f.buttons {
		at, err := url.Parse(address)
		require.NoError(t, err)
		if at.Query().Get("from") == from && at.Query().Has("turn") {
			return v.post(t, address, f.values)
		}
	}
	require.Fail(t, "no button leads to line "+from, mainOf(page))
	return seen{}
}

func TestABallotOnAThousandIsMarkedInParts(t *testing.T) {
	t.Parallel()
	o := newLarge(t)
	_, err := o.pool.Exec(t.Context(), largeBallot)
	require.NoError(t, err)
	v := o.visitorAs(t, "mini-01")
	page := v.post(t, sittingPage+"/papers", url.Values{})
	require.Equal(t, http.StatusOK, page.status, mainOf(page))
	require.Less(t, len(page.text), most)
	require.Equal(t, 20, strings.Count(page.text, "<fieldset"))
	require.Contains(t, page.text, "Đang xem từ dòng 1 đến dòng 20")

	f := formOn(t, page)
	f.values.Set("choice-3", "Excellent")
	second := v.turn(t, page, f, "20")
	require.Less(t, len(second.text), most)
	require.NotContains(t, second.text, `name="choice-3"`)
	f = formOn(t, second)
	f.values.Set("choice-25", "Good")
	first := v.turn(t, second, f, "0")
	require.Equal(t, "Excellent", formOn(t, first).values.Get("choice-3"), "what was marked is marked still")

	check := v.post(t, "/ballot/check", formOn(t, first).values)
	require.Equal(t, http.StatusOK, check.status)
	require.Less(t, len(check.text), most)
	require.Equal(t, 1, strings.Count(check.text, "<dd>Hoàn thành xuất sắc nhiệm vụ</dd>"), mainOf(check)[:3000])
	require.Equal(t, 1, strings.Count(check.text, "<dd>Hoàn thành tốt nhiệm vụ</dd>"))
	f = formOn(t, check)
	again := v.post(t, "/ballot/papers", f.values)
	require.Equal(t, "Excellent", formOn(t, again).values.Get("choice-3"), "a voter who goes back finds the marks")
	cast := v.post(t, "/ballot/cast", f.values)
	require.Contains(t, cast.text, "data-cast", mainOf(cast))

	var papers, blank int
	var marked []string
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT count(*), count(*) FILTER (WHERE choice = ''), array_agg(choice ORDER BY choice) FILTER (WHERE choice <> '')
		FROM ballot.box, unnest(subjects, choices) AS paper (subject, choice)`).Scan(&papers, &blank, &marked))
	require.GreaterOrEqual(t, papers, 1000)
	require.Equal(t, papers-2, blank)
	require.Equal(t, []string{"Excellent", "Good"}, marked)
}

func TestACountOnPaperOfAThousandIsTypedInParts(t *testing.T) {
	t.Parallel()
	o := newLarge(t)
	_, err := o.pool.Exec(t.Context(), largeBallot)
	require.NoError(t, err)
	_, err = o.pool.Exec(t.Context(), `INSERT INTO task (process, step, act, assignee, holder, seq, opened_at)
		VALUES ('body-decision/mini-2018/btv-mini', 'ballot', 'enter_count', 'mini-01', '', 2, now())`)
	require.NoError(t, err)
	v := o.visitorAs(t, "mini-01")
	page := v.get(t, sittingPage+"/count-entries")
	require.Equal(t, http.StatusOK, page.status, mainOf(page))
	parts := 1
	for ; ; parts++ {
		require.Less(t, len(page.text), most)
		f := formOn(t, page)
		for _, name := range f.texts {
			f.values.Set(name, typedFigure(name))
		}
		if !strings.Contains(page.text, "Trang sau") {
			break
		}
		page = v.turn(t, page, f, strconv.Itoa(15*parts))
	}
	require.Equal(t, (len(everyCase(t, o))+14)/15, parts)

	f := formOn(t, v.turn(t, page, formOn(t, page), strconv.Itoa(15*(parts-2)))) // the figures of the last part were not sent
	refused := v.post(t, sittingPage+"/count-entries", f.values)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.text, "Đang xem từ dòng "+strconv.Itoa(15*(parts-1)+1), "the part with what is missing is shown")
	f = formOn(t, refused)
	for _, name := range f.texts {
		f.values.Set(name, typedFigure(name))
	}
	filed := v.post(t, sittingPage+"/count-entries", f.values)
	require.NotEqual(t, http.StatusUnprocessableEntity, filed.status, mainOf(filed))
	var commands int
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT count(*) FROM command WHERE kind = 'enter_count'").Scan(&commands))
	require.Equal(t, 1, commands)
}

// typedFigure is what a teller types when the three members all vote for the first grade.
func typedFigure(name string) string {
	if strings.HasPrefix(name, "invalid-") || strings.HasPrefix(name, "votes-") && !strings.HasSuffix(name, "-Excellent") {
		return "0"
	}
	return "3"
}

func TestAKeptFieldThatIsBrokenIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, kept := range []string{"%", "AAAA", strings.Repeat("A", 40)} {
		got := o.visitor().post(t, "/ballot/check", url.Values{"kept": {kept}})
		require.Equal(t, http.StatusUnprocessableEntity, got.status, kept)
	}
}
