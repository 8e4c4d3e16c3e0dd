package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

const reviewID = "unit-review/mini-2018/xa-na-muoi"

// newReview is the review of a unit of four; chi belongs to a higher level and is not evaluated.
func newReview(t require.TestingT) (*office, *evaluation.UnitReview) {
	u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
		Unit: "xa-na-muoi", Chair: "an", Deputy: "binh",
		Members: []string{"an", "binh", "chi", "dung"}, Subjects: []string{"an", "binh", "dung"},
	}, unitSteps(), testRules())
	o := newOffice(t, u)
	o.begin(reviewID)
	return o, u
}

func TestAUnitReviewRunsToItsEnd(t *testing.T) {
	t.Parallel()
	o, u := newReview(t)
	o.must(reviewID, evaluation.ActSelfReview, "dung", evaluation.SelfReview{Grade: evaluation.Excellent})
	o.work(reviewID, evaluation.StepComments)
	o.must(reviewID, evaluation.ActComment, "chi", evaluation.Comment{Subject: "an"})
	o.work(reviewID, "")

	require.True(t, procedure.Done(u))
	require.Equal(t, []string{"unit_reviewed to cycle/mini-2018"}, o.sent(reviewID))
	for _, e := range o.effects[reviewID] {
		if e.Kind == procedure.EffectOpenVote {
			v := argsOf[procedure.VoteOpened](t, e)
			require.Equal(t, []string{"an", "binh", "chi", "dung"}, v.Roll, "all members vote")
			require.Equal(t, []string{"an", "binh", "dung"}, v.Questions, "on those who are evaluated")
			require.Equal(t, []string{"Excellent", "Good", "Completed", "NotCompleted", "NotRated"}, v.Choices)
		}
	}
}

func TestAUnitReviewGoesOnWithoutALateSelfReview(t *testing.T) {
	t.Parallel()
	o, u := newReview(t)
	o.must(reviewID, evaluation.ActSelfReview, "an", evaluation.SelfReview{Grade: evaluation.Good})
	o.now = opened.Add(10 * day)
	require.True(t, procedure.Tick(u, o.now))
	o.settle(u)
	require.Equal(t, evaluation.StepComments, u.Current().Name)
	err := o.do(reviewID, evaluation.ActSelfReview, "binh", evaluation.SelfReview{Grade: evaluation.Good})
	refused(t, err, fault.TooLate, "after_due")
}

func TestAUnitWithoutProposalsStillReports(t *testing.T) {
	t.Parallel()
	steps := unitSteps()
	steps[3].Mode = procedure.Off
	u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
		Unit: "xa-na-muoi", Chair: "an", Deputy: "binh", Members: []string{"an", "binh", "chi"}, Subjects: []string{"an"},
	}, steps, testRules())
	o := newOffice(t, u)
	o.begin(reviewID)
	o.work(reviewID, "")
	require.True(t, procedure.Done(u))
	require.Equal(t, []string{"unit_reviewed to cycle/mini-2018"}, o.sent(reviewID))
}

func TestWhoMakesProposals(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		subjects []string
		want     []procedure.Task
	}{
		{
			"the chair on all others and the deputy on the chair", []string{"an", "binh", "dung"},
			[]procedure.Task{{Act: evaluation.ActPropose, Assignee: "an"}, {Act: evaluation.ActPropose, Assignee: "binh"}},
		},
		{"only the chair, when the chair is not evaluated", []string{"dung"}, []procedure.Task{{Act: evaluation.ActPropose, Assignee: "an"}}},
		{"only the deputy, when nobody else is evaluated", []string{"an"}, []procedure.Task{{Act: evaluation.ActPropose, Assignee: "binh"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
				Unit: "xa-na-muoi", Chair: "an", Deputy: "binh", Members: []string{"an", "binh", "dung"}, Subjects: tt.subjects,
			}, unitSteps(), testRules())
			o := newOffice(t, u)
			o.begin(reviewID)
			o.work(reviewID, evaluation.StepProposal)
			require.Equal(t, tt.want, u.Current().Tasks)
		})
	}
}

func TestAUnitReviewRefuses(t *testing.T) {
	t.Parallel()
	good := func(subjects ...string) evaluation.Marks { return marksOn(subjects, evaluation.Good, nil) }
	tests := []struct {
		name  string
		step  string
		kind  string
		actor string
		args  any
		fault fault.Kind
		code  string
	}{
		{"a self-review of somebody who is not evaluated", evaluation.StepSelfReview, evaluation.ActSelfReview, "chi", evaluation.SelfReview{Grade: evaluation.Good}, fault.Denied, "not_your_task"},
		{"a self-review with a grade of another era", evaluation.StepSelfReview, evaluation.ActSelfReview, "an", evaluation.SelfReview{Grade: evaluation.CompletedLimited}, fault.Invalid, "unknown_grade"},
		{"a self-review without a grade", evaluation.StepSelfReview, evaluation.ActSelfReview, "an", nil, fault.Invalid, "unknown_grade"},
		{"an unreadable self-review", evaluation.StepSelfReview, evaluation.ActSelfReview, "an", 1, fault.Invalid, "bad_arguments"},
		{"a comment before the conference", evaluation.StepSelfReview, evaluation.ActComment, "binh", evaluation.Comment{Subject: "an"}, fault.Conflict, "step_not_open"},
		{"a comment by a stranger", evaluation.StepComments, evaluation.ActComment, "yen", evaluation.Comment{Subject: "an"}, fault.Denied, "not_a_member"},
		{"a comment on oneself", evaluation.StepComments, evaluation.ActComment, "an", evaluation.Comment{Subject: "an"}, fault.Denied, "own_case"},
		{"a comment on somebody who is not evaluated", evaluation.StepComments, evaluation.ActComment, "an", evaluation.Comment{Subject: "chi"}, fault.NotFound, "not_on_list"},
		{"an unreadable comment", evaluation.StepComments, evaluation.ActComment, "an", "an", fault.Invalid, "bad_arguments"},
		{"minutes by somebody else than the chair", evaluation.StepComments, evaluation.ActAdoptMinutes, "binh", nil, fault.Denied, "not_your_task"},
		{"a subject as the chair's own teller", evaluation.StepBallot, procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"an", "binh"}}, fault.Invalid, "teller_is_chair"},
		{"a proposal before the ballot", evaluation.StepBallot, evaluation.ActPropose, "an", good("binh", "dung"), fault.Conflict, "step_not_open"},
		{"a proposal by a member", evaluation.StepProposal, evaluation.ActPropose, "dung", good("binh"), fault.Denied, "not_your_task"},
		{"a proposal on oneself", evaluation.StepProposal, evaluation.ActPropose, "an", good("an", "binh", "dung"), fault.Denied, "own_case"},
		{"a proposal on somebody else's list", evaluation.StepProposal, evaluation.ActPropose, "binh", good("dung"), fault.NotFound, "not_on_list"},
		{"a proposal on somebody who is not evaluated", evaluation.StepProposal, evaluation.ActPropose, "an", good("binh", "dung", "chi"), fault.NotFound, "not_on_list"},
		{"a list that leaves somebody out", evaluation.StepProposal, evaluation.ActPropose, "an", good("dung"), fault.Invalid, "wrong_list"},
		{"a list that names somebody twice", evaluation.StepProposal, evaluation.ActPropose, "an", good("dung", "dung"), fault.Invalid, "marked_twice"},
		{"an empty list", evaluation.StepProposal, evaluation.ActPropose, "an", good(), fault.Invalid, "no_marks"},
		{"an unreadable list", evaluation.StepProposal, evaluation.ActPropose, "an", "all", fault.Invalid, "bad_arguments"},
		{"a proposal with an unknown grade", evaluation.StepProposal, evaluation.ActPropose, "an", marksOn([]string{"binh", "dung"}, "Splendid", nil), fault.Invalid, "unknown_grade"},
		{"an act of another process", evaluation.StepSelfReview, evaluation.ActDecide, "an", good("binh"), fault.Invalid, "unknown_act"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, _ := newReview(t)
			o.work(reviewID, tt.step)
			refused(t, o.do(reviewID, tt.kind, tt.actor, tt.args), tt.fault, tt.code)
		})
	}
}
