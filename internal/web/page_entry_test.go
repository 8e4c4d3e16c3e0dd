package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// typedCount is a count on paper as the fields of its page.
func typedCount(count map[string]any) url.Values {
	values := url.Values{"key": {fmt.Sprint(serial.next())}}
	values.Set("present", fmt.Sprint(count["present"]))
	values.Set("issued", fmt.Sprint(count["issued"]))
	for _, line := range count["subjects"].([]map[string]any) {
		for _, figure := range []string{"present", "issued", "collected", "invalid"} {
			values.Set(fmt.Sprintf("%s-%s", figure, line["subject"]), fmt.Sprint(line[figure]))
		}
		for _, box := range line["boxes"].([]map[string]any) {
			values.Set(fmt.Sprintf("votes-%s-%s", line["subject"], box["choice"]), fmt.Sprint(box["votes"]))
		}
	}
	return values
}

func TestTellersTypeTheCountOnPages(t *testing.T) {
	t.Parallel()
	o := toPaperBallot(t)
	const page = "/app/cycles/" + cycle + "/units/" + unit + "/count-entries"
	count := typedCount(paperCount(t, o.as(t, head), unitPath(unit)))
	first, second := o.visitorAs(t, firstTeller), o.visitorAs(t, secondTeller)
	require.Contains(t, first.tasks(t), page)
	missing := first.post(t, page, url.Values{"key": {"k"}, "present": {"ba"}})
	require.Equal(t, http.StatusUnprocessableEntity, missing.status)
	require.Contains(t, missing.text, `value="ba"`, "what was typed is shown again")
	require.Contains(t, missing.text, "Nhập một số")

	require.Contains(t, first.post(t, page, count).text, `class="flash"`)
	wrong := typedCount(paperCount(t, o.as(t, head), unitPath(unit)))
	wrong.Set("present", "2")
	wrong.Set("issued", "2")
	require.Contains(t, second.post(t, page, wrong).text, `class="flash"`)
	require.Contains(t, first.get(t, page).text, "hai bản khác nhau")
	for _, teller := range []*visitor{first, second} { // both type it again
		again := typedCount(paperCount(t, o.as(t, head), unitPath(unit)))
		require.Contains(t, teller.post(t, page, again).text, `class="flash"`)
	}
	require.Contains(t, second.get(t, "/app/cycles/"+cycle+"/units/"+unit+"/tallies").text, "Số phiếu theo từng mức")
}
