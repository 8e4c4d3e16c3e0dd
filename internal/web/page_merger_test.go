package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

const mergerPath = "/app/admin/cycles/" + cycle + "/changes/merger"

// mergerForm moves the three people of the office of home affairs to posts beside those of two communes.
func mergerForm(t *testing.T, o *office) url.Values {
	t.Helper()
	return url.Values{
		"unit": {"phong-noi-vu"}, "day": {"2018-12-10"}, "do": {"check"},
		"post-mini-05": {o.beside(t, "xa-na-muoi-chu-tich")}, "post-mini-06": {o.beside(t, "xa-khuoi-sao-chu-tich")},
		"post-mini-07": {o.beside(t, "xa-khuoi-sao-pho-bi-thu")},
	}
}

func TestAUnitIsMergedOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	require.Contains(t, v.get(t, "/app/admin/cycles/"+cycle+"/changes").text, mergerPath)
	require.Contains(t, v.get(t, mergerPath).text, `value="phong-noi-vu"`, "the units of the cycle")
	form := mergerForm(t, o)
	require.Contains(t, v.get(t, mergerPath+"?unit=phong-noi-vu").text, `value="`+form.Get("post-mini-05")+`"`, "the vacant posts")

	missing := v.post(t, mergerPath, url.Values{"unit": {"phong-noi-vu"}, "do": {"check"}, "post-mini-05": form["post-mini-05"]})
	require.Equal(t, http.StatusUnprocessableEntity, missing.status)
	require.Contains(t, missing.text, `id="post-mini-06-problem"`)
	require.Contains(t, missing.text, `id="day-problem"`)
	require.Contains(t, missing.text, `value="`+form.Get("post-mini-05")+`" selected`, "what was chosen stays")

	preview := v.post(t, mergerPath, form)
	require.Equal(t, http.StatusOK, preview.status, mainOf(preview))
	for _, want := range []string{"Không có vướng mắc", "Tự đánh giá", "Lãnh đạo phòng, ban huyện", "Sau sáp nhập", `value="merge"`} {
		require.Contains(t, preview.text, want)
	}
	require.Empty(t, rawCode.FindAllString(shown(t, preview.text), -1))
	form.Set("do", "merge")
	form.Set("key", "k1")
	form.Set("reason", "Sáp nhập theo nghị quyết")
	refused := v.post(t, mergerPath, form)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	require.Contains(t, refused.text, `id="basis-problem"`)
	require.Contains(t, refused.text, "Sáp nhập theo nghị quyết", "what was typed is shown again")
	form.Set("key", "k2")
	form.Set("basis", "NQ 5-NQ/HU")
	done := v.post(t, mergerPath, form)
	require.Equal(t, "/app/admin/cycles/"+cycle+"/changes", done.at, mainOf(done))
	o.engine.pump(t.Context())
	changes := v.get(t, "/app/admin/cycles/"+cycle+"/changes")
	require.Contains(t, changes.text, "Sáp nhập đơn vị")
	require.Contains(t, changes.text, "✓ đã thực hiện")
	require.NotContains(t, v.get(t, mergerPath).text, `value="phong-noi-vu"`, "nobody is left in it")
}

func TestWhatStandsInTheWayOfAMergerIsSaidOnThePage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	form := mergerForm(t, o)
	form.Set("post-mini-07", form.Get("post-mini-06"))
	form.Set("do", "merge")
	v := o.visitorWith(t, o.admin())
	page := v.post(t, mergerPath, form)
	require.Contains(t, page.text, "Còn 1 vướng mắc")
	require.Contains(t, page.text, "đã chọn cho người khác")
	require.NotContains(t, page.text, `value="merge"`)
	require.NotContains(t, v.get(t, "/app/admin/cycles/"+cycle+"/changes").text, "Sáp nhập đơn vị", "nothing was tried")
	require.Equal(t, http.StatusNotFound, v.post(t, mergerPath, url.Values{"unit": {"none"}}).status)
	require.Equal(t, http.StatusForbidden, o.visitorWith(t, o.inspector(t)).get(t, mergerPath).status)
	require.Equal(t, http.StatusNotFound, v.get(t, "/app/admin/cycles/none/changes/merger").status)
}
