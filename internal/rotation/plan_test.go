package rotation_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
)

// planner carries out what a plan asks for: it computes assignments with the real solver, counts ballots as told, and
// starts rotations.
type planner struct {
	*rotation.Plan
	t       *testing.T
	now     time.Time
	n       int
	against []string // officials whose rotation the body votes down
	started []rotation.ToStart
	refuse  []rotation.NotStarted
}

// newPlanner opens a plan of two offices and two communes; everybody may go everywhere but where they are.
func newPlanner(t *testing.T, caps ...rotation.Cap) *planner {
	t.Helper()
	parts := rotation.PlanParts{
		Body: "btv", Chair: "chair", Members: []string{"chair", "organiser", "member"}, Organiser: "organiser",
		Heads: []rotation.UnitHead{{Unit: "office-1", Official: "head-1"}, {Unit: "office-2", Official: "head-2"}, {Unit: "commune-1", Official: "head-3"}},
	}
	var steps []procedure.Step
	for _, name := range []string{
		rotation.StepProposals, rotation.StepAssignment, rotation.StepDossiers, rotation.StepConsultation, rotation.StepBallot, rotation.StepDecision,
	} {
		steps = append(steps, procedure.Step{Name: name, Mode: procedure.Internal, CloseEarly: true})
	}
	plan, err := rotation.NewPlan("y-2020", "district", parts, caps, 1, []string{"health", "assets"}, 36, steps, rotation.PlanBallot{
		Quorum:    ballot.Quorum{Num: 2, Den: 3, Base: ballot.BasePresent},
		Threshold: ballot.Threshold{RatioBP: 5000, Strict: true, Base: ballot.BaseConvened},
	})
	require.NoError(t, err)
	d := &planner{Plan: plan, t: t, now: time.Date(2020, 3, 2, 2, 0, 0, 0, time.UTC)}
	procedure.Open(d.Plan, d.now)
	d.effects()
	return d
}

// try gives a command and answers its effects.
func (d *planner) try(role procedure.Role, actor, kind string, args any) error {
	d.t.Helper()
	raw, err := json.Marshal(args)
	require.NoError(d.t, err)
	d.n++
	cmd := procedure.Command{Key: fmt.Sprint("k", d.n), Kind: kind, Actor: actor, Role: role, ReceivedAt: d.now, Args: raw}
	if err := procedure.Check(d.Plan, cmd); err != nil {
		return err
	}
	procedure.Apply(d.Plan, cmd, d.now)
	text, err := json.Marshal(d.Plan) // as the state is carried on
	require.NoError(d.t, err)
	d.Plan = &rotation.Plan{}
	require.NoError(d.t, json.Unmarshal(text, d.Plan))
	d.effects()
	return nil
}

func (d *planner) act(actor, kind string, args any) {
	d.t.Helper()
	require.NoError(d.t, d.try(procedure.Official, actor, kind, args))
}

func (d *planner) effects() {
	for len(d.Effects) > 0 {
		e := d.Effects[0]
		d.Applied(e.Seq)
		switch e.Kind {
		case rotation.EffectAssign:
			require.NoError(d.t, d.try(procedure.System, d.ID, rotation.CommandAssigned, assign(d.t, e)))
		case rotation.EffectStartRotations:
			var start rotation.StartRotations
			require.NoError(d.t, json.Unmarshal(e.Args, &start))
			d.started = start.Rotations
			require.NoError(d.t, d.try(procedure.System, d.ID, rotation.CommandRotationsStarted, rotation.RotationsStarted{Refused: d.refuse}))
		case procedure.EffectCountVote:
			counted := procedure.Counted{Ballot: procedure.BallotID(d.ID, rotation.StepBallot, 1), QuorumMet: true, Hash: "h"}
			for _, q := range d.Vote.Questions {
				choice := rotation.Yes
				if slices.Contains(d.against, q) {
					choice = rotation.No
				}
				counted.Outcomes = append(counted.Outcomes, ballot.Outcome{Subject: q, Verdict: ballot.Carried, Choices: []string{choice}})
			}
			require.NoError(d.t, d.try(procedure.System, d.ID, procedure.CommandCounted, counted))
		}
	}
}

// assign computes what is asked for: an is in office-1, binh in office-2, chi in commune-1; longer codes suit better.
func assign(t *testing.T, e procedure.Effect) rotation.Assigned {
	var asked rotation.AssignmentAsked
	require.NoError(t, json.Unmarshal(e.Args, &asked))
	units := []assignment.Unit{{Code: "district"}}
	for _, u := range []string{"office-1", "office-2", "commune-1", "commune-2"} {
		units = append(units, assignment.Unit{Code: u, Parent: "district"})
	}
	posts := map[string]string{"chair-1": "commune-1", "chair-2": "commune-2"}
	at := map[string]string{"an": "office-1", "binh": "office-2", "chi": "commune-1"}
	var holders []rotation.Holder
	var pairs []rotation.Weighed
	for _, p := range asked.People {
		holders = append(holders, rotation.Holder{Official: p.Official, Post: "post-of-" + p.Official, Unit: at[p.Official]})
		for _, n := range asked.Needs {
			w := rotation.Weighed{Official: p.Official, Post: n.Post, Suitability: int64(len(p.Official))}
			if posts[n.Post] == at[p.Official] {
				w.Excluding = []rotation.Finding{{Rule: "ownUnit", Values: "post.own_unit = true"}}
			}
			pairs = append(pairs, w)
		}
	}
	field := rotation.Field{Units: units, Posts: posts, People: holders, Pairs: pairs}
	in := asked.Instance(field)
	plan, err := assignment.Solve(in)
	if err != nil {
		f, _ := fault.As(err)
		return rotation.Assigned{Revision: asked.Revision, Unsolved: f.Code}
	}
	file, err := assignment.NewFile(in, plan)
	require.NoError(t, err)
	require.NoError(t, file.Verify())
	return asked.Answer(file, field)
}

// proposed has the units propose: an, binh and chi for two posts of the communes.
func (d *planner) proposed() *planner {
	d.t.Helper()
	d.act("head-1", rotation.ActProposeRotation, rotation.PlanProposal{People: []rotation.ProposedPerson{{Official: "an"}}})
	d.act("head-2", rotation.ActProposeRotation, rotation.PlanProposal{People: []rotation.ProposedPerson{{Official: "binh"}}})
	d.act("head-3", rotation.ActProposeRotation, rotation.PlanProposal{
		Needs: []rotation.ProposedNeed{
			{Post: "chair-1", Urgency: 50}, {Post: "chair-2", Urgency: 20},
		},
		People: []rotation.ProposedPerson{{Official: "chi"}},
	})
	return d
}

func (d *planner) accepted() *planner {
	d.t.Helper()
	d.act("organiser", rotation.ActAcceptAssignment, rotation.Accepted{SHA256: d.SHA256})
	return d
}

func (d *planner) papers() {
	d.t.Helper()
	for _, pair := range d.Pairs {
		if missing := d.Missing(pair.Official); len(missing) > 0 {
			d.act("organiser", rotation.ActConfirmPapers, rotation.PlanPapers{Official: pair.Official, Items: missing})
		}
	}
}

// agree has everybody agree who is asked.
func (d *planner) agree() {
	d.t.Helper()
	for _, who := range []string{"head-1", "head-2", "head-3", "organiser", "an", "binh", "chi"} {
		open := d.OpenAnswers(who)
		for i := range open {
			open[i].Agrees = true
		}
		if len(open) > 0 {
			d.act(who, rotation.ActAnswerConsultation, rotation.Consulted{Answers: open})
		}
	}
}

func (d *planner) balloted() {
	d.t.Helper()
	d.act("chair", procedure.CommandElectTellers, procedure.ElectTellers{Tellers: []string{"organiser", "member"}})
	d.act("organiser", procedure.CommandCount, nil)
	d.act("member", procedure.CommandConfirmCount, nil)
}

func (d *planner) placements() map[string]string {
	at := map[string]string{}
	for _, p := range d.Pairs {
		at[p.Official] = p.Post
	}
	return at
}

func dated(text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestAPlanGoesFromProposalsToRotations(t *testing.T) {
	t.Parallel()
	d := newPlanner(t).proposed()
	require.Equal(t, map[string]string{"binh": "chair-1", "chi": "chair-2"}, d.placements())
	require.Equal(t, rotation.StepAssignment, d.Current().Name)
	d.accepted().papers()
	require.Equal(t, rotation.StepConsultation, d.Current().Name)
	d.agree()
	require.Equal(t, rotation.StepBallot, d.Current().Name)
	d.against = []string{"chi"}
	d.balloted()
	require.Equal(t, rotation.StepDecision, d.Current().Name)
	d.act("chair", rotation.ActDecideRotations, rotation.PlanDecision{
		Decisions: []rotation.PlanDecided{{Official: "binh", Decided: dated("2020-03-05"), Months: 36}}, Documents: true,
	})
	require.True(t, procedure.Done(d.Plan))
	require.Equal(t, []rotation.ToStart{{
		PlanPair: rotation.PlanPair{Official: "binh", From: "post-of-binh", Origin: "office-2", Post: "chair-1", Destination: "commune-1"},
		Code:     "y-2020-binh", Decided: dated("2020-03-05"), Months: 36, Releaser: "head-2", Receiver: "head-3",
	}}, d.started)
}

func TestARefusalExcludesThePairAndAsksForWhoComesInstead(t *testing.T) {
	t.Parallel()
	d := newPlanner(t).proposed()
	d.act("organiser", rotation.ActChangeAssignment, rotation.AssignmentChange{
		Placement: assignment.Placement{Official: "binh", Post: "chair-2"}, Action: rotation.ForbidPair,
	})
	d.accepted().papers()
	refuses := d.OpenAnswers("binh")
	require.ErrorContains(t, d.try(procedure.Official, "binh", rotation.ActAnswerConsultation, rotation.Consulted{Answers: refuses}), "say why")
	d.act("binh", rotation.ActAnswerConsultation, rotation.Consulted{Answers: refuses, Reasons: true})
	require.Equal(t, map[string]string{"an": "chair-1", "chi": "chair-2"}, d.placements(), "chi stays, where that costs nothing")
	require.Equal(t, rotation.RuleRefusedPerson, d.Excluded[1].Rule)
	require.Equal(t, rotation.StepConsultation, d.Current().Name)
	require.Equal(t, []string{"health", "assets"}, d.Missing("an"))
	d.agree()
	require.Equal(t, rotation.StepConsultation, d.Current().Name, "the dossier of who comes instead is not complete")
	d.papers()
	require.Equal(t, rotation.StepBallot, d.Current().Name)
	require.Equal(t, []string{"an", "chi"}, d.Vote.Questions)
}

func TestPeopleChangeTheAssignmentByHand(t *testing.T) {
	t.Parallel()
	d := newPlanner(t, rotation.Cap{Unit: "commune-1", Receive: new(1)}).proposed()
	change := func(action, official, post string) rotation.AssignmentChange {
		return rotation.AssignmentChange{Placement: assignment.Placement{Official: official, Post: post}, Action: action}
	}
	before := d.SHA256
	d.act("organiser", rotation.ActChangeAssignment, change(rotation.FixPair, "an", "chair-1"))
	require.Equal(t, map[string]string{"an": "chair-1", "binh": "chair-2"}, d.placements())
	require.ErrorContains(t, d.try(procedure.Official, "organiser", rotation.ActAcceptAssignment, rotation.Accepted{SHA256: before}), "look at it again")

	d.act("organiser", rotation.ActChangeAssignment, change(rotation.ForbidPair, "binh", "chair-2"))
	require.Equal(t, map[string]string{"an": "chair-1", "chi": "chair-2"}, d.placements())
	d.act("organiser", rotation.ActChangeAssignment, change(rotation.FreePair, "an", "chair-1"))
	require.Equal(t, map[string]string{"binh": "chair-1", "chi": "chair-2"}, d.placements())

	for _, c := range []struct {
		change rotation.AssignmentChange
		code   string
	}{
		{change(rotation.FreePair, "chi", "chair-1"), "not_changed"},
		{change(rotation.ForbidPair, "binh", "chair-2"), "changed_already"},
		{change(rotation.FixPair, "an", "chair-9"), "not_a_need"},
		{change("swap", "an", "chair-1"), "unknown_action"},
		{change(rotation.FixPair, "organiser", "chair-1"), "own_case"},
	} {
		f, ok := fault.As(d.try(procedure.Official, "organiser", rotation.ActChangeAssignment, c.change))
		require.True(t, ok)
		require.Equal(t, c.code, f.Code)
	}
	require.Equal(t, fault.Denied, fault.KindOf(d.try(procedure.Official, "head-1", rotation.ActChangeAssignment, change(rotation.FixPair, "an", "chair-1"))))

	d.act("organiser", rotation.ActChangeAssignment, change(rotation.FixPair, "chi", "chair-1"))
	require.Equal(t, "bad_instance", d.Unsolved, "chi works in commune-1; a rule excludes the pair")
	require.ErrorContains(t, d.try(procedure.Official, "organiser", rotation.ActAcceptAssignment, rotation.Accepted{SHA256: d.SHA256}), "free a pair")
	for code, fix := range map[string]rotation.AssignmentChange{
		"taken": change(rotation.FixPair, "an", "chair-1"), "person_taken": change(rotation.FixPair, "chi", "chair-2"),
	} {
		f, _ := fault.As(d.try(procedure.Official, "organiser", rotation.ActChangeAssignment, fix))
		require.Equal(t, code, f.Code)
	}
}

func TestBadInputOfAPlanIsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	t.Run("proposals", func(t *testing.T) {
		t.Parallel()
		d := newPlanner(t)
		d.act("head-1", rotation.ActProposeRotation, rotation.PlanProposal{
			Needs: []rotation.ProposedNeed{{Post: "chair-1"}}, People: []rotation.ProposedPerson{{Official: "an"}},
		})
		for code, bad := range map[string]rotation.PlanProposal{
			"need_twice":   {Needs: []rotation.ProposedNeed{{Post: "chair-1"}}},
			"person_twice": {People: []rotation.ProposedPerson{{Official: "an"}}},
			"bad_urgency":  {Needs: []rotation.ProposedNeed{{Post: "chair-2", Urgency: 101}}},
		} {
			f, ok := fault.As(d.try(procedure.Official, "head-2", rotation.ActProposeRotation, bad))
			require.True(t, ok, code)
			require.Equal(t, code, f.Code)
		}
		require.Len(t, d.Needs, 1)
		require.Len(t, d.People, 1)
	})
	t.Run("caps", func(t *testing.T) {
		t.Parallel()
		parts := rotation.PlanParts{Body: "btv", Chair: "a", Members: []string{"a", "b", "c"}, Organiser: "b"}
		for _, caps := range [][]rotation.Cap{{{Unit: "u", Release: new(-1)}}, {{Unit: "u"}, {Unit: "u"}}} {
			_, err := rotation.NewPlan("y", "u", parts, caps, 1, nil, 36, nil, rotation.PlanBallot{})
			f, _ := fault.As(err)
			require.Equal(t, "bad_cap", f.Code)
		}
		_, err := rotation.NewPlan("y", "u", rotation.PlanParts{Members: []string{"a"}}, nil, 1, nil, 36, nil, rotation.PlanBallot{})
		require.ErrorContains(t, err, "needs a chair")
	})
	t.Run("papers and answers", func(t *testing.T) {
		t.Parallel()
		d := newPlanner(t).proposed().accepted()
		for code, bad := range map[string]rotation.PlanPapers{
			"not_placed": {Official: "an", Items: []string{"health"}}, "unknown_paper": {Official: "binh", Items: []string{"diploma"}},
		} {
			f, _ := fault.As(d.try(procedure.Official, "organiser", rotation.ActConfirmPapers, bad))
			require.Equal(t, code, f.Code)
		}
		d.papers()
		for code, bad := range map[string]rotation.Consulted{
			"nothing_answered": {},
			"not_asked": {Answers: []rotation.PlanAnswer{{
				Placement: assignment.Placement{Official: "chi", Post: "chair-2"}, Side: rotation.SidePerson, Agrees: true,
			}}},
		} {
			f, _ := fault.As(d.try(procedure.Official, "binh", rotation.ActAnswerConsultation, bad))
			require.Equal(t, code, f.Code)
		}
	})
	t.Run("decisions", func(t *testing.T) {
		t.Parallel()
		d := newPlanner(t).proposed().accepted()
		d.papers()
		d.agree()
		d.now = d.now.AddDate(0, 0, 3)
		d.balloted()
		require.Equal(t, dated("2020-03-05"), d.Balloted)
		of := func(official, on string, months int) rotation.PlanDecided {
			return rotation.PlanDecided{Official: official, Decided: dated(on), Months: months}
		}
		for code, bad := range map[string][]rotation.PlanDecided{
			"decided_before_ballot": {of("binh", "2020-03-04", 36), of("chi", "2020-03-06", 36)},
			"too_short":             {of("binh", "2020-03-06", 35), of("chi", "2020-03-06", 36)},
			"person_twice":          {of("binh", "2020-03-06", 36), of("binh", "2020-03-06", 36)},
			"not_carried":           {of("an", "2020-03-06", 36)},
			"decision_missing":      {of("binh", "2020-03-06", 36)},
		} {
			f, ok := fault.As(d.try(procedure.Official, "chair", rotation.ActDecideRotations, rotation.PlanDecision{Decisions: bad, Documents: true}))
			require.True(t, ok, code)
			require.Equal(t, code, f.Code)
		}
		f, _ := fault.As(d.try(procedure.Official, "chair", rotation.ActDecideRotations, rotation.PlanDecision{}))
		require.Equal(t, "document_missing", f.Code)
		d.refuse = []rotation.NotStarted{{Official: "chi", Code: "rotating_already"}}
		d.act("chair", rotation.ActDecideRotations, rotation.PlanDecision{
			Decisions: []rotation.PlanDecided{of("binh", "2020-03-06", 36), of("chi", "2020-03-06", 48)}, Documents: true,
		})
		require.True(t, procedure.Done(d.Plan))
		require.Equal(t, d.refuse, d.Refused)
	})
}

func TestWhoMayDoWhatOfAPlanForAnother(t *testing.T) {
	t.Parallel()
	d := newPlanner(t).proposed()
	require.NoError(t, d.MayTake(rotation.StepAssignment, rotation.ActAcceptAssignment, "organiser", "member"))
	require.Error(t, d.MayTake(rotation.StepAssignment, rotation.ActAcceptAssignment, "organiser", "binh"))
	require.Error(t, d.MayTake(rotation.StepConsultation, rotation.ActAnswerConsultation, "binh", "member"), "a person's own word")
	overseer, _ := d.Overseer(d.Current())
	require.Equal(t, "chair", overseer)
	require.NoError(t, d.try(procedure.Administrator, "admin", procedure.CommandCancel, nil))
	require.True(t, d.Cancelled)
}
