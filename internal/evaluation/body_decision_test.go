package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

const sittingID = "body-decision/mini-2018/btv-mini"

// newSitting is the sitting of a body on five people: the chair an, the head giang of a division, and three others.
// binh is deputy, chi appraises, and em and khanh sit there too. Good is suggested for all but those named as excellent.
func newSitting(t require.TestingT, excellent ...string) (*office, *evaluation.BodyDecision) {
	b := evaluation.NewBodyDecision("mini-2018", evaluation.Sitting{
		Body: "btv-mini", Level: 2, Chair: "an", Deputy: "binh", Appraiser: "chi",
		Members: []string{"an", "binh", "chi", "em", "khanh"},
		Cases: []evaluation.Case{
			{Official: "an", Unit: "huyen-uy", Group: "leader"},
			{Official: "em", Unit: "huyen-uy", Group: "leader"},
			{Official: "giang", Unit: "phong-noi-vu", Group: "leader", Head: true},
			{Official: "hoa", Unit: "phong-noi-vu", Group: "leader"},
			{Official: "lan", Unit: "phong-noi-vu", Group: "officer"},
		},
		Units: []evaluation.UnitCase{{Unit: "phong-noi-vu"}},
	}, bodySteps(), testRules())
	o := newOffice(t, b)
	for _, who := range excellent {
		o.suggest[who] = evaluation.Excellent
	}
	o.begin(sittingID)
	return o, b
}

func TestASittingRunsToItsEnd(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t, "lan")
	o.petitions["hoa"] = evaluation.Answer{Outcome: evaluation.PetitionChanged, Grade: evaluation.Completed, Grounds: true}
	o.petitions["lan"] = evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}

	o.work(sittingID, evaluation.StepAnnouncement)
	require.Equal(t, []string{"body_decided to cycle/mini-2018"}, o.sent(sittingID))
	require.Equal(t, evaluation.StepAnnouncement, b.Current().Name, "results wait for the cycle to announce them")
	o.must(sittingID, evaluation.CommandPublish, "cycle/mini-2018", nil)
	o.workAll()

	require.True(t, procedure.Done(b))
	require.Equal(t, []string{"body_decided to cycle/mini-2018", "body_closed to cycle/mini-2018"}, o.sent(sittingID))
	var got []evaluation.Grade
	for _, c := range b.Cases {
		got = append(got, c.Decided)
	}
	require.Equal(t, []evaluation.Grade{"Good", "Good", "Good", "Completed", "Excellent"}, got, "hoa's petition changed the result")
	require.Empty(t, b.Petitions)
}

func TestWhoHasAcknowledgedMayStillPetitionInTheWindow(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t)
	o.work(sittingID, evaluation.StepAnnouncement)
	o.must(sittingID, evaluation.CommandPublish, "cycle/mini-2018", nil)
	o.must(sittingID, evaluation.ActAcknowledge, "hoa", nil)
	o.must(sittingID, evaluation.ActPetition, "hoa", nil)
	require.Equal(t, []string{"hoa"}, b.Petitions)
}

func TestASittingWaitsForEveryPetition(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t)
	o.work(sittingID, evaluation.StepAnnouncement)
	o.must(sittingID, evaluation.CommandPublish, "cycle/mini-2018", nil)
	o.must(sittingID, evaluation.ActPetition, "hoa", nil)
	o.now = o.now.Add(5 * day)
	require.True(t, procedure.Tick(b, o.now))
	o.settle(b)
	require.Equal(t, evaluation.StepPetitions, b.Current().Name, "the window closes on its due time")
	o.must(sittingID, evaluation.CommandPetitionAnswered, "petition/mini-2018/hoa", evaluation.PetitionAnswered{Official: "hoa", Outcome: evaluation.PetitionUpheld})
	require.True(t, procedure.Done(b))
}

func TestASecondAppraisalSuggestsAnewAndAsksNobodyAgain(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t)
	o.must(sittingID, evaluation.CommandAppraised, sittingID, evaluation.Appraised{Marks: marksOn([]string{"an"}, evaluation.Completed, nil).Marks})
	require.Equal(t, evaluation.Completed, b.Cases[0].Suggested)
	require.Len(t, b.Current().Tasks, 1)

	o.work(sittingID, evaluation.StepDecision)
	o.must(sittingID, evaluation.ActDecide, "binh", evaluation.Marks{Marks: []evaluation.Mark{{Subject: "an", Grade: evaluation.Good, Reason: true}}})
	o.must(sittingID, evaluation.CommandAppraised, sittingID, evaluation.Appraised{Marks: marksOn([]string{"an"}, evaluation.NotCompleted, nil).Marks})
	require.Equal(t, evaluation.Completed, b.Cases[0].Suggested, "a decision stands beside the suggestion that it was made on")
}

// The head's grade is not above the unit's: rating the unit lowers the suggestion and has the head appraised anew.
func TestTheResultOfAUnitLimitsItsHead(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t, "giang")
	o.work(sittingID, evaluation.StepDecision)
	o.must(sittingID, evaluation.ActRateUnits, "an", marksOn([]string{"phong-noi-vu"}, evaluation.Completed, nil))

	var asked []evaluation.Appraise
	for _, e := range o.effects[sittingID] {
		if e.Kind == evaluation.EffectAppraise {
			asked = append(asked, argsOf[evaluation.Appraise](t, e))
		}
	}
	require.Equal(t, []evaluation.Appraise{
		{Cycle: "mini-2018", Body: b.Body},
		{Cycle: "mini-2018", Body: b.Body, Units: marksOn([]string{"phong-noi-vu"}, evaluation.Completed, nil).Marks},
	}, asked)
	refused(t, o.do(sittingID, evaluation.ActDecide, "an", marksOn([]string{"giang"}, evaluation.Good, nil)), fault.Conflict, "head_above_unit")
	o.must(sittingID, evaluation.ActDecide, "an", marksOn([]string{"giang"}, evaluation.Completed, nil)) // no reason needed
}

func TestDecisionsMayComeInParts(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t)
	o.work(sittingID, evaluation.StepDecision)
	mark := func(official string, g evaluation.Grade) evaluation.Marks {
		return evaluation.Marks{Marks: []evaluation.Mark{{Subject: official, Grade: g, Reason: true}}}
	}
	o.must(sittingID, evaluation.ActDecide, "an", mark("em", evaluation.Completed))
	o.must(sittingID, evaluation.ActDecide, "an", mark("em", evaluation.Good)) // corrected while the sitting lasts
	o.must(sittingID, evaluation.ActRateUnits, "an", marksOn([]string{"phong-noi-vu"}, evaluation.Good, nil))
	for _, who := range []string{"giang", "hoa", "lan"} {
		o.must(sittingID, evaluation.ActDecide, "an", mark(who, evaluation.Good))
	}
	require.Equal(t, evaluation.StepDecision, b.Current().Name)
	o.must(sittingID, evaluation.ActDecide, "binh", mark("an", evaluation.Good))
	require.Equal(t, evaluation.StepAnnouncement, b.Current().Name)
	for _, task := range b.Step(evaluation.StepDecision).Tasks {
		require.True(t, task.Done, task)
	}
}

// The cap is judged with the last case, which may be the deputy's; the chair must then still be able to give way.
func TestTheCapCannotLockASitting(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t)
	o.work(sittingID, evaluation.StepDecision)
	o.must(sittingID, evaluation.ActRateUnits, "an", marksOn([]string{"phong-noi-vu"}, evaluation.Excellent, nil))
	excellent := evaluation.Marks{}
	for _, who := range []string{"em", "giang", "hoa", "lan"} {
		excellent.Marks = append(excellent.Marks, evaluation.Mark{Subject: who, Grade: evaluation.Excellent, Reason: true})
	}
	o.must(sittingID, evaluation.ActDecide, "an", excellent)
	good := marksOn([]string{"an"}, evaluation.Good, nil)
	refused(t, o.do(sittingID, evaluation.ActDecide, "binh", good), fault.Conflict, "cap_exceeded")
	o.must(sittingID, evaluation.ActDecide, "an", marksOn([]string{"em", "hoa"}, evaluation.Good, nil))
	o.must(sittingID, evaluation.ActDecide, "binh", good)
	require.Equal(t, evaluation.StepAnnouncement, b.Current().Name)
}

func TestASittingRefuses(t *testing.T) {
	t.Parallel()
	rate := func(g evaluation.Grade) func(*office) {
		return func(o *office) {
			o.must(sittingID, evaluation.ActRateUnits, "an", marksOn([]string{"phong-noi-vu"}, g, nil))
		}
	}
	one := func(official string, g evaluation.Grade, reason bool) evaluation.Marks {
		return evaluation.Marks{Marks: []evaluation.Mark{{Subject: official, Grade: g, Reason: reason}}}
	}
	four := func(g ...evaluation.Grade) evaluation.Marks {
		m := evaluation.Marks{}
		for i, who := range []string{"em", "giang", "hoa", "lan"} {
			m.Marks = append(m.Marks, evaluation.Mark{Subject: who, Grade: g[i], Reason: true})
		}
		return m
	}
	const ex, good = evaluation.Excellent, evaluation.Good
	published := func(o *office) { o.must(sittingID, evaluation.CommandPublish, "cycle/mini-2018", nil) }
	tests := []struct {
		name  string
		step  string
		given func(o *office)
		kind  string
		actor string
		args  any
		fault fault.Kind
		code  string
	}{
		{"an appraisal from a person", evaluation.StepAppraisal, nil, evaluation.CommandAppraised, "chi", nil, fault.Denied, "wrong_role"},
		{"an unreadable appraisal", evaluation.StepAppraisal, nil, evaluation.CommandAppraised, sittingID, 1, fault.Invalid, "bad_arguments"},
		{"a confirmation by somebody else", evaluation.StepAppraisal, nil, evaluation.ActConfirmAppraisal, "an", nil, fault.Denied, "not_your_task"},
		{"a decision before the ballot", evaluation.StepBallot, nil, evaluation.ActDecide, "an", one("hoa", good, false), fault.Conflict, "step_not_open"},
		{"a decision by a member", evaluation.StepDecision, nil, evaluation.ActDecide, "em", one("hoa", good, false), fault.Denied, "not_your_task"},
		{"a decision on one's own case", evaluation.StepDecision, nil, evaluation.ActDecide, "an", one("an", good, false), fault.Denied, "own_case"},
		{"a decision of the deputy on others", evaluation.StepDecision, nil, evaluation.ActDecide, "binh", one("hoa", good, false), fault.NotFound, "not_on_list"},
		{"a decision on somebody of another body", evaluation.StepDecision, nil, evaluation.ActDecide, "an", one("yen", good, false), fault.NotFound, "not_on_list"},
		{"the head before the unit", evaluation.StepDecision, nil, evaluation.ActDecide, "an", one("giang", good, false), fault.Conflict, "unit_before_head"},
		{"the head above the unit", evaluation.StepDecision, rate(evaluation.Completed), evaluation.ActDecide, "an", one("giang", good, false), fault.Conflict, "head_above_unit"},
		{"another grade than suggested without a reason", evaluation.StepDecision, nil, evaluation.ActDecide, "an", one("hoa", evaluation.Completed, false), fault.Invalid, "reason_missing"},
		{"a grade of another era", evaluation.StepDecision, nil, evaluation.ActDecide, "an", one("hoa", evaluation.CompletedLimited, true), fault.Invalid, "unknown_grade"},
		{"a unit that nobody of the body heads", evaluation.StepDecision, nil, evaluation.ActRateUnits, "an", marksOn([]string{"xa-na-muoi"}, good, nil), fault.NotFound, "not_on_list"},
		{"a unit's grade by the deputy", evaluation.StepDecision, nil, evaluation.ActRateUnits, "binh", marksOn([]string{"phong-noi-vu"}, good, nil), fault.Denied, "not_your_task"},
		{"a unit's grade twice", evaluation.StepDecision, rate(good), evaluation.ActRateUnits, "an", marksOn([]string{"phong-noi-vu"}, ex, nil), fault.Conflict, "done_already"},
		{"the last decision above the cap", evaluation.StepDecision, func(o *office) {
			rate(ex)(o)
			o.must(sittingID, evaluation.ActDecide, "binh", one("an", good, false))
		}, evaluation.ActDecide, "an", four(ex, ex, good, good), fault.Conflict, "cap_exceeded"},
		{"a publication by a person", evaluation.StepAnnouncement, nil, evaluation.CommandPublish, "admin", nil, fault.Denied, "wrong_role"},
		{"a petition before the announcement", evaluation.StepAnnouncement, nil, evaluation.ActPetition, "hoa", nil, fault.Conflict, "step_not_open"},
		{"a petition against somebody else's result", evaluation.StepAnnouncement, published, evaluation.ActPetition, "yen", nil, fault.Denied, "not_your_task"},
		{"a second petition", evaluation.StepAnnouncement, func(o *office) {
			published(o)
			o.must(sittingID, evaluation.ActPetition, "hoa", nil)
		}, evaluation.ActPetition, "hoa", nil, fault.Conflict, "done_already"},
		{"a petition after the window", evaluation.StepAnnouncement, func(o *office) {
			published(o)
			o.must(sittingID, evaluation.ActPetition, "lan", nil)
			o.now = o.now.Add(5 * day)
			procedure.Tick(o.processes[sittingID], o.now)
			o.settle(o.processes[sittingID])
		}, evaluation.ActPetition, "hoa", nil, fault.TooLate, "after_due"},
		{"an answer to a petition from a person", evaluation.StepAnnouncement, published, evaluation.CommandPetitionAnswered, "binh", nil, fault.Denied, "wrong_role"},
		{"an act of another process", evaluation.StepAppraisal, nil, evaluation.ActSelfReview, "an", nil, fault.Invalid, "unknown_act"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, _ := newSitting(t)
			o.work(sittingID, tt.step)
			if tt.given != nil {
				tt.given(o)
			}
			refused(t, o.do(sittingID, tt.kind, tt.actor, tt.args), tt.fault, tt.code)
		})
	}
}

func TestACapThatOnlyWarnsLetsTheDecisionPass(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t, "an", "em", "hoa", "lan")
	b.Rules.Cap.Enforcement = evaluation.Warn
	o.work(sittingID, evaluation.StepAnnouncement)
	require.Equal(t, evaluation.StepAnnouncement, b.Current().Name)
}

// A unit's grade may be corrected until all units have one, but not to below that of its head.
func TestAUnitIsNotLoweredBelowItsHead(t *testing.T) {
	t.Parallel()
	b := evaluation.NewBodyDecision("mini-2018", evaluation.Sitting{
		Body: "btv-mini", Level: 2, Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi"},
		Cases: []evaluation.Case{{Official: "giang", Unit: "u", Group: "leader", Head: true}, {Official: "hoa", Unit: "v", Group: "leader", Head: true}},
		Units: []evaluation.UnitCase{{Unit: "u"}, {Unit: "v"}},
	}, bodySteps(), testRules())
	o := newOffice(t, b)
	o.begin(sittingID)
	o.work(sittingID, evaluation.StepDecision)
	o.must(sittingID, evaluation.ActRateUnits, "an", marksOn([]string{"u"}, evaluation.Good, nil))
	o.must(sittingID, evaluation.ActDecide, "an", marksOn([]string{"giang"}, evaluation.Good, nil))
	err := o.do(sittingID, evaluation.ActRateUnits, "an", marksOn([]string{"u"}, evaluation.Completed, nil))
	refused(t, err, fault.Conflict, "head_above_unit")
	o.must(sittingID, evaluation.ActRateUnits, "an", marksOn([]string{"u"}, evaluation.Excellent, nil))
}
