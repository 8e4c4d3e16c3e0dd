package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func TestWhoMayTakeATask(t *testing.T) {
	t.Parallel()
	unit := &evaluation.UnitReview{
		Chair: "an", Deputy: "binh", Members: []string{"an", "binh", "chi", "guest"}, Subjects: []string{"an", "binh", "chi"},
		Vote: procedure.Vote{Step: evaluation.StepBallot},
	}
	body := &evaluation.BodyDecision{
		Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi", "dung", "giang", "hoa"},
		Related: evaluation.Relatives{}.With("giang", "hoa"),
		Cases:   []evaluation.Case{{Official: "an", Unit: "v"}, {Official: "giang", Unit: "u", Head: true}},
		Units:   []evaluation.UnitCase{{Unit: "u"}}, Vote: procedure.Vote{Step: evaluation.StepBallot},
	}
	petition := &evaluation.Petition{Official: "hoa", Presider: "binh", Others: []string{"dung"}}
	tests := []struct {
		name              string
		process           procedure.Reassigner
		step, act         string
		holder, who, code string
	}{
		{"a member adopts the minutes", unit, evaluation.StepComments, evaluation.ActAdoptMinutes, "an", "chi", ""},
		{"a stranger does not", unit, evaluation.StepComments, evaluation.ActAdoptMinutes, "an", "yen", "not_a_member"},
		{"only the chair had to", unit, evaluation.StepComments, evaluation.ActAdoptMinutes, "chi", "binh", "personal"},
		{"the minutes belong to their step", unit, evaluation.StepProposal, evaluation.ActAdoptMinutes, "an", "binh", "personal"},
		{"a member who is not evaluated proposes", unit, evaluation.StepProposal, evaluation.ActPropose, "an", "guest", ""},
		{"nobody proposes on themself", unit, evaluation.StepProposal, evaluation.ActPropose, "an", "chi", "own_case"},
		{"the deputy's proposal on the chair goes to a member", unit, evaluation.StepProposal, evaluation.ActPropose, "binh", "chi", ""},
		{"but not to the chair", unit, evaluation.StepProposal, evaluation.ActPropose, "binh", "an", "own_case"},
		{"a self-review is personal", unit, evaluation.StepSelfReview, evaluation.ActSelfReview, "an", "binh", "personal"},
		{"a vote is personal", unit, evaluation.StepBallot, procedure.ActVote, "an", "binh", "personal"},

		{"a member who is no case appraises", body, evaluation.StepAppraisal, evaluation.ActConfirmAppraisal, "chi", "dung", ""},
		{"nobody appraises themself", body, evaluation.StepAppraisal, evaluation.ActConfirmAppraisal, "chi", "giang", "own_case"},
		{"a head does not rate units", body, evaluation.StepDecision, evaluation.ActRateUnits, "an", "giang", "own_case"},
		{"nor does a relative of the head, where policy says so", body, evaluation.StepDecision, evaluation.ActRateUnits, "an", "hoa", "related_case"},
		{"another member does", body, evaluation.StepDecision, evaluation.ActRateUnits, "an", "dung", ""},
		{"a member records decisions", body, evaluation.StepDecision, evaluation.ActDecide, "an", "dung", ""},
		{"never on themself", body, evaluation.StepDecision, evaluation.ActDecide, "an", "giang", "own_case"},
		{"the chair has decisions of their own", body, evaluation.StepDecision, evaluation.ActDecide, "an", "binh", "has_task_already"},
		{"the decision on the chair is not the chair's", body, evaluation.StepDecision, evaluation.ActDecide, "binh", "an", "own_case"},
		{"an acknowledgement is personal", body, evaluation.StepPetitionWindow, evaluation.ActAcknowledge, "giang", "an", "personal"},

		{"somebody impartial presides", petition, evaluation.StepAnswer, evaluation.ActAnswerPetition, "binh", "dung", ""},
		{"nobody else", petition, evaluation.StepAnswer, evaluation.ActAnswerPetition, "binh", "hoa", "not_impartial"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := tt.process.MayTake(tt.step, tt.act, tt.holder, tt.who)
			if tt.code == "" {
				require.NoError(t, err)
				require.False(t, evaluation.Personal(tt.act), "a plan must not call it personal")
				return
			}
			f, ok := fault.As(err)
			require.True(t, ok, "%v", err)
			require.Equal(t, tt.code, f.Code)
		})
	}
}

func TestWhatIsPersonalGoesToNobody(t *testing.T) {
	t.Parallel()
	processes := []procedure.Reassigner{
		&evaluation.UnitReview{Chair: "an", Members: []string{"an", "binh"}, Subjects: []string{"an"}, Vote: procedure.Vote{Step: evaluation.StepBallot}},
		&evaluation.BodyDecision{
			Chair: "an", Members: []string{"an", "binh"}, Cases: []evaluation.Case{{Official: "chi", Unit: "u"}},
			Vote: procedure.Vote{Step: evaluation.StepBallot},
		},
		&evaluation.Petition{Official: "chi", Presider: "an", Others: []string{"binh"}},
	}
	for _, act := range []string{
		evaluation.ActSelfReview, evaluation.ActComment, evaluation.ActOutsideComment, evaluation.ActAcknowledge, evaluation.ActPetition,
		procedure.ActVote,
	} {
		require.True(t, evaluation.Personal(act), act)
		for _, p := range processes {
			for _, step := range []string{evaluation.StepSelfReview, evaluation.StepComments, evaluation.StepBallot, evaluation.StepPetitionWindow, evaluation.StepAnswer} {
				f, ok := fault.As(p.MayTake(step, act, "an", "binh"))
				require.True(t, ok, "%s in %s", act, step)
				require.Equal(t, "personal", f.Code, "%s in %s", act, step)
			}
		}
	}
}

func TestOnlyWhatNothingStandsOnOpensAgain(t *testing.T) {
	t.Parallel()
	for _, step := range []string{evaluation.StepBallot, evaluation.StepProposal} {
		require.False(t, evaluation.Reopens(evaluation.KindUnitReview, step))
		refused(t, (&evaluation.UnitReview{}).CheckReopen(step), fault.Conflict, "stands_for_good")
	}
	for _, step := range []string{evaluation.StepBallot, evaluation.StepDecision, evaluation.StepAnnouncement} {
		require.False(t, evaluation.Reopens(evaluation.KindBodyDecision, step))
		refused(t, (&evaluation.BodyDecision{}).CheckReopen(step), fault.Conflict, "stands_for_good")
	}
	require.True(t, evaluation.Reopens(evaluation.KindUnitReview, evaluation.StepSelfReview))
	require.NoError(t, (&evaluation.UnitReview{}).CheckReopen(evaluation.StepSelfReview))
}

// Whoever stands in for the chair decides on exactly the chair's cases.
func TestAStandInDecidesOnTheListOfTheOneTheyStandInFor(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t)
	o.work(sittingID, evaluation.StepDecision)
	list := o.decisions(b, b.Chair)
	in := ""
	for _, m := range b.Members {
		if b.MayTake(evaluation.StepDecision, evaluation.ActDecide, b.Chair, m) == nil && m != b.Chair {
			in = m
		}
	}
	require.NotEmpty(t, in)
	for _, act := range []string{evaluation.ActRateUnits, evaluation.ActDecide} {
		o.must(sittingID, procedure.CommandReassign, "admin", procedure.Reassign{
			Step: evaluation.StepDecision, Act: act, From: b.Chair, To: in,
		})
	}
	refused(t, o.do(sittingID, evaluation.ActDecide, b.Chair, list), fault.Denied, "not_your_task")
	units := evaluation.Marks{}
	for _, u := range b.Units {
		units.Marks = append(units.Marks, evaluation.Mark{Subject: u.Unit, Grade: evaluation.Good})
	}
	o.must(sittingID, evaluation.ActRateUnits, in, units)
	o.must(sittingID, evaluation.ActDecide, in, list)
}

func TestTheAppraisalIsOpenedAgainUntilSomethingIsDecided(t *testing.T) {
	t.Parallel()
	o, b := newSitting(t)
	o.work(sittingID, evaluation.StepDecision)
	o.suggest[b.Cases[0].Official] = evaluation.Completed
	o.must(sittingID, procedure.CommandReopen, "admin", procedure.Reopen{Step: evaluation.StepAppraisal, Days: 2})
	require.Equal(t, evaluation.Completed, b.Cases[0].Suggested, "computed anew")
	require.Len(t, b.Step(evaluation.StepAppraisal).Tasks, 1)
	o.must(sittingID, evaluation.ActConfirmAppraisal, b.Appraiser, nil)
	require.Equal(t, evaluation.StepDecision, b.Current().Name)
	o.work(sittingID, evaluation.StepAnnouncement)
	refused(t, o.do(sittingID, procedure.CommandReopen, "admin", procedure.Reopen{Step: evaluation.StepAppraisal, Days: 2}), fault.Conflict, "decided_already")
	refused(t, o.do(sittingID, procedure.CommandReopen, "admin", procedure.Reopen{Step: evaluation.StepDecision, Days: 2}), fault.Conflict, "stands_for_good")
}
