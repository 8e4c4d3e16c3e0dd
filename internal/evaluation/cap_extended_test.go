package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
)

// newCappedSitting is a sitting on twelve people of one group in its decision: one in five of the Good may be
// Excellent, one in four with a reason where the policy has an extended cap.
func newCappedSitting(t *testing.T, extendedBP int) (*office, []string) {
	rules := testRules()
	rules.Cap.Denominator, rules.Cap.ExtendedBP, rules.Cap.Rounding = evaluation.GoodOnly, extendedBP, evaluation.Floor
	people := []string{"p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09", "p10", "p11", "p12"}
	var cases []evaluation.Case
	for _, p := range people {
		cases = append(cases, evaluation.Case{Official: p, Unit: "huyen-uy", Group: "leader"})
	}
	b := evaluation.NewBodyDecision("mini-2018", evaluation.Sitting{
		Body: "btv-mini", Level: 2, Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi"}, Cases: cases,
	}, bodySteps(), rules)
	o := newOffice(t, b)
	o.begin(sittingID)
	o.work(sittingID, evaluation.StepDecision)
	return o, people
}

// decided makes the first of the people Excellent and the others Good.
func decided(people []string, excellent int, extended bool) evaluation.Decisions {
	var d evaluation.Decisions
	for i, p := range people {
		grade := evaluation.Good
		if i < excellent {
			grade = evaluation.Excellent
		}
		d.Marks.Marks = append(d.Marks.Marks, evaluation.Mark{Subject: p, Grade: grade, Reason: true})
	}
	d.Extended = extended
	return d
}

func TestTheExtendedCapNeedsAReason(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		extendedBP int
		excellent  int
		extended   bool
		code       string // "" when the decision stands
	}{
		{"within the cap", 2500, 2, false, ""}, // 20 % of 10 Good is 2
		{"within the cap, with a reason for nothing", 2500, 2, true, ""},
		{"above the cap without a reason", 2500, 3, false, "cap_exceeded"}, // 25 % of 9 is 2, so 3 is beyond either
		{"beyond the extended cap", 2500, 3, true, "cap_exceeded"},
		{"above the cap with a reason", 3400, 3, true, ""}, // 34 % of 9 is 3
		{"above the cap with an unused extension", 3400, 3, false, "cap_exceeded"},
		{"a reason where the policy has no extended cap", 0, 2, true, "no_extended_cap"},
		{"above the cap where the policy has no extended one", 0, 3, false, "cap_exceeded"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, people := newCappedSitting(t, tt.extendedBP)
			err := o.do(sittingID, evaluation.ActDecide, "an", decided(people, tt.excellent, tt.extended))
			if tt.code == "" {
				require.NoError(t, err)
				return
			}
			f, ok := fault.As(err)
			require.True(t, ok, "%v", err)
			require.Equal(t, tt.code, f.Code, f.Text)
		})
	}
}

func TestAnExtensionGivenBeforeTheLastCaseHolds(t *testing.T) {
	t.Parallel()
	o, people := newCappedSitting(t, 3400)
	o.must(sittingID, evaluation.ActDecide, "an", decided(people[:6], 3, true))
	o.must(sittingID, evaluation.ActDecide, "an", decided(people[6:], 0, false))
}

func TestStatisticsHoldABodyAgainstTheCapItUsed(t *testing.T) {
	t.Parallel()
	limit := evaluation.Cap{
		RatioBP: 2000, ExtendedBP: 2500, Denominator: evaluation.GoodOnly, Group: evaluation.ByTitleGroup,
		Rounding: evaluation.HalfUp, SmallGroup: evaluation.AllowZero, Enforcement: evaluation.Block,
	}
	results := func(extended bool) []evaluation.Graded {
		var all []evaluation.Graded
		for i := range 13 { // 3 Excellent against 10 Good: 20 % is 2, 25 % is 2.5 and rounds to 3
			grade := evaluation.Good
			if i < 3 {
				grade = evaluation.Excellent
			}
			all = append(all, evaluation.Graded{
				Member: evaluation.Member{Official: string(rune('a' + i)), Group: "leader", Grade: grade}, Body: "btv", Level: 2, Extended: extended,
			})
		}
		return all
	}
	within := func(extended bool) evaluation.Figure {
		figures := evaluation.Statistics(results(extended), limit, []evaluation.Grade{evaluation.Excellent, evaluation.Good})
		return figures[len(figures)-1]
	}
	require.Equal(t, 0, within(false).Count)
	require.Equal(t, 1, within(true).Count)
	require.True(t, within(true).Detail.([]evaluation.GroupFigure)[0].Extended)
}
