package evaluation_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// roll is what the record says of each official: where they are enrolled.
type roll map[string]evaluation.Placement

// newRoll starts with the people of newDistrict.
func newRoll() roll {
	r := roll{}
	for _, u := range []string{"a", "b", "c"} {
		for i := 1; i <= 5; i++ {
			r[fmt.Sprint(u, i)] = *at(u, i == 1)
		}
	}
	return r
}

// read takes the enrolments recorded since the last time.
func (r roll) read(t require.TestingT, effects []procedure.Effect, after int64) int64 {
	for _, e := range effects {
		if e.Seq <= after || e.Kind != evaluation.EffectEnrol {
			continue
		}
		after = e.Seq
		for _, m := range argsOf[evaluation.Enrolling](t, e).People {
			delete(r, m.Official)
			if m.To != nil {
				r[m.Official] = *m.To
			}
		}
	}
	return after
}

// Whatever people move, come and leave in between what others do, and however long commands are on their way: nobody is
// ever twice before a conference or a sitting, in the end everybody is once where the record says, nobody who has filed
// a self-review is asked again, and the cycle comes to its end.
func TestMovementsKeepEverybodyInOnePlace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o, c := newDistrict(t)
		o.slow = true
		enrolled, seen := newRoll(), int64(0)
		filed := map[string]bool{}
		for i := range rapid.IntRange(5, 60).Draw(t, "acts") {
			switch rapid.SampledFrom([]string{"work", "work", "work", "deliver", "deliver", "change"}).Draw(t, "act") {
			case "work":
				o.anything(t, filed)
			case "deliver":
				o.deliverOne(t)
			case "change":
				_ = o.do(c.ID, evaluation.ActChangeEnrolment, "admin", anyChange(t, enrolled, i)) // some are refused at once
			}
			seen = enrolled.read(t, o.effects[c.ID], seen)
			nobodyTwice(t, o)
		}
		for len(o.mail) > 0 {
			o.deliverOne(t)
		}
		enrolled.read(t, o.effects[c.ID], seen)
		require.Empty(t, c.Changes, "nothing is left under way")
		everybodyOnce(t, o, enrolled)
		for who := range filed {
			for _, id := range o.running {
				require.NotContains(t, open(o.processes[id], who), evaluation.ActSelfReview, "%s has filed", who)
			}
		}
		o.slow = false
		o.workAll()
		require.True(t, procedure.Done(c), "the cycle waits in %v", c.Current())
		decided := map[string]int{}
		for _, id := range o.running {
			if b, ok := o.processes[id].(*evaluation.BodyDecision); ok {
				for _, k := range b.Cases {
					require.NotEmpty(t, k.Decided, k.Official)
					if !k.Left {
						decided[k.Official]++
					}
				}
			}
		}
		for who := range enrolled {
			require.Equal(t, 1, decided[who], who)
			delete(decided, who)
		}
		require.Empty(t, decided, "nobody else is decided on")
	})
}

// anything lets somebody do one of their tasks.
func (o *office) anything(t *rapid.T, filed map[string]bool) {
	type todo struct {
		id   string
		task procedure.Task
	}
	var todos []todo
	for _, id := range o.running {
		p := o.processes[id]
		st := p.Base().Current()
		if st == nil {
			continue
		}
		for _, task := range st.Tasks {
			if !task.Done && !o.waits(p, task) && task.Act != evaluation.ActAnnounce && task.Act != evaluation.ActAcknowledge {
				todos = append(todos, todo{id, task})
			}
		}
	}
	if len(todos) == 0 {
		return
	}
	x := rapid.SampledFrom(todos).Draw(t, "task")
	kind, args := o.act(o.processes[x.id], x.task)
	err := o.do(x.id, kind, x.task.Assignee, args)
	if err == nil {
		if kind == evaluation.ActSelfReview {
			filed[x.task.Assignee] = true
		}
		return
	}
	f, ok := fault.As(err)
	require.True(t, ok, err)
	require.Equal(t, "list_changing", f.Code, "%s by %s in %s: %s", kind, x.task.Assignee, x.id, f.Text)
}

// deliverOne brings one of the commands that are on their way, in any order.
func (o *office) deliverOne(t *rapid.T) {
	if len(o.mail) == 0 {
		return
	}
	i := rapid.IntRange(0, len(o.mail)-1).Draw(t, "letter")
	l := o.mail[i]
	o.mail = slices.Delete(slices.Clone(o.mail), i, i+1)
	o.deliver(l)
}

func anyChange(t *rapid.T, enrolled roll, serial int) evaluation.EnrolmentChange {
	people := make([]string, 0, len(enrolled))
	for who := range enrolled {
		people = append(people, who)
	}
	slices.Sort(people)
	unit := rapid.SampledFrom([]string{"a", "b", "c"})
	kind := rapid.SampledFrom([]evaluation.ChangeKind{
		evaluation.ChangeMove, evaluation.ChangeMove, evaluation.ChangeLeave, evaluation.ChangeJoin, evaluation.ChangeMerge,
	}).Draw(t, "kind")
	change := evaluation.EnrolmentChange{Kind: kind}
	mover := func(who string) evaluation.Mover {
		m := evaluation.Mover{Official: who, From: new(enrolled[who]), To: at(unit.Draw(t, "to"), false)}
		if rapid.Bool().Draw(t, "speaks") {
			m.Speaker = strings.Replace(m.From.Unit, "xa-", "o", 1)
		}
		return m
	}
	switch kind {
	case evaluation.ChangeJoin:
		change.People = []evaluation.Mover{{Official: fmt.Sprint("new", serial), To: at(unit.Draw(t, "to"), false)}}
	case evaluation.ChangeMerge:
		change.Unit = "xa-" + unit.Draw(t, "ends")
		for _, who := range people {
			if enrolled[who].Unit == change.Unit {
				change.People = append(change.People, mover(who))
			}
		}
	default:
		who := rapid.SampledFrom(people).Draw(t, "who")
		m := mover(who)
		if kind == evaluation.ChangeLeave {
			m.To, m.Speaker = nil, ""
			for _, u := range []string{"a", "b", "c"} {
				if strings.HasPrefix(who, u) {
					m.Seats = []string{evaluation.BodyDecisionID(moveCycle, "du-"+u)}
				}
			}
		}
		change.People = []evaluation.Mover{m}
	}
	return change
}

// places lists, by official, the reviews and the sittings that have them on their lists and have not promised them to
// another.
func places(o *office) (reviews, sittings map[string][]string) {
	reviews, sittings = map[string][]string{}, map[string][]string{}
	promised := func(l *evaluation.ListChange, who string) bool { return l != nil && slices.Contains(l.Out, who) }
	for id, p := range o.processes {
		switch p := p.(type) {
		case *evaluation.UnitReview:
			for _, who := range p.Subjects {
				if !procedure.Done(p) && !promised(p.Changing, who) {
					reviews[who] = append(reviews[who], id)
				}
			}
		case *evaluation.BodyDecision:
			for _, k := range p.Cases {
				if !k.Left && !promised(p.Changing, k.Official) {
					sittings[k.Official] = append(sittings[k.Official], id)
				}
			}
		}
	}
	return reviews, sittings
}

func nobodyTwice(t *rapid.T, o *office) {
	reviews, sittings := places(o)
	for _, of := range []map[string][]string{reviews, sittings} {
		for who, in := range of {
			require.LessOrEqual(t, len(in), 1, "%s is in %v", who, in)
		}
	}
	for _, p := range o.processes { // what a ballot was opened with stays
		for _, e := range o.effects[p.Base().ID] {
			if e.Kind == procedure.EffectOpenVote && p.Base().Step(evaluation.StepBallot).Status == procedure.Running {
				v := argsOf[procedure.VoteOpened](t, e)
				raw, err := json.Marshal(p)
				require.NoError(t, err)
				var now struct{ Vote procedure.Vote }
				require.NoError(t, json.Unmarshal(raw, &now))
				require.Equal(t, v.Roll, now.Vote.Roll)
				require.Equal(t, v.Questions, now.Vote.Questions)
			}
		}
	}
}

func everybodyOnce(t *rapid.T, o *office, enrolled roll) {
	reviews, sittings := places(o)
	for who, p := range enrolled {
		require.Equal(t, []string{evaluation.BodyDecisionID(moveCycle, p.Body)}, sittings[who], who)
		review := o.processes[evaluation.UnitReviewID(moveCycle, p.Unit)]
		if !procedure.Done(review) && len(reviews[who]) > 0 {
			require.Equal(t, []string{evaluation.UnitReviewID(moveCycle, p.Unit)}, reviews[who], who)
		}
	}
	for who := range sittings {
		require.Contains(t, enrolled, who)
	}
	for who := range reviews {
		require.Contains(t, enrolled, who)
	}
}
