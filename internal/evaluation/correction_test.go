package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

const correctionID = "correction/mini-2018/hoa/1"

// newCorrection is the correction of hoa's result, Good, begun.
func newCorrection(t *testing.T) (*office, *evaluation.Correction) {
	_, b := newSitting(t)
	c, err := evaluation.NewCorrection(b, "hoa", 1, evaluation.Good)
	require.NoError(t, err)
	o := newOffice(t, c)
	o.begin(correctionID)
	return o, c
}

func correct(g evaluation.Grade) evaluation.Correct {
	return evaluation.Correct{Grade: g, Reason: true}
}

func TestACorrectionTellsTheOfficialAndIsCounted(t *testing.T) {
	t.Parallel()
	o, c := newCorrection(t)
	require.Empty(t, c.Current().Tasks, "nobody is asked before the administrator has spoken")
	o.must(correctionID, evaluation.ActCorrect, "admin", correct(evaluation.Completed))
	require.Equal(t, evaluation.StepPetitionWindow, c.Current().Name)
	require.Equal(t, []string{"recount to " + correctionID}, o.sent(correctionID), "the count follows the record")
	require.False(t, c.Current().Due.IsZero(), "the window is that of the policy")

	o.must(correctionID, evaluation.ActAcknowledge, "hoa", nil)
	require.Equal(t, evaluation.StepPetitions, c.Current().Name, "not over before the figures follow")
	o.must(correctionID, evaluation.CommandRecounted, correctionID, nil)
	require.True(t, procedure.Done(c))
}

func TestACorrectionCanBePetitionedAgainst(t *testing.T) {
	t.Parallel()
	o, c := newCorrection(t)
	o.must(correctionID, evaluation.ActCorrect, "admin", correct(evaluation.Completed))
	o.must(correctionID, evaluation.CommandRecounted, correctionID, nil)
	refused(t, o.do(correctionID, evaluation.ActPetition, "em", nil), fault.Denied, "not_your_task")
	o.processes[correctionID].Base().Applied(c.Seq)
	cmd := o.command(evaluation.ActPetition, "hoa", nil)
	require.NoError(t, procedure.Check(c, cmd))
	procedure.Apply(c, cmd, o.now)
	launches := 0
	for _, e := range c.Effects {
		if e.Kind == procedure.EffectLaunch {
			launches++
			require.Equal(t, procedure.Launch{Kind: evaluation.KindPetition, Scope: "hoa", People: c.Presiders}, argsOf[procedure.Launch](t, e))
		}
	}
	require.Equal(t, 1, launches)
	c.Applied(c.Seq)
	require.Equal(t, evaluation.StepPetitions, c.Current().Name)
	refused(t, o.do(correctionID, evaluation.ActPetition, "hoa", nil), fault.Conflict, "step_not_open")

	o.must(correctionID, evaluation.CommandPetitionAnswered, "petition/mini-2018/hoa/1",
		evaluation.PetitionAnswered{Official: "hoa", Outcome: evaluation.PetitionChanged, Grade: evaluation.Good})
	require.False(t, procedure.Done(c), "a changed result is counted once more")
	o.must(correctionID, evaluation.CommandRecounted, correctionID, nil)
	require.True(t, procedure.Done(c))
}

func TestAPetitionAgainstACorrectionIsItsOwn(t *testing.T) {
	t.Parallel()
	_, b := newSitting(t)
	p, err := evaluation.NewPetition(b, "hoa", nil, evaluation.Completed, petitionSteps())
	require.NoError(t, err)
	p.AgainstCorrection(correctionID)
	require.Equal(t, "petition/mini-2018/hoa/1", p.ID)
	require.Equal(t, p.ID, evaluation.PetitionIn(correctionID, "mini-2018", "hoa"))
	require.Equal(t, evaluation.PetitionID("mini-2018", "hoa"), evaluation.PetitionIn(sittingID, "mini-2018", "hoa"))
	o := newOffice(t, p)
	o.begin(p.ID)
	o.must(p.ID, evaluation.ActAnswerPetition, p.Presider, evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true})
	require.Equal(t, []string{"petition_answered to " + correctionID}, o.sent(p.ID))
}

func TestACorrectionRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		kind  string
		actor string
		args  any
		fault fault.Kind
		code  string
	}{
		{"somebody who is no administrator", evaluation.ActCorrect, "an", correct(evaluation.Completed), fault.Denied, "wrong_role"},
		{"the grade that the result has", evaluation.ActCorrect, "admin", correct(evaluation.Good), fault.Invalid, "nothing_changed"},
		{"a grade of another era", evaluation.ActCorrect, "admin", correct(evaluation.CompletedLimited), fault.Invalid, "unknown_grade"},
		{"a correction without a reason", evaluation.ActCorrect, "admin", evaluation.Correct{Grade: evaluation.Completed}, fault.Invalid, "reason_missing"},
		{"unreadable arguments", evaluation.ActCorrect, "admin", 7, fault.Invalid, "bad_arguments"},
		{"an acknowledgement before it", evaluation.ActAcknowledge, "hoa", nil, fault.Conflict, "step_not_open"},
		{"a petition before it", evaluation.ActPetition, "hoa", nil, fault.Conflict, "step_not_open"},
		{"a count by a person", evaluation.CommandRecounted, "admin", nil, fault.Denied, "wrong_role"},
		{"a cancellation by a person", procedure.CommandCancel, "admin", nil, fault.Denied, "wrong_role"},
		{"an act of another process", evaluation.ActDecide, "an", nil, fault.Invalid, "unknown_act"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, _ := newCorrection(t)
			refused(t, o.do(correctionID, tt.kind, tt.actor, tt.args), tt.fault, tt.code)
		})
	}
	t.Run("a body in which nobody could examine a petition against it", func(t *testing.T) {
		t.Parallel()
		b := evaluation.NewBodyDecision("mini-2018", evaluation.Sitting{
			Body: "btv-mini", Chair: "an", Appraiser: "chi", Members: []string{"an", "chi"}, Cases: []evaluation.Case{{Official: "hoa"}},
		}, bodySteps(), testRules())
		_, err := evaluation.NewCorrection(b, "hoa", 1, evaluation.Good)
		refused(t, err, fault.Conflict, "no_presider")
	})
}
