package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

func pair(official, relative string) evaluation.Relate {
	return evaluation.Relate{Official: official, Relative: relative}
}

func assignees(p procedure.Process, act string) []string {
	var out []string
	for _, t := range p.Base().Current().Tasks {
		if t.Act == act && !t.Done {
			out = append(out, t.Assignee)
		}
	}
	return out
}

func TestARelationToldWhileAReviewRunsIsRespectedByNewActs(t *testing.T) {
	t.Parallel()
	o, u := relatedReview(t, strict())
	o.work(reviewID, evaluation.StepComments)
	o.must(reviewID, evaluation.ActComment, "dung", evaluation.Comment{Subject: "an"})
	o.must(reviewID, evaluation.ActRelate, "admin", pair("dung", "an"))
	refused(t, o.do(reviewID, evaluation.ActComment, "dung", evaluation.Comment{Subject: "an"}), fault.Denied, "related_case")
	refused(t, o.do(reviewID, evaluation.ActRelate, "admin", pair("an", "dung")), fault.Conflict, "related_already")

	o.work(reviewID, evaluation.StepProposal)
	require.Equal(t, []ballot.Exclusion{{Voter: "an", Subject: "dung"}, {Voter: "dung", Subject: "an"}}, opened1(o, reviewID).Excluded)
	require.Equal(t, []string{"an", "binh"}, assignees(u, evaluation.ActPropose))

	o.must(reviewID, evaluation.ActPropose, "binh", marksOn([]string{"an", "dung"}, evaluation.Good, nil))
	o.must(reviewID, evaluation.ActRelate, "admin", pair("an", "chi"))
	require.Equal(t, []string{"an", "binh"}, assignees(u, evaluation.ActPropose), "binh, who is done, is asked for one more")
	o.must(reviewID, evaluation.ActRelate, "admin", pair("an", "binh"))
	require.Equal(t, []string{"binh", "chi"}, assignees(u, evaluation.ActPropose), "nothing is left for the chair; binh's proposals stand")
	refused(t, o.do(reviewID, evaluation.ActPropose, "an", marksOn([]string{"binh"}, evaluation.Good, nil)), fault.Denied, "not_your_task")
	o.work(reviewID, "")
	require.True(t, procedure.Done(u))
	require.Equal(t, []evaluation.Signed{{Subject: "an", By: "binh"}, {Subject: "dung", By: "binh"}, {Subject: "chi", By: "binh"}, {Subject: "binh", By: "chi"}}, u.Proposed)
}

func TestACommentFromOutsideIsNotAskedOfARelative(t *testing.T) {
	t.Parallel()
	u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
		Unit: "xa-na-muoi", Chair: "an", Deputy: "binh", Members: []string{"an", "binh", "chi"}, Subjects: []string{"an", "binh"},
		Asked:     []evaluation.Asked{{Subject: "an", By: "hoa"}, {Subject: "binh", By: "hoa"}, {Subject: "an", By: "giang"}},
		Relations: related("an", "giang"),
	}, unitSteps(), strict())
	o := newOffice(t, u)
	o.begin(reviewID)
	o.work(reviewID, evaluation.StepComments)
	require.Equal(t, []string{"hoa"}, assignees(u, evaluation.ActOutsideComment))
	o.must(reviewID, evaluation.ActRelate, "admin", pair("an", "hoa"))
	refused(t, o.do(reviewID, evaluation.ActOutsideComment, "hoa", evaluation.Comment{Subject: "an"}), fault.Denied, "related_case")
	o.must(reviewID, evaluation.ActOutsideComment, "hoa", evaluation.Comment{Subject: "binh"})
	require.Empty(t, assignees(u, evaluation.ActOutsideComment))
}

func TestARelationToldWhileASittingRunsIsRespectedByNewActs(t *testing.T) {
	t.Parallel()
	o, b := relatedSitting(t, strict(), "")
	require.Equal(t, []string{"chi"}, assignees(b, evaluation.ActConfirmAppraisal))
	o.must(sittingID, evaluation.ActRelate, "admin", pair("hoa", "chi"))
	require.Equal(t, []string{"chi", "binh"}, assignees(b, evaluation.ActConfirmAppraisal))
	o.work(sittingID, evaluation.StepDecision)
	require.Equal(t, "binh", b.Cases[1].Appraiser)

	require.Equal(t, []string{"an"}, assignees(b, evaluation.ActDecide))
	o.must(sittingID, evaluation.ActRelate, "admin", pair("an", "giang"))
	require.Equal(t, []string{"binh"}, assignees(b, evaluation.ActRateUnits), "the head is a relative of the chair")
	require.Equal(t, []string{"an", "binh"}, assignees(b, evaluation.ActDecide))
	refused(t, o.do(sittingID, evaluation.ActDecide, "an", marksOn([]string{"giang"}, evaluation.Good, nil)), fault.Denied, "related_case")
	o.work(sittingID, evaluation.StepAnnouncement)
	require.Equal(t, []string{"binh", "an"}, []string{b.Cases[0].Decider, b.Cases[1].Decider})

	o.must(sittingID, evaluation.CommandPublish, "cycle/mini-2018", nil)
	o.must(sittingID, evaluation.ActPetition, "hoa", nil)
	petition := o.processes[petitionID].(*evaluation.Petition)
	require.Equal(t, "em", petition.Presider)
	o.must(sittingID, evaluation.ActRelate, "admin", pair("em", "hoa"))
	require.Equal(t, "khanh", petition.Presider)
	require.Equal(t, []string{"khanh"}, assignees(petition, evaluation.ActAnswerPetition))
	upheld := evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}
	refused(t, o.do(petitionID, evaluation.ActAnswerPetition, "em", upheld), fault.Denied, "not_your_task")
	o.must(petitionID, evaluation.ActAnswerPetition, "khanh", upheld)
}

func TestADecisionBeforeTheRelationStands(t *testing.T) {
	t.Parallel()
	o, b := relatedSitting(t, strict(), "")
	o.work(sittingID, evaluation.StepDecision)
	o.must(sittingID, evaluation.ActRateUnits, "an", marksOn([]string{"phong-noi-vu"}, evaluation.Good, nil))
	o.must(sittingID, evaluation.ActDecide, "an", marksOn([]string{"hoa"}, evaluation.Good, nil))
	o.must(sittingID, evaluation.ActRelate, "admin", pair("an", "hoa"))
	require.Equal(t, "an", b.Cases[1].Decider)
	refused(t, o.do(sittingID, evaluation.ActDecide, "an", marksOn([]string{"hoa"}, evaluation.Excellent, nil)), fault.Denied, "related_case")
	require.Empty(t, assignees(b, evaluation.ActRateUnits), "the unit's result stands")
	o.must(sittingID, evaluation.ActDecide, "an", marksOn([]string{"giang"}, evaluation.Good, nil))
	require.Equal(t, evaluation.StepAnnouncement, b.Current().Name)
}

func TestARelationIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		rules evaluation.Rules
		known []string // pairs
		actor string
		args  any
		kind  fault.Kind
		code  string
	}{
		{"from an official", strict(), nil, "an", pair("an", "hoa"), fault.Denied, "wrong_role"},
		{"that is unreadable", strict(), nil, "admin", 7, fault.Invalid, "bad_arguments"},
		{"under a policy of before", testRules(), nil, "admin", pair("an", "hoa"), fault.Conflict, "no_conflict_rules"},
		{"of somebody to themself", strict(), nil, "admin", pair("an", "an"), fault.Invalid, "not_concerned"},
		{"of two on whom the body decides", strict(), nil, "admin", pair("hoa", "giang"), fault.Invalid, "not_concerned"},
		{"of somebody who has no part", strict(), nil, "admin", pair("an", "yen"), fault.Invalid, "not_concerned"},
		{"that is known", strict(), []string{"an", "hoa"}, "admin", pair("hoa", "an"), fault.Conflict, "related_already"},
		{"that leaves no two tellers", strict(), []string{"binh", "chi", "binh", "em", "binh", "khanh", "chi", "em", "chi", "khanh"}, "admin", pair("khanh", "em"), fault.Conflict, "nobody_left"},
		{"that leaves nobody to appraise", strict(), []string{"an", "hoa", "binh", "hoa", "chi", "hoa", "em", "hoa"}, "admin", pair("khanh", "hoa"), fault.Conflict, "nobody_left"},
		{"that leaves nobody to decide", strict(), []string{"an", "hoa", "binh", "hoa", "chi", "hoa"}, "admin", pair("khanh", "hoa"), fault.Conflict, "nobody_left"},
		{"that leaves nobody to preside", strict(), []string{"an", "hoa", "binh", "hoa"}, "admin", pair("khanh", "hoa"), fault.Conflict, "nobody_left"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, b := relatedSitting(t, tt.rules, "", tt.known...)
			before := len(b.Related)
			refused(t, o.do(sittingID, evaluation.ActRelate, tt.actor, tt.args), tt.kind, tt.code)
			require.Len(t, b.Related, before)
		})
	}
	t.Run("that leaves nobody to propose", func(t *testing.T) {
		t.Parallel()
		o, _ := relatedReview(t, strict(), "an", "dung", "binh", "dung", "chi", "dung")
		refused(t, o.do(reviewID, evaluation.ActRelate, "admin", pair("em", "dung")), fault.Conflict, "nobody_left")
	})
	t.Run("of a kind that does not bar", func(t *testing.T) {
		t.Parallel()
		refused(t, strict().Conflicts.CheckKind(roster.UncleAunt), fault.Conflict, "relation_does_not_bar")
		require.NoError(t, strict().Conflicts.CheckKind(roster.Spouse))
	})
	t.Run("by a petition, which its sitting tells", func(t *testing.T) {
		t.Parallel()
		o, _ := newPetition(t)
		refused(t, o.do(petitionID, evaluation.ActRelate, "admin", pair("binh", "hoa")), fault.Invalid, "unknown_act")
		refused(t, o.do(petitionID, evaluation.CommandPreside, "admin", evaluation.Preside{People: []string{"em"}}), fault.Denied, "wrong_role")
	})
}
