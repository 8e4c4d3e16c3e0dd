package evaluation_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

func TestTheUnitThatWasLeftSpeaksAfterSixMonths(t *testing.T) {
	t.Parallel()
	on := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	since := func(from time.Time) []roster.Period { return []roster.Period{{From: from}} }
	tests := []struct {
		name   string
		served []roster.Period
		day    time.Time
		ends   time.Time
		want   bool
	}{
		{"six months of the year to the day", since(on(2015, 5, 20)), on(2018, 7, 1), time.Time{}, true},
		{"a day less", since(on(2015, 5, 20)), on(2018, 6, 30), time.Time{}, false},
		{"what was served before the year does not count", since(on(2010, 1, 1)), on(2018, 2, 1), time.Time{}, false},
		{"six months from a start within the year", since(on(2018, 3, 15)), on(2018, 9, 15), time.Time{}, true},
		{"five months from a start within the year", since(on(2018, 3, 15)), on(2018, 8, 15), time.Time{}, false},
		{"service that the roster has ended already", []roster.Period{{From: on(2015, 1, 1), To: on(2018, 8, 31)}}, on(2018, 9, 1), time.Time{}, true},
		{"service that ended in an earlier year", []roster.Period{{From: on(2015, 1, 1), To: on(2017, 8, 31)}}, on(2018, 9, 1), time.Time{}, false},
		{"the unit no longer exists", since(on(2015, 1, 1)), on(2018, 9, 1), on(2018, 8, 31), false},
		{"the unit exists on that day", since(on(2015, 1, 1)), on(2018, 9, 1), on(2018, 9, 1), true},
		{"no service on record", nil, on(2018, 9, 1), time.Time{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, evaluation.SpeaksFor(tt.served, 2018, tt.day, tt.ends))
		})
	}
}

func TestObstaclesOfAChange(t *testing.T) {
	t.Parallel()
	review, sitting := evaluation.UnitReviewID(moveCycle, "xa-b"), evaluation.BodyDecisionID(moveCycle, "du-b")
	free := func() map[string]evaluation.ListState {
		states := map[string]evaluation.ListState{}
		for _, u := range []string{"a", "b"} {
			states[evaluation.UnitReviewID(moveCycle, "xa-"+u)] = evaluation.ListState{}
			states[evaluation.BodyDecisionID(moveCycle, "du-"+u)] = evaluation.ListState{}
		}
		return states
	}
	with := func(process string, s evaluation.ListState) map[string]evaluation.ListState {
		states := free()
		states[process] = s
		return states
	}
	tests := []struct {
		name   string
		change evaluation.EnrolmentChange
		states map[string]evaluation.ListState
		want   []string
	}{
		{"none", moving("a3", "a", "b"), free(), nil},
		{"the review has ended", moving("a3", "a", "b"), with(review, evaluation.ListState{Ended: true}), []string{"review_ended"}},
		{"a conference votes", moving("a3", "a", "b"), with(review, evaluation.ListState{Voting: true}), []string{"ballot_open"}},
		{"a body votes", moving("a3", "a", "b"), with(sitting, evaluation.ListState{Voting: true}), []string{"ballot_open"}},
		{"a body has decided", moving("a3", "a", "b"), with(sitting, evaluation.ListState{Decided: true}), []string{"decision_ended"}},
		{"a unit and a body without a part in the cycle", moving("a3", "a", "z"), free(), []string{"review_ended", "no_sitting"}},
		{"two to one post", evaluation.EnrolmentChange{People: append(moving("a3", "a", "b").People, moving("a4", "a", "b").People...)},
			free(), []string{"post_taken"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var codes []string
			for _, o := range evaluation.Obstacles(moveCycle, tt.change, tt.states) {
				codes = append(codes, o.Code)
				require.NotEmpty(t, o.Text)
			}
			require.Equal(t, tt.want, codes)
		})
	}
}

func TestNoUnitGetsASecondHead(t *testing.T) {
	t.Parallel()
	heads := map[string][]string{"u": {"an"}, "v": {"binh"}}
	to := func(who, unit string, head bool) evaluation.Mover {
		return evaluation.Mover{Official: who, To: &evaluation.Placement{Unit: unit, Head: head}}
	}
	tests := []struct {
		name   string
		people []evaluation.Mover
		want   []string // who would be a second head
	}{
		{"a head beside another", []evaluation.Mover{to("chi", "u", true)}, []string{"chi"}},
		{"a deputy beside the head", []evaluation.Mover{to("chi", "u", false)}, nil},
		{"two heads who change places", []evaluation.Mover{to("an", "v", true), to("binh", "u", true)}, nil},
		{"a head of a unit without one", []evaluation.Mover{to("chi", "w", true)}, nil},
		{"a head who leaves", []evaluation.Mover{{Official: "an"}, to("chi", "u", true)}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, o := range evaluation.SecondHeads(evaluation.EnrolmentChange{People: tt.people}, heads) {
				require.Equal(t, "unit_has_head", o.Code)
				got = append(got, o.Official)
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func TestNoPostGetsASecondHolder(t *testing.T) {
	t.Parallel()
	holders := map[string]string{"deputy": "an", "clerk": "binh"}
	to := func(who, post string) evaluation.Mover {
		return evaluation.Mover{Official: who, To: &evaluation.Placement{Post: post}}
	}
	for name, c := range map[string]struct {
		people []evaluation.Mover
		want   []string
	}{
		"a post that is held":               {[]evaluation.Mover{to("chi", "deputy")}, []string{"chi"}},
		"a post that nobody holds":          {[]evaluation.Mover{to("chi", "typist")}, nil},
		"its holder leaves in the same act": {[]evaluation.Mover{{Official: "an"}, to("chi", "deputy")}, nil},
		"two who change places":             {[]evaluation.Mover{to("an", "clerk"), to("binh", "deputy")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, o := range evaluation.TakenPosts(evaluation.EnrolmentChange{People: c.people}, holders) {
				require.Equal(t, "post_taken", o.Code)
				got = append(got, o.Official)
			}
			require.Equal(t, c.want, got)
		})
	}
}
