package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func TestAConferenceHearsWhomItHasAskedFromOutside(t *testing.T) {
	t.Parallel()
	u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
		Unit: "xa-na-muoi", Chair: "an", Deputy: "binh",
		Members: []string{"an", "binh", "chi", "dung"}, Subjects: []string{"an", "binh", "dung"},
		Asked: []evaluation.Asked{{Subject: "an", By: "hoa"}, {Subject: "dung", By: "hoa"}, {Subject: "dung", By: "giang"}},
	}, unitSteps(), testRules())
	o := newOffice(t, u)
	o.begin(reviewID)
	say := func(by, about string) error {
		return o.do(reviewID, evaluation.ActOutsideComment, by, evaluation.Comment{Subject: about})
	}
	refused(t, say("hoa", "an"), fault.Conflict, "step_not_open")
	o.work(reviewID, evaluation.StepComments)
	require.Equal(t, []procedure.Task{
		{Act: evaluation.ActAdoptMinutes, Assignee: "an"},
		{Act: evaluation.ActOutsideComment, Assignee: "hoa"},
		{Act: evaluation.ActOutsideComment, Assignee: "giang"},
	}, u.Current().Tasks)

	refused(t, say("hoa", "binh"), fault.Denied, "not_asked")
	refused(t, say("binh", "dung"), fault.Denied, "not_asked")
	require.NoError(t, say("hoa", "dung"))
	refused(t, say("hoa", "dung"), fault.Conflict, "done_already")
	require.False(t, u.Current().Tasks[1].Done, "one of two is not all")
	o.must(reviewID, evaluation.ActAdoptMinutes, "an", nil)
	require.NoError(t, say("giang", "dung"))
	require.Equal(t, evaluation.StepComments, u.Current().Name, "the comment that is missing is waited for")
	require.NoError(t, say("hoa", "an"))
	require.Equal(t, evaluation.StepBallot, u.Current().Name)
	o.work(reviewID, "")
	require.True(t, procedure.Done(u))
}
