package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// elsewhere gives a step of a list the mode external.
func elsewhere(steps []procedure.Step, name string) []procedure.Step {
	for i := range steps {
		if steps[i].Name == name {
			steps[i].Mode = procedure.External
		}
	}
	return steps
}

func recorded(step string, marks, units evaluation.Marks) evaluation.ExternalResult {
	return evaluation.ExternalResult{
		Recorded: procedure.Recorded{Step: step, Document: true}, Marks: marks.Marks, Units: units.Marks,
	}
}

// newExternalSitting is a sitting of small size, in its decision, which a superior body takes.
func newExternalSitting(t *testing.T) (*office, *evaluation.BodyDecision) {
	b := evaluation.NewBodyDecision("mini-2018", evaluation.Sitting{
		Body: "btv-mini", Level: 2, Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi", "em"},
		Cases: []evaluation.Case{
			{Official: "giang", Unit: "phong-noi-vu", Group: "leader", Head: true}, {Official: "hoa", Unit: "phong-noi-vu", Group: "leader"},
			{Official: "chi", Unit: "huyen-uy", Group: "leader"},
		},
		Units: []evaluation.UnitCase{{Unit: "phong-noi-vu"}},
	}, elsewhere(bodySteps(), evaluation.StepDecision), testRules())
	o := newOffice(t, b)
	o.begin(sittingID)
	o.work(sittingID, evaluation.StepDecision)
	return o, b
}

func TestADecisionTakenElsewhereIsRecorded(t *testing.T) {
	t.Parallel()
	o, b := newExternalSitting(t)
	require.Equal(t, []procedure.Task{{Act: procedure.CommandRecordExternal, Assignee: "chi"}}, b.Current().Tasks)

	// All Excellent is more than our cap allows, but the superior body has decided it.
	excellent := marksOn([]string{"giang", "hoa"}, evaluation.Excellent, nil)
	good := marksOn([]string{"phong-noi-vu"}, evaluation.Good, nil)
	o.must(sittingID, procedure.CommandRecordExternal, "chi", recorded(evaluation.StepDecision, excellent, good))
	require.Equal(t, evaluation.StepDecision, b.Current().Name, "the appraiser's own case is still open")

	own := marksOn([]string{"chi"}, evaluation.Completed, nil)
	refused(t, o.do(sittingID, procedure.CommandRecordExternal, "chi", recorded(evaluation.StepDecision, own, evaluation.Marks{})), fault.Denied, "own_case")
	o.must(sittingID, procedure.CommandRecordExternal, "admin", recorded(evaluation.StepDecision, own, evaluation.Marks{}))
	require.Equal(t, evaluation.StepAnnouncement, b.Current().Name)
	require.True(t, b.Step(evaluation.StepDecision).AllDone(), "nobody is asked any more")
	require.Equal(t, []string{"body_decided to cycle/mini-2018"}, o.sent(sittingID))
	require.Equal(t, evaluation.Excellent, b.Cases[0].Decided)
	require.Equal(t, evaluation.Good, b.Units[0].Decided)
}

func TestProposalsMadeElsewhereAreRecorded(t *testing.T) {
	t.Parallel()
	const id = "unit-review/mini-2018/xa-a"
	u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
		Unit: "xa-a", Chair: "an", Deputy: "binh", Members: []string{"an", "binh", "chi"}, Subjects: []string{"an", "binh", "chi"},
	}, elsewhere(unitSteps(), evaluation.StepProposal), testRules())
	o := newOffice(t, u)
	o.begin(id)
	o.work(id, evaluation.StepProposal)
	good := func(who ...string) evaluation.ExternalResult {
		return recorded(evaluation.StepProposal, marksOn(who, evaluation.Good, nil), evaluation.Marks{})
	}
	refused(t, o.do(id, evaluation.ActPropose, "an", marksOn([]string{"chi"}, evaluation.Good, nil)), fault.Denied, "not_your_task")
	refused(t, o.do(id, procedure.CommandRecordExternal, "an", good("an")), fault.Denied, "own_case")
	units := recorded(evaluation.StepProposal, evaluation.Marks{}, marksOn([]string{"xa-a"}, evaluation.Good, nil))
	refused(t, o.do(id, procedure.CommandRecordExternal, "an", units), fault.Invalid, "units_not_proposed")
	o.must(id, procedure.CommandRecordExternal, "an", good("chi", "binh"))
	o.must(id, procedure.CommandRecordExternal, "an", good("chi")) // a slip is mended
	require.False(t, procedure.Done(u))
	o.must(id, procedure.CommandRecordExternal, "binh", good("an"))
	require.True(t, procedure.Done(u))
	require.Equal(t, []string{"unit_reviewed to cycle/mini-2018"}, o.sent(id))
}

func TestARecordOfAStepElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	on := func(who string, g evaluation.Grade) evaluation.ExternalResult {
		return recorded(evaluation.StepDecision, marksOn([]string{who}, g, nil), evaluation.Marks{})
	}
	nameless := on("hoa", evaluation.Good)
	nameless.Document = false
	here := on("hoa", evaluation.Good)
	here.Step = evaluation.StepAppraisal
	waiting := on("hoa", evaluation.Good)
	waiting.Step = evaluation.StepPetitions
	nowhere := on("hoa", evaluation.Good)
	nowhere.Step = "applause"
	twice := recorded(evaluation.StepDecision, marksOn([]string{"hoa", "hoa"}, evaluation.Good, nil), evaluation.Marks{})
	tests := []struct {
		name  string
		actor string
		args  any
		kind  fault.Kind
		code  string
	}{
		{"by the chair, who decides nothing here", "an", on("hoa", evaluation.Good), fault.Denied, "not_your_task"},
		{"without its document", "chi", nameless, fault.Invalid, "document_missing"},
		{"of a step that is over", "chi", here, fault.Conflict, "step_not_open"},
		{"of a step to come", "admin", waiting, fault.Conflict, "step_not_open"},
		{"of no step", "admin", nowhere, fault.NotFound, "no_such_step"},
		{"of nobody", "chi", on("hoa", evaluation.Good).Recorded, fault.Invalid, "no_marks"},
		{"of somebody of another body", "admin", on("yen", evaluation.Good), fault.NotFound, "not_on_list"},
		{"of a unit of another body", "admin", recorded(evaluation.StepDecision, evaluation.Marks{}, marksOn([]string{"xa-a"}, evaluation.Good, nil)), fault.NotFound, "not_on_list"},
		{"of somebody twice", "admin", twice, fault.Invalid, "marked_twice"},
		{"with a grade of another era", "admin", on("hoa", evaluation.CompletedLimited), fault.Invalid, "unknown_grade"},
		{"unreadable", "admin", 7, fault.Invalid, "bad_arguments"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, _ := newExternalSitting(t)
			refused(t, o.do(sittingID, procedure.CommandRecordExternal, tt.actor, tt.args), tt.kind, tt.code)
		})
	}
	t.Run("in a step that is carried out here", func(t *testing.T) {
		t.Parallel()
		o, _ := newSitting(t)
		o.work(sittingID, evaluation.StepDecision)
		refused(t, o.do(sittingID, procedure.CommandRecordExternal, "admin", on("hoa", evaluation.Good)), fault.Conflict, "step_not_external")
	})
}
