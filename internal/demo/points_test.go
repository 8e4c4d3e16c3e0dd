package demo

import (
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

func TestPointsAreAskedOfThoseWithSomethingToAnswerFor(t *testing.T) {
	t.Parallel()
	lacking := func(results evaluation.Level) roster.Fact {
		return outstanding(func(f *roster.Fact) { f.Targets.Done, f.Results = f.Targets.Total-2, roster.CriterionLevel(results) })
	}
	for _, tt := range []struct {
		name        string
		fact        roster.Fact
		disciplined bool
		want        int
	}{
		{"an outstanding year", outstanding(nil), false, 0},
		{"a decision of discipline in the year", outstanding(nil), true, 1},
		{"targets that were not reached, average results", lacking(evaluation.LevelAverage), false, 1},
		{"targets that were not reached, good results", lacking(evaluation.LevelGood), false, 0},
		{"both", lacking(evaluation.LevelPoor), true, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := memory{facts: map[string]roster.Fact{"an": tt.fact}, disciplined: map[string]bool{"an": tt.disciplined}}
			require.Len(t, m.points("an"), tt.want)
			require.Empty(t, m.points("nobody"))
		})
	}
}

func TestEachPointThatWasNamedHereIsAnswered(t *testing.T) {
	t.Parallel()
	r := serve(t, map[string]http.HandlerFunc{
		"GET /api/v1/cycles/c/officials/an/named-points": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, http.StatusOK, `{"items":[{"process":"before","number":1,"text":"`+disciplinePoint+`"},
				{"process":"unit-review/c/u","number":1,"text":"`+disciplinePoint+`"}]}`)
		},
	})
	r.memory.disciplined["an"] = true
	answers, err := r.answersTo(t.Context(), r.people["an"], task{Process: "unit-review/c/u"})
	require.NoError(t, err)
	require.Equal(t, []evaluation.PointAnswer{{Point: 1, Text: disciplineAnswer}}, answers)
}

func TestPointsAreNamedOnceTheConferenceHasBegun(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	answer := func(w http.ResponseWriter, _ *http.Request) {
		switch asked.Add(1) {
		case 1:
			reply(w, http.StatusConflict, `{"status":409,"code":"not_begun"}`)
		case 2:
			reply(w, http.StatusConflict, `{"status":409,"code":"step_not_open"}`)
		}
	}
	r := serve(t, map[string]http.HandlerFunc{"POST /api/v1/cycles/c/units/u/named-points": answer})
	err := r.askPoints(t.Context(), "binh", "u", "an")
	require.True(t, refusedAs(err, "step_not_open"), "%v: any other refusal is told", err)
	require.EqualValues(t, 2, asked.Load())
}
