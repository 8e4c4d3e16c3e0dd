package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const corrected = "mini-11"

func correction(grade string) map[string]any {
	return map[string]any{"grade": grade, "reason": "Nhập sai mức xếp loại", "basis": "15-QĐ/HU", "basis_date": "2019-03-01"}
}

// correct posts a correction and lets the relay do its part.
func (o *office) correct(t *testing.T, key string, body any) reply {
	t.Helper()
	return o.correctOf(t, corrected, key, body)
}

func (o *office) correctOf(t *testing.T, official, key string, body any) reply {
	t.Helper()
	answered := make(chan reply, 1)
	go func() {
		answered <- o.admin().send(t, http.MethodPost, officialPath(official)+"/correction", key, body)
	}()
	for {
		o.engine.pump(t.Context())
		select {
		case got := <-answered:
			return got
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// figure reads one count of the cycle's statistics.
func figure(t *testing.T, o *office, id string) float64 {
	t.Helper()
	for _, f := range o.admin().get(t, "/cycles/"+cycle+"/figures").items() {
		if f["id"] == id {
			return f["count"].(float64)
		}
	}
	t.Fatalf("no figure %s", id)
	return 0
}

func TestAResultIsCorrectedAfterItsCycleHasEnded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	path := officialPath(corrected)
	early := o.correct(t, "early", correction("Completed"))
	require.Equal(t, http.StatusNotFound, early.status, "there is no result yet: %s", early.text)
	o.runToTheEnd(t)
	before := o.admin().get(t, path+"/result").body["grade"].(string)
	require.NotEqual(t, "NotCompleted", before)
	const id = "evaluation.grassroots.not_completed"
	counted := figure(t, o, id)

	t.Run("by an administrator who says why, to another grade", func(t *testing.T) {
		require.Equal(t, "not_yours", o.as(t, corrected).act(t, path+"/correction", correction("NotCompleted")).code())
		require.Equal(t, "nothing_changed", o.correct(t, "same", correction(before)).code())
		require.Equal(t, "unknown_grade", o.correct(t, "odd", correction("Splendid")).code())
		bad := correction("NotCompleted")
		bad["basis_date"] = "2019-02-31"
		require.Equal(t, http.StatusUnprocessableEntity, o.correct(t, "date", bad).status)
		require.Zero(t, rows(t, o, "SELECT count(*) FROM process WHERE kind = 'Correction'"))
	})
	o.clock.set(o.clock.Now().Add(24 * time.Hour))
	o.forget()
	first := o.correct(t, "first", correction("NotCompleted"))
	require.Equal(t, http.StatusOK, first.status, first.text)
	t.Run("once, however often it is asked for", func(t *testing.T) {
		require.Equal(t, first.body, o.correct(t, "first", correction("NotCompleted")).body)
		require.Equal(t, "idempotency_key_reused", o.correct(t, "first", correction("Good")).code())
		require.Equal(t, "correction_open", o.correct(t, "second", correction("Good")).code())
		require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM act WHERE kind = 'correct' AND reason <> '' AND basis = '15-QĐ/HU, 2019-03-01'"))
	})
	t.Run("by a new record beside the earlier one", func(t *testing.T) {
		result := o.as(t, corrected).get(t, path+"/result")
		require.Equal(t, "NotCompleted", result.body["grade"], result.text)
		require.NotEmpty(t, result.body["announced_at"])
		require.Nil(t, result.body["acknowledged_at"])
		decisions := result.body["decisions"].([]any)
		require.Len(t, decisions, 2)
		require.Equal(t, before, decisions[0].(map[string]any)["grade"])
		require.Equal(t, "15-QĐ/HU, 2019-03-01", decisions[1].(map[string]any)["basis"])
		require.Equal(t, "Nhập sai mức xếp loại", decisions[1].(map[string]any)["reason"])
	})
	t.Run("and the official is told why and until when to petition", func(t *testing.T) {
		require.Equal(t, 1, rows(t, o, `SELECT count(*) FROM mail_outbox WHERE kind = 'result' AND official = 'mini-11'
			AND data ->> 'correction' = 'Nhập sai mức xếp loại' AND data ->> 'basis' LIKE '15-QĐ/HU%' AND data ->> 'petition_until' <> ''
			AND data ->> 'body_name' <> ''`))
	})
	t.Run("and the figures follow", func(t *testing.T) {
		o.engine.pump(t.Context())
		require.Equal(t, counted+1, figure(t, o, id))
		require.Equal(t, 2, rows(t, o, "SELECT count(*) FROM figure WHERE id = '"+id+"'"), "the earlier count stays")
	})
	t.Run("and the official petitions, who is answered, and the figures follow again", func(t *testing.T) {
		task := o.as(t, corrected).get(t, "/inbox").items()[0]
		require.Equal(t, "/api/v1"+path+"/acknowledgement", task["href"])
		o.clock.set(o.clock.Now().Add(time.Hour))
		got := o.as(t, corrected).act(t, path+"/petition", map[string]any{"ground": "Không đúng"})
		require.Equal(t, http.StatusOK, got.status, got.text)
		o.engine.pump(t.Context())
		presider := o.as(t, corrected).get(t, path+"/petition").body["presider"].(string)
		require.NotEmpty(t, presider)
		require.Equal(t, "correction_open", o.correct(t, "third", correction("Good")).code())
		answer := map[string]any{"outcome": "changed", "grade": before, "grounds": "Có cơ sở"}
		o.clock.set(o.clock.Now().Add(time.Hour))
		got = o.as(t, presider).act(t, path+"/petition/answer", answer)
		require.Equal(t, http.StatusOK, got.status, got.text)
		o.engine.pump(t.Context())
		require.Equal(t, before, o.as(t, corrected).get(t, path+"/result").body["grade"])
		require.Equal(t, counted, figure(t, o, id))
		require.Zero(t, rows(t, o, "SELECT count(*) FROM process WHERE kind IN ('Correction', 'Petition') AND concluded_at IS NULL"))
	})
	t.Run("and again, when that is over", func(t *testing.T) {
		o.clock.set(o.clock.Now().Add(time.Hour))
		got := o.correct(t, "again", correction("NotCompleted"))
		require.Equal(t, http.StatusOK, got.status, got.text)
		require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM process WHERE id = 'correction/mini-2018/mini-11/2'"))
	})
}
