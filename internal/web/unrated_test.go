package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNotRatedIsClaimedOnlyWhenTheFactsLeaveSomebodyUnrated(t *testing.T) {
	t.Parallel()
	const offered = `name="grade" value="NotRated"`
	o := newOffice(t)
	o.open(t)
	claim := map[string]any{"grade": "NotRated", "levels": levels()}
	path := unitPath(unit) + "/self-review"
	v := o.visitorAs(t, member)
	typed := url.Values{"grade": {"NotRated"}, "text-strengths": {"Mới nhận công tác"}}
	for criterion := range levels() {
		typed.Set("level-"+criterion, "Good")
	}
	for name, c := range map[string]struct{ facts, said string }{
		"a whole year":                     {`UPDATE fact SET months_worked = 12 WHERE official = $1`, "số tháng công tác: 12"},
		"five months with maternity leave": {`UPDATE fact SET months_worked = 5, maternity_leave = true WHERE official = $1`, "nghỉ thai sản: có"},
		"no facts on record":               {`DELETE FROM fact WHERE official = $1`, "Hệ thống chưa có dữ liệu công tác của kỳ này"},
	} {
		func() {
			tx, err := o.pool.Begin(t.Context())
			require.NoError(t, err)
			var kept []byte
			require.NoError(t, tx.QueryRow(t.Context(), `SELECT to_jsonb(fact) FROM fact WHERE official = $1`, member).Scan(&kept))
			_, err = tx.Exec(t.Context(), c.facts, member)
			require.NoError(t, err)
			require.NoError(t, tx.Commit(t.Context()))
			got := o.as(t, member).act(t, path, claim)
			require.Equal(t, http.StatusUnprocessableEntity, got.status, name+": "+got.text)
			require.Equal(t, "not_rated_unfounded", got.code(), name)
			require.Contains(t, got.text, "workedUnderSixMonths", "the refusal names the rule")
			page := v.get(t, selfReviewPage)
			require.NotContains(t, page.text, offered, name)
			require.Contains(t, page.text, "Công tác chưa đủ 6 tháng trong năm", name)
			require.Contains(t, page.text, c.said, name)
			typed.Set("key", name)
			refused := v.post(t, selfReviewPage, typed)
			require.Equal(t, http.StatusUnprocessableEntity, refused.status, name)
			require.Contains(t, refused.text, `id="grade-problem"`, name)
			require.Contains(t, refused.text, "Mới nhận công tác", "what was typed is shown again")
			_, err = o.pool.Exec(t.Context(), `DELETE FROM fact WHERE official = $1`, member)
			require.NoError(t, err)
			_, err = o.pool.Exec(t.Context(), `INSERT INTO fact SELECT * FROM jsonb_populate_record(NULL::fact, $1)`, kept)
			require.NoError(t, err)
		}()
	}
	entry := o.admin().act(t, "/processes/entries", entryFor(member, "self_review", claim))
	require.Equal(t, "not_rated_unfounded", entry.code(), "nor is it entered from paper")
	require.NotContains(t, o.visitorWith(t, o.admin()).get(t, "/app/admin"+unitPath(unit)+"/entries/"+member+"/self_review").text, `value="NotRated"`)

	_, err := o.pool.Exec(t.Context(), `UPDATE fact SET months_worked = 5 WHERE official = $1`, member)
	require.NoError(t, err)
	require.Contains(t, v.get(t, selfReviewPage).text, offered)
	typed.Set("key", "in time")
	require.Contains(t, v.post(t, selfReviewPage, typed).text, `class="flash"`)
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM self_review WHERE grade = 'NotRated' AND official = '"+member+"'"))
}
