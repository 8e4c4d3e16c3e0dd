package evaluation_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// prepare takes the enrolment of a district and prepares its reviews and sittings.
func prepare(d *roster.District, root string, rules evaluation.Rules) ([]procedure.NewProcess, []evaluation.Finding) {
	e, findings := evaluation.Enrol(d, root, endOf2018)
	var out []procedure.NewProcess
	for _, c := range e.Conferences {
		out = append(out, procedure.NewProcess{Input: evaluation.NewUnitReview("mini-2018", c, unitSteps(), rules)})
	}
	for _, s := range e.Sittings {
		out = append(out, procedure.NewProcess{Input: evaluation.NewBodyDecision("mini-2018", s, bodySteps(), rules)})
	}
	return out, append(findings, evaluation.Ready(out)...)
}

func relate(pairs ...string) func(*roster.District) {
	return func(d *roster.District) { d.Relations = append(d.Relations, related(pairs...)...) }
}

func unseat(body string, officials ...string) func(*roster.District) {
	return func(d *roster.District) {
		d.Members = slices.DeleteFunc(d.Members, func(m roster.BodyMember) bool {
			return m.Body == body && slices.Contains(officials, m.Official)
		})
	}
}

func TestReadinessFindsWhatConflictsOfInterestLeaveUndone(t *testing.T) {
	t.Parallel()
	unrelated := func(r *evaluation.Rules) { r.Conflicts.Kinds = []roster.RelationKind{roster.Spouse} }
	blind := func(r *evaluation.Rules) { r.Conflicts.Ballot = false }
	twoEyes := func(r *evaluation.Rules) { r.Conflicts.FourEyes = nil }
	everybody := []string{"secretary", "officer", "deputy", "officer", "cadre", "officer"}
	committee := []string{"secretary", "officer", "deputy", "officer", "member-1", "officer", "member-2", "officer"}
	tests := []struct {
		name   string
		rules  []func(*evaluation.Rules)
		change []func(*roster.District)
		want   []string
	}{
		{"a district without relations is ready", nil, nil, nil},
		{"one relative leaves enough people", []func(*evaluation.Rules){blind}, []func(*roster.District){relate("secretary", "officer")}, nil},
		{"relations that the policy does not name change nothing", []func(*evaluation.Rules){unrelated}, []func(*roster.District){relate(everybody...)}, nil},
		{
			"nobody may propose", []func(*evaluation.Rules){blind}, []func(*roster.District){relate(everybody...)},
			[]string{
				"xa: nobody may propose the grade of officer (relatives: secretary, deputy, cadre); hold the conference together",
				"du: nobody without a conflict of interest could preside over a petition of officer (relatives: secretary, deputy)",
			},
		},
		{
			"nobody may appraise", []func(*evaluation.Rules){blind}, []func(*roster.District){relate(committee...)},
			[]string{"du: nobody may confirm the appraisal of officer (relatives: secretary, deputy, member-1, member-2); seat another member"},
		},
		{
			"who may appraise may not decide too", []func(*evaluation.Rules){blind}, []func(*roster.District){relate(committee[2:]...)},
			[]string{"du: nobody may confirm the appraisal of officer (relatives: deputy, member-1, member-2)"},
		},
		{
			"nobody else may decide", []func(*evaluation.Rules){blind}, []func(*roster.District){relate("secretary", "officer", "deputy", "officer", "member-2", "officer")},
			[]string{"du: nobody may decide on officer (relatives: secretary, deputy, member-2)"},
		},
		{
			"nobody may preside over a petition, though one may both appraise and decide", []func(*evaluation.Rules){blind, twoEyes},
			[]func(*roster.District){relate("deputy", "officer", "member-1", "officer", "member-2", "officer")},
			[]string{"du: nobody without a conflict of interest could preside over a petition of officer (relatives: deputy, member-1, member-2)"},
		},
		{
			"nobody may preside in a body where all others have a part", []func(*evaluation.Rules){blind}, []func(*roster.District){unseat("du", "member-1"), relate("member-2", "officer")},
			[]string{"du: nobody without a conflict of interest could preside over a petition of officer (relatives: member-2)"},
		},
		{
			"nobody may rate a unit", []func(*evaluation.Rules){blind, twoEyes},
			[]func(*roster.District){relate("huyen-1", "secretary", "huyen-2", "secretary", "huyen-3", "secretary", "huyen-4", "secretary")},
			[]string{
				"btv: nobody may record the result of xa, which secretary heads (relatives: huyen-1, huyen-2, huyen-3, huyen-4)",
				"btv: nobody may confirm the appraisal of secretary",
			},
		},
		{
			"no two tellers in a conference", []func(*evaluation.Rules){blind}, []func(*roster.District){relate("deputy", "cadre", "cadre", "officer", "officer", "deputy")},
			[]string{"xa: no two tellers can be elected: all members besides the chair are related to each other"},
		},
		{
			"no two tellers in a body", []func(*evaluation.Rules){blind}, []func(*roster.District){relate("huyen-2", "huyen-3", "huyen-3", "huyen-4", "huyen-4", "huyen-2")},
			[]string{"btv: no two tellers can be elected"},
		},
		{
			"too few may vote on somebody", nil, []func(*roster.District){relate("cadre", "officer", "officer", "deputy")},
			[]string{"xa: only 1 of 3 may vote on officer, too few for the quorum of 2/3 (relatives: deputy, cadre)"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rules := strict()
			for _, change := range tt.rules {
				change(&rules)
			}
			_, findings := prepare(town(func(d *roster.District) {
				for _, change := range tt.change {
					change(d)
				}
			}), "huyen", rules)
			require.Len(t, findings, len(tt.want), "%v", findings)
			for i, want := range tt.want {
				require.Contains(t, findings[i].String(), want)
				require.NotEmpty(t, findings[i].Remedy)
			}
		})
	}
}

func TestReadinessAsksNothingOfStepsThatAreOff(t *testing.T) {
	t.Parallel()
	for _, mode := range []procedure.Mode{procedure.Off, procedure.External} {
		requireNothingAsked(t, mode)
	}
}

func requireNothingAsked(t *testing.T, mode procedure.Mode) {
	t.Helper()
	steps := unitSteps()
	for i := range steps {
		steps[i].Mode = mode
	}
	u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
		Unit: "xa", Chair: "an", Deputy: "binh", Members: []string{"an", "binh", "chi"}, Subjects: []string{"an"},
		Relations: related("an", "binh", "an", "chi", "binh", "chi"),
	}, steps, strict())
	require.Empty(t, evaluation.Ready([]procedure.NewProcess{{Input: u}}))
}

func TestTheDemonstrationDistrictIsReadyUnderTheStrictRules(t *testing.T) {
	t.Parallel()
	for folder, root := range map[string]string{"caoloc": "huyen-cao-loc", "mini": "huyen-mini"} {
		_, findings := prepare(district(t, folder), root, strict())
		require.Empty(t, findings, folder)
	}
}

// Whatever the roster, its relations and the policy are: readiness reports a finding, or the cycle comes to its end with
// somebody for every act; and no accepted act is ever on oneself or a relative, whoever tries and whatever relations are
// told on the way.
func TestNoAcceptedActIsOnOneselfOrARelative(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, rules := randomTown(t)
		prepared, findings := prepare(d, "huyen", rules)
		if len(findings) > 0 {
			return
		}
		o := newOffice(t, evaluationsOf(prepared)...)
		for _, p := range prepared {
			s := p.Input.(procedure.Process).Base()
			o.begin(s.ID)
			for !procedure.Done(o.processes[s.ID]) {
				before := s.Version
				o.meddle(t, s.ID, d)
				if st := s.Current(); st != nil && st.Name == evaluation.StepAnnouncement {
					o.must(s.ID, evaluation.CommandPublish, "cycle/mini-2018", nil)
				}
				o.workAll()
				require.Less(t, before, s.Version, "%s is stuck", s.ID)
			}
		}
		o.requireClean(t, rules, d.Relations)
	})
}

func evaluationsOf(prepared []procedure.NewProcess) []procedure.Process {
	out := make([]procedure.Process, len(prepared))
	for i, p := range prepared {
		out[i] = p.Input.(procedure.Process)
	}
	return out
}

// randomTown is one unit whose officials are decided by one body of them and others, with relations among all.
func randomTown(t *rapid.T) (*roster.District, evaluation.Rules) {
	d := &roster.District{
		Units:  []roster.Unit{{Code: "huyen"}, {Code: "xa", Parent: "huyen"}},
		Bodies: []roster.Body{{Code: "du", Level: roster.LevelGrassroots}, {Code: "tinh", Level: roster.LevelProvince}},
	}
	var people []string
	for i := range rapid.IntRange(3, 6).Draw(t, "officials") {
		who := fmt.Sprintf("o-%d", i)
		people = append(people, who)
		managed := rapid.SampledFrom([]string{"du", "du", "tinh"}).Draw(t, "managed by")
		d.Posts = append(d.Posts, roster.Post{Code: "post-" + who, Unit: "xa", TitleGroup: "g", Rank: i + 1, IsHead: i == 0, ManagedBy: managed})
		d.Tenures = append(d.Tenures, roster.Tenure{Official: who, Post: "post-" + who, Principal: true})
	}
	people = append(people, "m-0", "m-1", "m-2", "m-3")
	seated := rapid.Permutation(people).Draw(t, "seated")[:rapid.IntRange(3, 6).Draw(t, "seats")]
	for i, who := range seated {
		role := []roster.Role{roster.RoleChair, roster.RoleOrganisation, roster.RoleDeputy, roster.RoleMember}[min(i, 3)]
		d.Members = append(d.Members, roster.BodyMember{Body: "du", Official: who, Role: role})
	}
	for i, a := range people {
		for _, b := range people[i+1:] {
			if rapid.IntRange(0, 11).Draw(t, "related") == 0 {
				kind := rapid.SampledFrom([]roster.RelationKind{roster.Spouse, roster.Sibling, roster.Child}).Draw(t, "kind")
				d.Relations = append(d.Relations, roster.Relation{Official: a, Relative: b, Kind: kind}.Canonical())
			}
		}
	}
	rules := strict()
	rules.HeadNotAboveUnit = false
	rules.Conflicts.Ballot = rapid.Bool().Draw(t, "ballot")
	rules.Conflicts.Kinds = rapid.SampledFrom([][]roster.RelationKind{rules.Conflicts.Kinds, {roster.Spouse}, nil}).Draw(t, "kinds")
	rules.Conflicts.FourEyes = rapid.SampledFrom([][]string{
		rules.Conflicts.FourEyes, nil, {evaluation.StepAppraisal, evaluation.StepDecision},
	}).Draw(t, "four eyes")
	if rapid.IntRange(0, 9).Draw(t, "policy of before") == 0 {
		rules.Conflicts = nil
	}
	return d, rules
}

// meddle has random people try acts on random subjects; most are refused.
func (o *office) meddle(t *rapid.T, id string, d *roster.District) {
	for range rapid.IntRange(0, 4).Draw(t, "meddlers") {
		var subjects []string
		for _, tenure := range d.Tenures {
			if rapid.Bool().Draw(t, "subject") {
				subjects = append(subjects, tenure.Official)
			}
		}
		actor := d.Members[rapid.IntRange(0, len(d.Members)-1).Draw(t, "actor")].Official
		switch kind := rapid.SampledFrom([]string{evaluation.ActPropose, evaluation.ActComment, evaluation.ActDecide, evaluation.ActPetition, evaluation.ActRelate}).Draw(t, "act"); kind {
		case evaluation.ActComment:
			_ = o.do(id, kind, actor, evaluation.Comment{Subject: d.Tenures[0].Official}) // refused or not: what is accepted is looked at in the end
		case evaluation.ActPetition:
			if o.petitions[actor].Outcome == "" {
				o.petitions[actor] = evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}
			}
		case evaluation.ActRelate:
			other := d.Tenures[rapid.IntRange(0, len(d.Tenures)-1).Draw(t, "relative")].Official
			_ = o.do(id, kind, "admin", pair(actor, other)) // as above
		default:
			_ = o.do(id, kind, actor, marksOn(subjects, evaluation.Good, nil)) // as above
		}
	}
}

// requireClean looks at every accepted act: none is on the actor or on a relative whom the process knew of by then.
func (o *office) requireClean(t *rapid.T, rules evaluation.Rules, relations []roster.Relation) {
	for id, effects := range o.effects {
		var known evaluation.Relatives
		for _, r := range relations {
			if rules.Conflicts != nil && slices.Contains(rules.Conflicts.Kinds, r.Kind) {
				known = known.With(r.Official, r.Relative)
			}
		}
		for _, e := range effects {
			if e.Kind != procedure.EffectAct {
				continue
			}
			cmd := argsOf[procedure.Act](t, e).Command
			for _, subject := range subjectsOf(o.processes[id], cmd) {
				require.NoError(t, known.Refuse(cmd.Actor, subject), "%s by %s", cmd.Kind, cmd.Actor)
			}
			if cmd.Kind == evaluation.ActRelate {
				r := procedure.Decode[evaluation.Relate](cmd)
				known = known.With(r.Official, r.Relative)
			}
		}
		if b, ok := o.processes[id].(*evaluation.BodyDecision); ok {
			for _, c := range b.Cases {
				requireEyes(t, rules, c)
			}
		}
	}
}

// subjectsOf are the officials on whom an act of judgement is.
func subjectsOf(p procedure.Process, cmd procedure.Command) []string {
	var out []string
	switch cmd.Kind {
	case evaluation.ActComment:
		out = append(out, procedure.Decode[evaluation.Comment](cmd).Subject)
	case evaluation.ActPropose, evaluation.ActDecide:
		for _, m := range procedure.Decode[evaluation.Marks](cmd).Marks {
			out = append(out, m.Subject)
		}
	case evaluation.ActConfirmAppraisal:
		for _, c := range p.(*evaluation.BodyDecision).Cases {
			if c.Appraiser == cmd.Actor {
				out = append(out, c.Official)
			}
		}
	case evaluation.ActAnswerPetition:
		out = append(out, p.(*evaluation.Petition).Official)
	}
	return out
}

// requireEyes holds the approvals of a case against the rule of four eyes.
func requireEyes(t *rapid.T, rules evaluation.Rules, c evaluation.Case) {
	require.NotEmpty(t, c.Appraiser)
	require.NotEmpty(t, c.Decider)
	if rules.Conflicts == nil {
		return
	}
	by := map[string]string{evaluation.StepProposal: c.Proposer, evaluation.StepAppraisal: c.Appraiser, evaluation.StepDecision: c.Decider}
	eyes := rules.Conflicts.FourEyes
	for i := 1; i < len(eyes); i++ {
		require.NotEqual(t, by[eyes[i-1]], by[eyes[i]], "%s and %s of %s", eyes[i-1], eyes[i], c.Official)
	}
}
