package evaluation_test

import (
	"io/fs"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/seeds"
)

var endOf2018 = time.Date(2018, 12, 31, 0, 0, 0, 0, time.UTC)

func district(t require.TestingT, name string) *roster.District {
	sub, err := fs.Sub(seeds.FS, name)
	require.NoError(t, err)
	d, problems := roster.Load(sub)
	require.Empty(t, problems)
	return d
}

// newMiniCycle is the cycle of the small district with all its processes, not begun.
func newMiniCycle(t require.TestingT) (*office, *evaluation.Cycle) {
	e, findings := evaluation.Enrol(district(t, "mini"), "huyen-mini", endOf2018)
	require.Empty(t, findings)
	c := evaluation.NewCycle("mini-2018", e, cycleSteps(1, 2))
	processes := []procedure.Process{c}
	for _, conf := range e.Conferences {
		processes = append(processes, evaluation.NewUnitReview("mini-2018", conf, unitSteps(), testRules()))
	}
	for _, s := range e.Sittings {
		processes = append(processes, evaluation.NewBodyDecision("mini-2018", s, bodySteps(), testRules()))
	}
	return newOffice(t, processes...), c
}

func TestACycleRunsFromOpeningToClosing(t *testing.T) {
	t.Parallel()
	o, c := newMiniCycle(t)
	o.petitions["mini-12"] = evaluation.Answer{Outcome: evaluation.PetitionChanged, Grade: evaluation.Completed, Grounds: true}
	o.petitions["mini-16"] = evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}
	o.begin("cycle/mini-2018")
	require.Equal(t, "mini-03", c.Announcer, "who appraises for the highest body")
	o.workAll()

	require.True(t, c.Closed)
	for id, p := range o.processes {
		require.True(t, procedure.Done(p), id)
	}
	require.Equal(t, []string{
		"cycle/mini-2018",
		"unit-review/mini-2018/phong-noi-vu", "unit-review/mini-2018/xa-khuoi-sao", "unit-review/mini-2018/xa-na-muoi",
		"body-decision/mini-2018/du-xa-khuoi-sao", "body-decision/mini-2018/du-xa-na-muoi", "body-decision/mini-2018/btv-mini",
	}, o.running[:7], "lower bodies sit before higher ones")
	require.ElementsMatch(t, []string{"petition/mini-2018/mini-12", "petition/mini-2018/mini-16"}, o.running[7:])

	decided := map[string]evaluation.Grade{}
	for _, p := range o.processes {
		if b, ok := p.(*evaluation.BodyDecision); ok {
			for _, k := range b.Cases {
				require.Empty(t, decided[k.Official], "%s is decided twice", k.Official)
				decided[k.Official] = k.Decided
			}
		}
	}
	require.Len(t, decided, 14)
	require.Equal(t, evaluation.Completed, decided["mini-12"])
}

func TestHigherBodiesWaitForLowerOnes(t *testing.T) {
	t.Parallel()
	o, c := newMiniCycle(t)
	o.begin("cycle/mini-2018")
	for _, unit := range slices.Clone(o.running[1:3]) {
		o.work(unit, "")
	}
	require.Equal(t, evaluation.StepUnitReviews, c.Current().Name, "one review is under way")
	o.work("unit-review/mini-2018/xa-na-muoi", "")
	require.Equal(t, evaluation.SittingsStep(1), c.Current().Name)
	o.work("body-decision/mini-2018/du-xa-na-muoi", "")
	require.NotContains(t, o.running, "body-decision/mini-2018/btv-mini")
	o.work("body-decision/mini-2018/du-xa-khuoi-sao", "")
	require.Contains(t, o.running, "body-decision/mini-2018/btv-mini")
}

func TestACycleRefuses(t *testing.T) {
	t.Parallel()
	report := evaluation.BodyReport{Body: "btv-tinh"}
	tests := []struct {
		name      string
		announced bool // whether the cycle has come to the announcement
		kind      string
		actor     string
		args      any
		fault     fault.Kind
		code      string
	}{
		{"an announcement before its time", false, evaluation.ActAnnounce, "admin", nil, fault.Conflict, "step_not_open"},
		{"an announcement by a stranger", true, evaluation.ActAnnounce, "mini-05", nil, fault.Denied, "not_your_task"},
		{"a review's end from a person", false, evaluation.CommandUnitReviewed, "admin", nil, fault.Denied, "wrong_role"},
		{"an unreadable review's end", false, evaluation.CommandUnitReviewed, "unit-review/mini-2018/x", 1, fault.Invalid, "bad_arguments"},
		{"a body's end from a person", false, evaluation.CommandBodyClosed, "mini-01", report, fault.Denied, "wrong_role"},
		{"a body that has no part in it", false, evaluation.CommandBodyDecided, "body-decision/mini-2018/btv-tinh", report, fault.NotFound, "no_such_body"},
		{"an unreadable body's end", false, evaluation.CommandBodyDecided, "body-decision/mini-2018/btv-tinh", 1, fault.Invalid, "bad_arguments"},
		{"its closing by a person", false, evaluation.CommandCycleClosed, "admin", nil, fault.Denied, "wrong_role"},
		{"an act of another process", false, evaluation.ActDecide, "mini-01", nil, fault.Invalid, "unknown_act"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, c := newMiniCycle(t)
			o.begin(c.ID)
			if tt.announced {
				toAnnouncement(o, c)
			}
			refused(t, o.do(c.ID, tt.kind, tt.actor, tt.args), tt.fault, tt.code)
		})
	}
}

func TestAnAdministratorMayAnnounce(t *testing.T) {
	t.Parallel()
	o, c := newMiniCycle(t)
	o.begin(c.ID)
	toAnnouncement(o, c)
	o.must(c.ID, evaluation.ActAnnounce, "admin", nil)
	require.Equal(t, evaluation.StepPetitions, c.Current().Name)
	require.Equal(t, []string{
		"publish to body-decision/mini-2018/du-xa-khuoi-sao", "publish to body-decision/mini-2018/du-xa-na-muoi",
		"publish to body-decision/mini-2018/btv-mini",
	}, o.sent(c.ID))
}

// toAnnouncement works through everything that comes before the announcement.
func toAnnouncement(o *office, c *evaluation.Cycle) {
	for c.Current().Name != evaluation.StepAnnouncement {
		for _, id := range slices.Clone(o.running) {
			o.work(id, evaluation.StepAnnouncement)
		}
	}
}

func TestSittingsStep(t *testing.T) {
	t.Parallel()
	require.True(t, evaluation.IsSittings(evaluation.SittingsStep(3)))
	require.False(t, evaluation.IsSittings(evaluation.StepUnitReviews))
}
