package evaluation_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

const moveCycle = "mini-2018"

// newDistrict is a cycle of three units of five, xa-a to xa-c: their heads a1, b1 and c1 are decided by btv, everybody
// else by the committee of their commune, du-a to du-c, which the head chairs. t1 to t4 sit in btv.
func newDistrict(t require.TestingT) (*office, *evaluation.Cycle) {
	e := evaluation.Enrolment{}
	btv := evaluation.Sitting{
		Body: "btv", Level: 2, Chair: "t1", Deputy: "t2", Appraiser: "t3", Members: []string{"t1", "t2", "t3", "t4"},
	}
	for _, u := range []string{"a", "b", "c"} {
		people := []string{u + "1", u + "2", u + "3", u + "4", u + "5"}
		e.Conferences = append(e.Conferences, evaluation.Conference{
			Unit: "xa-" + u, Chair: people[0], Deputy: people[1], Members: people, Subjects: slices.Clone(people),
		})
		du := evaluation.Sitting{
			Body: "du-" + u, Level: 1, Chair: people[0], Deputy: people[1], Appraiser: "o" + u,
			Members: []string{people[0], people[1], "o" + u, "p" + u, "q" + u},
		}
		for i, who := range people {
			c := evaluation.Case{Official: who, Unit: "xa-" + u, Group: "officer"}
			if i == 0 {
				c.Group, c.Head = "head", true
				btv.Cases, btv.Units = append(btv.Cases, c), append(btv.Units, evaluation.UnitCase{Unit: "xa-" + u})
				continue
			}
			du.Cases = append(du.Cases, c)
		}
		e.Sittings = append(e.Sittings, du)
	}
	e.Sittings = append(e.Sittings, btv)
	c := evaluation.NewCycle(moveCycle, e, cycleSteps(1, 2))
	processes := []procedure.Process{c}
	for _, conf := range e.Conferences {
		processes = append(processes, evaluation.NewUnitReview(moveCycle, conf, unitSteps(), testRules()))
	}
	for _, s := range e.Sittings {
		processes = append(processes, evaluation.NewBodyDecision(moveCycle, s, bodySteps(), testRules()))
	}
	o := newOffice(t, processes...)
	o.begin(c.ID)
	return o, c
}

// at is the placement of an officer, or of the head, of a unit of newDistrict.
func at(unit string, head bool) *evaluation.Placement {
	p := &evaluation.Placement{Unit: "xa-" + unit, Post: "post-" + unit, Group: "officer", Body: "du-" + unit}
	if head {
		p.Group, p.Head, p.Body = "head", true, "btv"
	}
	return p
}

func moving(official, from, to string) evaluation.EnrolmentChange {
	return evaluation.EnrolmentChange{Kind: evaluation.ChangeMove, People: []evaluation.Mover{
		{Official: official, From: at(from, false), To: at(to, false)},
	}}
}

func leaving(official string, from *evaluation.Placement, seats ...string) evaluation.EnrolmentChange {
	return evaluation.EnrolmentChange{Kind: evaluation.ChangeLeave, People: []evaluation.Mover{
		{Official: official, From: from, Seats: seats},
	}}
}

func (o *office) review(unit string) *evaluation.UnitReview {
	return o.processes[evaluation.UnitReviewID(moveCycle, "xa-"+unit)].(*evaluation.UnitReview)
}

func (o *office) sitting(body string) *evaluation.BodyDecision {
	return o.processes[evaluation.BodyDecisionID(moveCycle, body)].(*evaluation.BodyDecision)
}

func (o *office) change(c evaluation.EnrolmentChange) {
	o.must(evaluation.CycleID(moveCycle), evaluation.ActChangeEnrolment, "admin", c)
}

// refusedChanges lists the codes with which changes came to nothing.
func (o *office) refusedChanges() int {
	n := 0
	for _, e := range o.effects[evaluation.CycleID(moveCycle)] {
		if e.Kind == evaluation.EffectChangeRefused {
			n++
		}
	}
	return n
}

// open lists the open tasks of somebody in a process.
func open(p procedure.Process, who string) []string {
	var acts []string
	if st := p.Base().Current(); st != nil {
		for _, task := range st.Tasks {
			if task.Assignee == who && !task.Done {
				acts = append(acts, task.Act)
			}
		}
	}
	return acts
}

func officials(cases []evaluation.Case) []string {
	var out []string
	for _, c := range cases {
		out = append(out, c.Official)
	}
	return out
}

func TestAMoverIsReleasedAndAdmittedWithTheirState(t *testing.T) {
	t.Parallel()
	o, c := newDistrict(t)
	o.must(o.review("a").ID, evaluation.ActSelfReview, "a3", evaluation.SelfReview{Grade: evaluation.Good})
	m := moving("a3", "a", "b")
	m.People[0].Speaker = "a1"
	o.change(m)
	m = moving("a4", "a", "b")
	o.change(m)

	require.Empty(t, c.Changes)
	require.Equal(t, []string{"a1", "a2", "a5"}, o.review("a").Subjects)
	require.Equal(t, []string{"a1", "a2", "a5"}, o.review("a").Vote.Roll)
	require.Empty(t, open(o.review("a"), "a4"))
	require.Equal(t, []string{"b1", "b2", "b3", "b4", "b5", "a3", "a4"}, o.review("b").Subjects)
	require.Equal(t, o.review("b").Subjects, o.review("b").Vote.Questions)
	require.Empty(t, open(o.review("b"), "a3"), "the filed self-review came along")
	require.Equal(t, []string{evaluation.ActSelfReview}, open(o.review("b"), "a4"))
	require.Equal(t, []string{"a2", "a5"}, officials(o.sitting("du-a").Cases), "also where the sitting has not begun")
	require.Contains(t, o.sitting("du-b").Cases, evaluation.Case{Official: "a3", Unit: "xa-b", Group: "officer"})
	refused(t, o.do(o.review("a").ID, evaluation.ActSelfReview, "a4", evaluation.SelfReview{Grade: evaluation.Good}), fault.Denied, "not_your_task")

	o.work(o.review("b").ID, evaluation.StepComments)
	require.Equal(t, []string{evaluation.ActOutsideComment}, open(o.review("b"), "a1"), "the unit that was left has its say")
	o.workAll()
	require.True(t, procedure.Done(c))
}

func TestNobodyIsAskedAboutWhoHasMovedOn(t *testing.T) {
	t.Parallel()
	o, c := newDistrict(t)
	m := moving("a3", "a", "b")
	m.People[0].Speaker = "a1"
	o.change(m)
	o.work(o.review("b").ID, evaluation.StepComments)
	require.Equal(t, []string{evaluation.ActOutsideComment}, open(o.review("b"), "a1"))
	o.change(moving("a3", "b", "c"))
	require.Empty(t, open(o.review("b"), "a1"), "there is nobody left to comment on")
	o.workAll()
	require.True(t, procedure.Done(c))
}

func TestWhoComesLateFilesInTheStepThatIsOpen(t *testing.T) {
	t.Parallel()
	o, c := newDistrict(t)
	o.work(o.review("b").ID, evaluation.StepComments)
	o.change(evaluation.EnrolmentChange{Kind: evaluation.ChangeJoin, People: []evaluation.Mover{{Official: "new", To: at("b", false)}}})
	require.Equal(t, []string{evaluation.ActSelfReview}, open(o.review("b"), "new"))
	o.must(o.review("b").ID, evaluation.ActSelfReview, "new", evaluation.SelfReview{Grade: evaluation.Completed})
	o.work(o.review("b").ID, evaluation.StepProposal)
	o.must(o.review("b").ID, evaluation.ActPropose, "b1", marksOn([]string{"b2", "b3", "b4", "b5", "new"}, evaluation.Good, nil))

	o.change(evaluation.EnrolmentChange{Kind: evaluation.ChangeJoin, People: []evaluation.Mover{{Official: "newer", To: at("b", false)}}})
	require.Equal(t, []string{evaluation.ActSelfReview}, open(o.review("b"), "newer"))
	require.Equal(t, []string{evaluation.ActPropose}, open(o.review("b"), "b1"), "a proposal is still to be made")
	o.must(o.review("b").ID, evaluation.ActPropose, "b1", marksOn([]string{"newer"}, evaluation.Good, nil))
	o.must(o.review("b").ID, evaluation.ActPropose, "b2", marksOn([]string{"b1"}, evaluation.Good, nil))
	require.True(t, procedure.Done(o.review("b")), "who came late holds nobody up")
	o.workAll()
	require.True(t, procedure.Done(c))
	require.Len(t, o.sitting("du-b").Cases, 6)
}

// A change that one process refuses leaves everybody where they were.
func TestAChangeHappensToAllOrToNobody(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		before func(o *office)
		change evaluation.EnrolmentChange
	}{
		{"a ballot is under way where the mover goes", func(o *office) {
			o.work(o.review("b").ID, evaluation.StepBallot)
			o.must(o.review("b").ID, procedure.CommandElectTellers, "b1", procedure.ElectTellers{Tellers: []string{"b2", "b3"}})
		}, moving("a3", "a", "b")},
		{"a ballot is under way where the mover comes from", func(o *office) {
			o.work(o.review("a").ID, evaluation.StepBallot)
			o.must(o.review("a").ID, procedure.CommandElectTellers, "a1", procedure.ElectTellers{Tellers: []string{"a2", "a3"}})
		}, moving("a3", "a", "b")},
		{"the official is not in that unit", func(*office) {}, moving("b3", "a", "b")},
		{"the official is there already", func(*office) {}, evaluation.EnrolmentChange{
			Kind: evaluation.ChangeJoin, People: []evaluation.Mover{{Official: "b3", To: at("b", false)}}}},
		{"too few would be left", func(o *office) {
			o.change(moving("a3", "a", "c"))
			o.change(moving("a4", "a", "c"))
		}, moving("a5", "a", "b")},
		{"nobody could preside over a petition in the leaver's body", func(o *office) {
			o.change(leaving("pa", nil, evaluation.BodyDecisionID(moveCycle, "du-a")))
		}, leaving("qa", nil, evaluation.BodyDecisionID(moveCycle, "du-a"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, c := newDistrict(t)
			tt.before(o)
			lists := func() (all [][]string) {
				for _, u := range []string{"a", "b", "c"} {
					all = append(all, o.review(u).Subjects, o.review(u).Vote.Roll, officials(o.sitting("du-"+u).Cases), o.sitting("du-"+u).Members)
				}
				return all
			}
			before := lists()
			o.change(tt.change)
			require.Equal(t, before, lists())
			require.Equal(t, 1, o.refusedChanges())
			require.Empty(t, c.Changes)
			for _, p := range o.processes {
				switch p := p.(type) {
				case *evaluation.UnitReview:
					require.Nil(t, p.Changing)
				case *evaluation.BodyDecision:
					require.Nil(t, p.Changing)
				}
			}
			o.workAll()
			require.True(t, procedure.Done(c))
		})
	}
}

func TestALeaversSeatsGoToOthers(t *testing.T) {
	t.Parallel()
	t.Run("the chair of a conference", func(t *testing.T) {
		t.Parallel()
		o, c := newDistrict(t)
		o.work(o.review("a").ID, evaluation.StepComments)
		require.Equal(t, []string{evaluation.ActAdoptMinutes}, open(o.review("a"), "a1"))
		o.change(leaving("a1", at("a", true), evaluation.BodyDecisionID(moveCycle, "du-a")))
		u := o.review("a")
		require.Equal(t, []string{"a2", "a3"}, []string{u.Chair, u.Deputy})
		require.Empty(t, open(u, "a1"))
		require.Equal(t, []string{evaluation.ActAdoptMinutes}, open(u, "a2"))
		require.Equal(t, "a2", u.Vote.Chair)
		b := o.sitting("du-a")
		require.Equal(t, []string{"a2", "pa", "oa"}, []string{b.Chair, b.Deputy, b.Appraiser})
		require.NotContains(t, officials(o.sitting("btv").Cases), "a1")
		require.Contains(t, o.sitting("btv").Units, evaluation.UnitCase{Unit: "xa-a"}, "the unit is still decided on")
		o.workAll()
		require.True(t, procedure.Done(c))
	})
	t.Run("all seats go to a successor", func(t *testing.T) {
		t.Parallel()
		o, _ := newDistrict(t)
		m := leaving("t1", nil, evaluation.BodyDecisionID(moveCycle, "btv"))
		m.People[0].Successor = "t9"
		o.change(m)
		b := o.sitting("btv")
		require.Equal(t, "t9", b.Chair)
		require.Equal(t, []string{"t2", "t3", "t4", "t9"}, b.Members)
	})
	t.Run("the announcer, while the announcement is waited for", func(t *testing.T) {
		t.Parallel()
		o, c := newDistrict(t)
		for c.Current().Name != evaluation.StepAnnouncement {
			for _, id := range slices.Clone(o.running) {
				if id != c.ID {
					o.work(id, "")
				}
			}
		}
		require.Equal(t, []string{evaluation.ActAnnounce}, open(c, "t3"))
		o.change(leaving("t3", nil, evaluation.BodyDecisionID(moveCycle, "btv")))
		require.Empty(t, open(c, "t3"))
		require.Equal(t, []string{evaluation.ActAnnounce}, open(c, "t4"))
	})
}

func TestADecisionStandsWhenTheOfficialLeaves(t *testing.T) {
	t.Parallel()
	o, c := newDistrict(t)
	for c.Current().Name != evaluation.StepAnnouncement {
		for _, id := range slices.Clone(o.running) {
			if id != c.ID {
				o.work(id, "")
			}
		}
	}
	refused(t, o.do(c.ID, evaluation.ActChangeEnrolment, "admin", moving("a3", "a", "b")), fault.Conflict, "decision_ended")
	o.change(leaving("a3", at("a", false)))
	i := slices.IndexFunc(o.sitting("du-a").Cases, func(c evaluation.Case) bool { return c.Official == "a3" })
	require.Equal(t, evaluation.Good, o.sitting("du-a").Cases[i].Decided)
	o.must(c.ID, evaluation.ActAnnounce, "t3", nil)
	require.Empty(t, open(o.sitting("du-a"), "a3"), "nobody waits for their acknowledgement")
	o.workAll()
	require.True(t, procedure.Done(c))
}

func TestAUnitIsMergedIntoOthers(t *testing.T) {
	t.Parallel()
	o, c := newDistrict(t)
	o.must(o.review("a").ID, evaluation.ActSelfReview, "a2", evaluation.SelfReview{Grade: evaluation.Good})
	merge := evaluation.EnrolmentChange{Kind: evaluation.ChangeMerge, Unit: "xa-a", People: []evaluation.Mover{
		{Official: "a1", From: at("a", true), To: at("b", false)},
		{Official: "a2", From: at("a", false), To: at("b", false)},
		{Official: "a3", From: at("a", false), To: at("b", false)},
		{Official: "a4", From: at("a", false), To: at("c", false)},
		{Official: "a5", From: at("a", false), To: at("c", false)},
	}}
	o.change(merge)
	require.Zero(t, o.refusedChanges())
	u := o.review("a")
	require.True(t, procedure.Done(u))
	require.Equal(t, "dissolved", u.Step(evaluation.StepSelfReview).ClosedBy)
	require.Equal(t, []string{"xa-b", "xa-c"}, c.Units)
	require.Len(t, o.review("b").Subjects, 8)
	require.Empty(t, open(o.review("b"), "a2"))
	require.Len(t, o.review("c").Subjects, 7)
	require.Empty(t, o.sitting("du-a").Cases)
	require.NotContains(t, o.sitting("btv").Units, evaluation.UnitCase{Unit: "xa-a"}, "a unit that has ended is not decided on")
	o.workAll()
	require.True(t, procedure.Done(c))
}

// The sitting has begun: who comes is appraised with the others, and who leaves takes no seat for Excellent along.
func TestASittingThatHasBegunAdmitsUntilItHasDecided(t *testing.T) {
	t.Parallel()
	o, c := newDistrict(t)
	for _, u := range []string{"a", "b", "c"} {
		o.work(o.review(u).ID, "")
	}
	o.work(o.sitting("du-b").ID, evaluation.StepDecision)
	o.change(moving("a3", "a", "b"))
	require.Zero(t, o.refusedChanges())
	b := o.sitting("du-b")
	require.Equal(t, evaluation.Case{Official: "a3", Unit: "xa-b", Group: "officer", Suggested: evaluation.Good}, b.Cases[len(b.Cases)-1])
	o.must(b.ID, evaluation.ActDecide, "b1", o.decisions(b, "b1"))
	require.Equal(t, evaluation.StepAnnouncement, b.Current().Name)
	refused(t, o.do(c.ID, evaluation.ActChangeEnrolment, "admin", moving("c3", "c", "b")), fault.Conflict, "decision_ended")
	o.workAll()
	require.True(t, procedure.Done(c))
}

func TestChangesThatCannotBeAskedFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change evaluation.EnrolmentChange
		kind   fault.Kind
		code   string
	}{
		{"nobody", evaluation.EnrolmentChange{Kind: evaluation.ChangeMove}, fault.Invalid, "no_people"},
		{"somebody twice", evaluation.EnrolmentChange{Kind: evaluation.ChangeMerge, People: append(moving("a3", "a", "b").People,
			moving("a3", "a", "c").People...)}, fault.Invalid, "named_twice"},
		{"to where they are", moving("a3", "a", "a"), fault.Invalid, "nothing_changed"},
		{"to a body without a sitting", moving("a3", "a", "z"), fault.Conflict, "no_sitting"},
		{"to a unit whose review has ended", evaluation.EnrolmentChange{Kind: evaluation.ChangeJoin, People: []evaluation.Mover{{
			Official: "new", To: &evaluation.Placement{Unit: "xa-z", Post: "p", Body: "du-a"}}}}, fault.Conflict, "review_ended"},
	}
	o, c := newDistrict(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			refused(t, o.do(c.ID, evaluation.ActChangeEnrolment, "admin", tt.change), tt.kind, tt.code)
		})
	}
	refused(t, o.do(c.ID, evaluation.ActChangeEnrolment, "a1", moving("a3", "a", "b")), fault.Denied, "wrong_role")
	o.slow = true
	o.change(moving("a3", "a", "b"))
	refused(t, o.do(c.ID, evaluation.ActChangeEnrolment, "admin", moving("a3", "a", "c")), fault.Conflict, "changing_already")
}
