package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/seeds"
)

func TestTheTermOfAnOfficialIsRatedFromItsYears(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for year, grade := range map[int]string{2016: "Good", 2017: "Excellent", 2018: "NotRated", 2020: "Good"} {
		opening := storetest.Opening(t, seeds.FS)
		opening.Code, opening.Period.Year, opening.Processes = fmt.Sprintf("mini-%d", year), year, nil
		require.NoError(t, o.store.OpenCycle(t.Context(), opening))
		_, err := o.pool.Exec(t.Context(), `INSERT INTO result (cycle, official, body, grade, process, version, decided_at, announced_at)
			VALUES ($1, 'mini-12', 'du-xa-na-muoi', $2, 'p', 1, now(), CASE WHEN $3 THEN now() END)`, opening.Code, grade, year < 2020)
		require.NoError(t, err)
	}
	const path = "/officials/mini-12/term-rating?first=2016&last=2020"

	got := o.admin().get(t, path)
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, "Good", got.body["grade"])
	require.Equal(t, "qd89-2017@1", got.body["policy"])
	require.Equal(t, []any{2018.0}, got.body["not_rated"])
	require.Equal(t, []any{2019.0}, got.body["missing"])
	require.Equal(t, false, got.body["order_verified"])

	shown := o.visitorWith(t, o.admin()).get(t, "/app"+path)
	require.Equal(t, http.StatusOK, shown.status)
	for _, want := range []string{"Theo quy định: Hoàn thành tốt nhiệm vụ", "chưa xếp loại, không được tính", "chưa có kết quả", "qd89-2017@1"} {
		require.Contains(t, shown.text, want)
	}
	me := o.visitorAs(t, "mini-12")
	require.Contains(t, me.get(t, "/app/results").text, "/app/officials/mini-12/term-rating")
	require.Contains(t, me.get(t, "/app"+path).text, "Không đủ điều kiện của mức nào")
	require.Equal(t, http.StatusUnprocessableEntity, me.get(t, "/app/officials/mini-12/term-rating?first=hai&last=2020").status)
	require.Contains(t, me.get(t, "/app/officials/mini-12/term-rating?first=2020&last=2016").text, "Có lỗi cần sửa")
	require.Equal(t, http.StatusNotFound, o.visitorAs(t, "mini-13").get(t, "/app"+path).status)

	own := o.as(t, "mini-12").get(t, path)
	require.Equal(t, http.StatusOK, own.status, own.text)
	require.Equal(t, []any{2019.0, 2020.0}, own.body["missing"], "the last year is not announced yet")
	require.NotContains(t, own.body, "grade")

	require.Equal(t, http.StatusNotFound, o.as(t, "mini-13").get(t, path).status, "the term of somebody else")
	require.Equal(t, http.StatusUnauthorized, o.nobody().get(t, path).status)
	for name, c := range map[string]struct {
		path, code string
		status     int
	}{
		"an unknown official":       {"/officials/nobody/term-rating?first=2016&last=2020", "not_found", http.StatusNotFound},
		"a term that ends too soon": {"/officials/mini-12/term-rating?first=2020&last=2016", "bad_term", http.StatusUnprocessableEntity},
		"a term that is too long":   {"/officials/mini-12/term-rating?first=2010&last=2020", "bad_term", http.StatusUnprocessableEntity},
		"before the Regulation":     {"/officials/mini-12/term-rating?first=2011&last=2015", "policy_missing", http.StatusNotFound},
	} {
		got := o.admin().get(t, c.path)
		require.Equal(t, c.status, got.status, "%s: %s", name, got.text)
		require.Equal(t, c.code, got.code(), name)
	}
}
