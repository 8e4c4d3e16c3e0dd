package evaluation_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// strict are test rules under which near relatives do not act or vote on each other, and all approvals count.
func strict() evaluation.Rules {
	rules := testRules()
	rules.Conflicts = &evaluation.ConflictRules{
		Kinds: []roster.RelationKind{roster.Spouse, roster.Parent, roster.Child, roster.Sibling}, Ballot: true,
		FourEyes: []string{evaluation.StepProposal, evaluation.StepAppraisal, evaluation.StepDecision},
	}
	return rules
}

func related(pairs ...string) []roster.Relation {
	var out []roster.Relation
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, roster.Relation{Official: pairs[i], Relative: pairs[i+1], Kind: roster.Sibling}.Canonical())
	}
	return out
}

// relatedReview is the review of a unit of five, of whom all but em are evaluated.
func relatedReview(t require.TestingT, rules evaluation.Rules, pairs ...string) (*office, *evaluation.UnitReview) {
	u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
		Unit: "xa-na-muoi", Chair: "an", Deputy: "binh",
		Members: []string{"an", "binh", "chi", "dung", "em"}, Subjects: []string{"an", "binh", "chi", "dung"}, Relations: related(pairs...),
	}, unitSteps(), rules)
	o := newOffice(t, u)
	o.begin(reviewID)
	return o, u
}

func TestAProposalFallsToTheNextWithoutAConflict(t *testing.T) {
	t.Parallel()
	loose := strict()
	loose.Conflicts.Kinds = []roster.RelationKind{roster.Spouse}
	tests := []struct {
		name  string
		rules evaluation.Rules
		pairs []string
		want  map[string]string // who proposes, by subject
	}{
		{"the chair on everybody else, the deputy on the chair", strict(), nil, map[string]string{"an": "binh", "binh": "an", "chi": "an", "dung": "an"}},
		{"the deputy on a relative of the chair", strict(), []string{"an", "dung"}, map[string]string{"an": "binh", "binh": "an", "chi": "an", "dung": "binh"}},
		{"the next in rank when chair and deputy are related", strict(), []string{"binh", "an"}, map[string]string{"an": "chi", "binh": "chi", "chi": "an", "dung": "an"}},
		{"a relation that the policy does not name bars nobody", loose, []string{"an", "dung"}, map[string]string{"an": "binh", "binh": "an", "chi": "an", "dung": "an"}},
		{"a policy of before knows no relations", testRules(), []string{"an", "dung"}, map[string]string{"an": "binh", "binh": "an", "chi": "an", "dung": "an"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, u := relatedReview(t, tt.rules, tt.pairs...)
			o.work(reviewID, evaluation.StepProposal)
			for _, task := range u.Current().Tasks {
				_, args := o.act(u, task)
				for _, m := range args.(evaluation.Marks).Marks {
					require.Equal(t, tt.want[m.Subject], task.Assignee, m.Subject)
				}
			}
			o.work(reviewID, "")
			require.True(t, procedure.Done(u))
			for _, p := range u.Proposed {
				require.Equal(t, tt.want[p.Subject], p.By, p.Subject)
			}
		})
	}
}

func TestRelativesDrawNoPapersOnEachOther(t *testing.T) {
	t.Parallel()
	o, _ := relatedReview(t, strict(), "an", "dung", "em", "chi")
	o.work(reviewID, "")
	want := []ballot.Exclusion{{Voter: "an", Subject: "dung"}, {Voter: "dung", Subject: "an"}, {Voter: "em", Subject: "chi"}}
	require.Equal(t, want, opened1(o, reviewID).Excluded, "em is not voted on")

	voting := strict()
	voting.Conflicts.Ballot = false
	o, _ = relatedReview(t, voting, "an", "dung")
	o.work(reviewID, "")
	require.Empty(t, opened1(o, reviewID).Excluded)
}

// opened1 is the first ballot that a process opened.
func opened1(o *office, id string) procedure.VoteOpened {
	i := slices.IndexFunc(o.effects[id], func(e procedure.Effect) bool { return e.Kind == procedure.EffectOpenVote })
	return argsOf[procedure.VoteOpened](o.t, o.effects[id][i])
}

func TestAReviewRefusesActsOnRelatives(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		step  string
		kind  string
		actor string
		args  any
		code  string
	}{
		{"a comment on a relative", evaluation.StepComments, evaluation.ActComment, "dung", evaluation.Comment{Subject: "an"}, "related_case"},
		{"a comment on oneself", evaluation.StepComments, evaluation.ActComment, "dung", evaluation.Comment{Subject: "dung"}, "own_case"},
		{"tellers who would check a relative", evaluation.StepBallot, procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"chi", "binh"}}, "tellers_related"},
		{"a proposal on a relative", evaluation.StepProposal, evaluation.ActPropose, "an", marksOn([]string{"chi", "dung"}, evaluation.Good, nil), "related_case"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, _ := relatedReview(t, strict(), "an", "dung", "binh", "chi")
			o.work(reviewID, tt.step)
			refused(t, o.do(reviewID, tt.kind, tt.actor, tt.args), fault.Denied, tt.code)
		})
	}
}

// relatedSitting is the sitting of a body of five on hoa, who was proposed by proposer, and on giang, who heads a unit.
func relatedSitting(t require.TestingT, rules evaluation.Rules, proposer string, pairs ...string) (*office, *evaluation.BodyDecision) {
	b := evaluation.NewBodyDecision("mini-2018", evaluation.Sitting{
		Body: "btv-mini", Level: 2, Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi", "em", "khanh"},
		Cases: []evaluation.Case{
			{Official: "giang", Unit: "phong-noi-vu", Group: "leader", Head: true}, {Official: "hoa", Unit: "phong-noi-vu", Group: "leader"},
		},
		Units: []evaluation.UnitCase{{Unit: "phong-noi-vu"}}, Relations: related(pairs...),
	}, bodySteps(), rules)
	o := newOffice(t, b)
	o.proposed = []evaluation.Signed{{Subject: "hoa", By: proposer}}
	o.begin(sittingID)
	return o, b
}

func TestACaseGoesThroughHandsWithoutAConflict(t *testing.T) {
	t.Parallel()
	eyes := func(steps ...string) evaluation.Rules {
		rules := strict()
		rules.Conflicts.FourEyes = steps
		return rules
	}
	all := strict()
	tests := []struct {
		name     string
		rules    evaluation.Rules
		proposer string
		pairs    []string
		want     [3]string // who appraised, decided and presides over a petition
	}{
		{"the appraiser, the chair and the deputy, when nobody has a conflict", all, "giang", nil, [3]string{"chi", "an", "binh"}},
		{"the deputy decides on a relative of the chair", all, "giang", []string{"an", "hoa"}, [3]string{"chi", "binh", "em"}},
		{"the deputy appraises a relative of the appraiser", all, "giang", []string{"chi", "hoa"}, [3]string{"binh", "an", "em"}},
		{"a relative of the deputy petitions before another member", all, "giang", []string{"binh", "hoa"}, [3]string{"chi", "an", "em"}},
		{"who has proposed does not appraise, nor preside", all, "chi", nil, [3]string{"binh", "an", "em"}},
		{"who has proposed may decide: another approved between", all, "an", nil, [3]string{"chi", "an", "binh"}},
		{"who has proposed does not decide, where the appraisal does not count", eyes(evaluation.StepProposal, evaluation.StepDecision), "an", nil, [3]string{"chi", "binh", "em"}},
		{"who has proposed appraises too, where nothing counts", eyes(), "chi", nil, [3]string{"chi", "an", "binh"}},
		{"another member appraises where appraiser and deputy may not, and nobody is left to preside", all, "giang", []string{"chi", "hoa", "binh", "hoa", "em", "hoa"}, [3]string{"khanh", "an", ""}},
		{"the appraiser decides where chair and deputy may not", all, "chi", []string{"an", "hoa", "em", "hoa", "khanh", "hoa"}, [3]string{"binh", "chi", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, b := relatedSitting(t, tt.rules, tt.proposer, tt.pairs...)
			o.work(sittingID, evaluation.StepAnnouncement)
			hoa := b.Cases[1]
			require.Equal(t, tt.want[:2], []string{hoa.Appraiser, hoa.Decider})
			o.must(sittingID, evaluation.CommandPublish, "cycle/mini-2018", nil)
			if tt.want[2] == "" {
				refused(t, o.do(sittingID, evaluation.ActPetition, "hoa", nil), fault.Conflict, "no_presider")
				return
			}
			o.must(sittingID, evaluation.ActPetition, "hoa", nil)
			require.Equal(t, tt.want[2], o.processes[petitionID].(*evaluation.Petition).Presider)
		})
	}
}

func TestASittingRefusesActsOnRelatives(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		pairs []string
		step  string
		kind  string
		actor string
		args  any
		code  string
	}{
		{"a decision on a relative", []string{"an", "hoa"}, evaluation.StepDecision, evaluation.ActDecide, "an", marksOn([]string{"hoa"}, evaluation.Good, nil), "related_case"},
		{"the result of a unit that a relative heads", []string{"an", "giang"}, evaluation.StepDecision, evaluation.ActRateUnits, "an", marksOn([]string{"phong-noi-vu"}, evaluation.Good, nil), "not_your_task"},
		{"tellers who would check a relative", []string{"binh", "em"}, evaluation.StepBallot, procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"binh", "em"}}, "tellers_related"},
		{"an appraisal that falls to another", []string{"chi", "hoa", "chi", "giang"}, evaluation.StepAppraisal, evaluation.ActConfirmAppraisal, "chi", nil, "not_your_task"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, _ := relatedSitting(t, strict(), "", tt.pairs...)
			o.work(sittingID, tt.step)
			refused(t, o.do(sittingID, tt.kind, tt.actor, tt.args), fault.Denied, tt.code)
		})
	}
}

func TestAUnitIsRatedByWhoDoesNotHeadIt(t *testing.T) {
	t.Parallel()
	o, b := relatedSitting(t, strict(), "", "an", "giang")
	o.work(sittingID, evaluation.StepDecision)
	o.must(sittingID, evaluation.ActRateUnits, "binh", marksOn([]string{"phong-noi-vu"}, evaluation.Good, nil))
	o.work(sittingID, evaluation.StepAnnouncement)
	require.Equal(t, evaluation.StepAnnouncement, b.Current().Name)
	require.Equal(t, "binh", b.Cases[0].Decider)
	require.Equal(t, "an", b.Cases[1].Decider)
}
