package web_test

import (
	"context"
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/calendar"
	"canbo/internal/rotation"
	"canbo/seeds"
)

// exchanging is an office in which two secretaries of communes are to change places.
type exchanging struct {
	*office
	parts map[string]map[string]any
}

const (
	here, there       = "lc-2019-here", "lc-2019-there"
	postHere, holder1 = "xa-bao-lam-bi-thu", "cb-135"
	postThere         = "xa-hop-thanh-bi-thu"
	holder2           = "cb-228"
)

func newExchanging(t *testing.T) *exchanging {
	t.Helper()
	x := &exchanging{office: newOfficeOf(t, seeds.FS, "caoloc"), parts: map[string]map[string]any{}}
	for code, who := range map[string][2]string{here: {holder1, postThere}, there: {holder2, postHere}} {
		body := decided()
		maps.Copy(body, map[string]any{"code": code, "official": who[0], "to_post": who[1], "ground": "non_local", "exception": "Hoán đổi hai đồng chí bí thư"})
		got := x.admin().post(t, "/rotation/rotations", body)
		require.Equal(t, http.StatusCreated, got.status, got.text)
		x.parts[code] = got.body["parts"].(map[string]any)
	}
	x.engine.pump(t.Context())
	for code, parts := range x.parts {
		got := x.as(t, parts["organiser"].(string)).act(t, "/rotation/rotations/"+code+"/announcement", handover("2019-01-07"))
		require.Equal(t, http.StatusOK, got.status, got.text)
	}
	x.engine.pump(t.Context())
	return x
}

func handover(day string) map[string]any {
	return map[string]any{"day": day, "minutes": "Bàn giao đầy đủ"}
}

// record has both sides of a rotation record its handover.
func (x *exchanging) record(t *testing.T, code, day string) {
	t.Helper()
	for path, part := range map[string]string{"/release": "releaser", "/receipt": "receiver"} {
		got := x.as(t, x.parts[code][part].(string)).act(t, "/rotation/rotations/"+code+path, handover(day))
		require.Equal(t, http.StatusOK, got.status, got.text)
	}
	x.engine.pump(t.Context())
}

func (x *exchanging) started(t *testing.T, code string) any {
	t.Helper()
	return x.admin().get(t, "/rotation/rotations/"+code).body["started"]
}

func (x *exchanging) holds(t *testing.T, post, day string) (who string) {
	t.Helper()
	require.NoError(t, x.pool.QueryRow(t.Context(), `SELECT official FROM tenure
		WHERE post = $1 AND principal AND daterange(valid_from, valid_to, '[]') @> $2::date`, post, day).Scan(&who))
	return who
}

// elsewhere holds a transaction open with what a statement has locked; whoever waits for it for five seconds fails.
func (x *exchanging) elsewhere(t *testing.T, statement string) {
	t.Helper()
	_, err := x.pool.Exec(t.Context(), `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = ''5s''', current_database()); END $$`)
	require.NoError(t, err)
	x.pool.Reset()
	held, err := x.pool.Begin(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { _ = held.Rollback(context.Background()) }) // the test's own context has ended by then
	_, err = held.Exec(t.Context(), statement)
	require.NoError(t, err)
}

func TestWhoChangesPlacesIsHandedOverTogether(t *testing.T) {
	t.Parallel()
	x := newExchanging(t)
	x.record(t, here, "2019-01-07")
	require.Nil(t, x.started(t, here), "the other one is still in the post")
	require.Equal(t, holder1, x.holds(t, postHere, "2019-01-07"))
	differs := x.as(t, x.parts[there]["releaser"].(string)).act(t, "/rotation/rotations/"+there+"/release", handover("2019-01-06"))
	require.Equal(t, "exchange_days_differ", differs.code(), differs.text)

	x.elsewhere(t, "SELECT 1 FROM rotation FOR KEY SHARE") // as a record that is being made of the other holds it
	x.record(t, there, "2019-01-07")
	for code := range x.parts {
		require.Equal(t, "2019-01-07", x.started(t, code), code)
	}
	require.Equal(t, holder2, x.holds(t, postHere, "2019-01-07"))
	require.Equal(t, holder1, x.holds(t, postThere, "2019-01-07"))
	require.Equal(t, holder1, x.holds(t, postHere, "2019-01-06"))
}

func TestARevokedExchangeAsksTheOtherSideAnew(t *testing.T) {
	t.Parallel()
	x := newExchanging(t)
	x.record(t, here, "2019-01-07")
	got := x.admin().act(t, "/rotation/rotations/"+there+"/revocation", map[string]any{"reason": "Đề nghị xem xét lại", "basis": "15-KL/HU"})
	require.Equal(t, http.StatusOK, got.status, got.text)
	x.engine.pump(t.Context())
	require.Nil(t, x.started(t, here))
	again := x.as(t, x.parts[here]["releaser"].(string)).act(t, "/rotation/rotations/"+here+"/release", handover("2019-01-07"))
	require.Equal(t, "post_taken", again.code(), "the post is not vacant: %s", again.text)
	require.Contains(t, again.text, "xa-hop-thanh-bi-thu is not vacant on 2019-01-07: ")
}

func TestAPlanBeginsWithThePostsThatFallVacant(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, seeds.FS, "caoloc")
	open := func(code string, more map[string]any) []any {
		request := map[string]any{"code": code, "root": "huyen-cao-loc", "body": "btv-huyen", "day": "2020-08-09"}
		maps.Copy(request, more)
		got := o.admin().post(t, "/rotation/plans", request)
		require.Equal(t, http.StatusCreated, got.status, got.text)
		o.engine.pump(t.Context())
		return o.admin().get(t, "/rotation/plans/"+code).body["needs"].([]any)
	}
	require.Empty(t, open("none", map[string]any{"horizon_months": 0}))
	why := map[string]string{}
	for _, n := range open("year", nil) {
		need := n.(map[string]any)
		require.NotEmpty(t, need["holder"])
		require.Empty(t, need["by"])
		why[need["post"].(string)] = need["why"].(string) + " " + need["from"].(string)
	}
	require.Equal(t, "local_head 2014-10-01", why[postHere])
	require.Equal(t, "rotation_end 2021-03-15", why["xa-thuy-hung-bi-thu"])
	require.NotContains(t, why, "xa-phu-xa-cuu-chien-binh", "another body decides about it")

	change := func(f rotation.NeedChangeFiling) reply {
		f.Reason, f.Basis = "Cấp ủy thống nhất", "41-KL/HU"
		return o.admin().act(t, "/rotation/plans/year/needs", f)
	}
	require.Equal(t, http.StatusOK, change(rotation.NeedChangeFiling{Post: "xa-thuy-hung-bi-thu", Action: rotation.StrikeNeed}).status)
	taken := rotation.NeedChangeFiling{Post: "xa-gia-cat-bi-thu", Action: rotation.AddNeed}
	require.Equal(t, "post_taken", change(taken).code())
	taken.From = calendar.Date{Year: 2020, Month: time.December, Day: 1}
	require.Equal(t, http.StatusOK, change(taken).status)
	o.engine.pump(t.Context())
	needs := o.admin().get(t, "/rotation/plans/year").body["needs"].([]any)
	require.Len(t, needs, len(why))
	last := needs[len(needs)-1].(map[string]any)
	require.Equal(t, "xa-gia-cat-bi-thu 2020-12-01", last["post"].(string)+" "+last["from"].(string))
	var acts int
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT count(*) FROM rotation_plan_record WHERE act = 'change_needs' AND document = '41-KL/HU'`).Scan(&acts))
	require.Equal(t, 2, acts)
}
