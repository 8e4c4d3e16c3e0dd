package evaluation_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

var opened = time.Date(2018, 12, 3, 2, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// testRules are those of a small policy: one in five may be Excellent, and one in any group.
func testRules() evaluation.Rules {
	return evaluation.Rules{
		Grades: []evaluation.Grade{
			evaluation.Excellent, evaluation.Good, evaluation.Completed, evaluation.NotCompleted, evaluation.NotRated,
		},
		Cap: evaluation.Cap{
			RatioBP: 2000, Denominator: evaluation.AllStaff, Group: evaluation.ByTitleGroup, Rounding: evaluation.HalfUp,
			SmallGroup: evaluation.AllowOne, Enforcement: evaluation.Block,
		},
		HeadNotAboveUnit: true,
		Quorum:           ballot.Quorum{Num: 2, Den: 3, Base: ballot.BasePresent},
	}
}

func step(name string, dueDays int, onDue bool) procedure.Step {
	return procedure.Step{Name: name, Mode: procedure.Internal, DueDays: dueDays, CloseEarly: true, CloseOnDue: onDue}
}

func unitSteps() []procedure.Step {
	return []procedure.Step{
		step(evaluation.StepSelfReview, 10, true), step(evaluation.StepComments, 5, false),
		step(evaluation.StepBallot, 3, false), step(evaluation.StepProposal, 3, false),
	}
}

func bodySteps() []procedure.Step {
	return []procedure.Step{
		step(evaluation.StepAppraisal, 5, false), step(evaluation.StepBallot, 3, false),
		step(evaluation.StepDecision, 3, false), step(evaluation.StepAnnouncement, 0, false),
		step(evaluation.StepPetitionWindow, 5, true), step(evaluation.StepPetitions, 0, false),
	}
}

func petitionSteps() []procedure.Step {
	return []procedure.Step{step(evaluation.StepAnswer, 10, false)}
}

func cycleSteps(levels ...int) []procedure.Step {
	steps := []procedure.Step{step(evaluation.StepUnitReviews, 0, false)}
	for _, level := range levels {
		steps = append(steps, step(evaluation.SittingsStep(level), 0, false))
	}
	return append(steps, step(evaluation.StepAnnouncement, 5, false), step(evaluation.StepPetitions, 0, false),
		step(evaluation.StepClosing, 0, false))
}

// office is a cycle in memory: it takes the effects of its processes and answers them, and people who work through it.
type office struct {
	t         require.TestingT
	now       time.Time
	serial    int
	processes map[string]procedure.Process
	running   []string // in the order in which they began
	suggest   map[string]evaluation.Grade
	effects   map[string][]procedure.Effect // taken, by process
	petitions map[string]evaluation.Answer  // who petitions, and the answer
	proposed  []evaluation.Signed           // by units that are not in this office
	slow      bool                          // what processes send one another waits in mail
	mail      []letter
}

// letter is a command on its way from one process to another.
type letter struct {
	from string
	send procedure.Send
}

func newOffice(t require.TestingT, processes ...procedure.Process) *office {
	o := &office{
		t: t, now: opened, processes: map[string]procedure.Process{}, suggest: map[string]evaluation.Grade{},
		effects: map[string][]procedure.Effect{}, petitions: map[string]evaluation.Answer{},
	}
	for _, p := range processes {
		o.processes[p.Base().ID] = p
	}
	return o
}

func (o *office) begin(id string) {
	p := o.processes[id]
	require.NotNil(o.t, p, id)
	o.running = append(o.running, id)
	procedure.Open(p, o.now)
	o.settle(p)
}

// command is one by an official, by the administrator ("admin") or by a process (an id with a slash).
func (o *office) command(kind, actor string, args any) procedure.Command {
	o.serial++
	raw, err := json.Marshal(args)
	require.NoError(o.t, err)
	role := procedure.Official
	if actor == "admin" {
		role = procedure.Administrator
	} else if slices.Contains([]byte(actor), '/') {
		role = procedure.System
	}
	return procedure.Command{
		Key: fmt.Sprintf("key-%d", o.serial), Kind: kind, Actor: actor, Role: role, ReceivedAt: o.now, Args: raw,
	}
}

func (o *office) do(id, kind, actor string, args any) error {
	p := o.processes[id]
	cmd := o.command(kind, actor, args)
	if err := procedure.Check(p, cmd); err != nil {
		return err
	}
	procedure.Apply(p, cmd, o.now)
	o.settle(p)
	return nil
}

func (o *office) must(id, kind, actor string, args any) {
	if h, ok := o.t.(*testing.T); ok {
		h.Helper()
	}
	require.NoError(o.t, o.do(id, kind, actor, args), "%s by %s", kind, actor)
}

// settle takes the effects of a process and does what they ask for.
func (o *office) settle(p procedure.Process) {
	s := p.Base()
	for len(s.Effects) > 0 {
		e := s.Effects[0]
		s.Applied(e.Seq)
		o.effects[s.ID] = append(o.effects[s.ID], e)
		o.effect(s, e)
	}
}

func (o *office) effect(s *procedure.State, e procedure.Effect) {
	switch e.Kind {
	case procedure.EffectDue:
		req := argsOf[procedure.DueRequest](o.t, e)
		due := req.Due
		if due.IsZero() {
			due = req.From.Add(time.Duration(req.Days) * day)
		}
		o.must(s.ID, procedure.CommandDueSet, s.ID, procedure.DueSet{Step: req.Step, Due: due})
	case procedure.EffectDrain:
		o.must(s.ID, procedure.CommandExpired, s.ID, procedure.Expired(argsOf[procedure.Drain](o.t, e)))
	case procedure.EffectCountVote:
		v := argsOf[procedure.VoteCount](o.t, e)
		o.must(s.ID, procedure.CommandCounted, s.ID, procedure.Counted{Ballot: v.Ballot, QuorumMet: true, Hash: "h"})
	case procedure.EffectSend:
		l := letter{s.ID, argsOf[procedure.Send](o.t, e)}
		if o.slow {
			o.mail = append(o.mail, l)
			return
		}
		o.deliver(l)
	case procedure.EffectRecall:
		for _, id := range o.running {
			if p := o.processes[id].Base(); p.ID != s.ID && !p.Concluded {
				o.must(id, procedure.CommandCancel, s.ID, nil)
			}
		}
	case procedure.EffectLaunch:
		o.launch(s, argsOf[procedure.Launch](o.t, e))
	case evaluation.EffectAppraise:
		o.must(s.ID, evaluation.CommandAppraised, s.ID, o.appraised(s.ID))
	case evaluation.EffectCloseCycle:
		o.must(s.ID, evaluation.CommandCycleClosed, s.ID, nil)
	}
}

// deliver brings a command to its process, or back to its sender when it is refused.
func (o *office) deliver(l letter) {
	p := o.processes[l.send.To]
	if p == nil {
		return
	}
	cmd := o.command(l.send.Kind, l.from, l.send.Args)
	err := procedure.Check(p, cmd)
	if err == nil {
		procedure.Apply(p, cmd, o.now)
		o.settle(p)
		return
	}
	f, ok := fault.As(err)
	require.True(o.t, ok, err)
	if l.send.Return {
		o.must(l.from, procedure.CommandReturned, l.send.To, procedure.Returned{
			Key: cmd.Key, Process: l.send.To, Kind: cmd.Kind, Code: f.Code, Args: cmd.Args,
		})
		return
	}
	require.Equal(o.t, evaluation.CommandAbandonChange, l.send.Kind, "%s refused %s: %v", l.send.To, l.send.Kind, err)
}

func (o *office) launch(s *procedure.State, l procedure.Launch) {
	if l.Kind == evaluation.KindPetition {
		b := o.processes[s.ID].(*evaluation.BodyDecision)
		i := slices.IndexFunc(b.Cases, func(c evaluation.Case) bool { return c.Official == l.Scope })
		p, err := evaluation.NewPetition(b, l.Scope, l.People, b.Cases[i].Decided, petitionSteps())
		require.NoError(o.t, err)
		o.processes[p.ID] = p
		o.begin(p.ID)
		return
	}
	var ids []string
	for id, p := range o.processes {
		if b, ok := p.(*evaluation.BodyDecision); p.Base().Kind == l.Kind && (!ok || fmt.Sprint(b.Level) == l.Scope) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		o.begin(id)
	}
}

func (o *office) appraised(id string) evaluation.Appraised {
	a := evaluation.Appraised{Proposed: slices.Clone(o.proposed)}
	for _, c := range o.processes[id].(*evaluation.BodyDecision).Cases {
		grade := evaluation.Good
		if g, ok := o.suggest[c.Official]; ok {
			grade = g
		}
		a.Marks = append(a.Marks, evaluation.Mark{Subject: c.Official, Grade: grade})
		if u, ok := o.processes[evaluation.UnitReviewID("mini-2018", c.Unit)].(*evaluation.UnitReview); ok {
			for _, p := range u.Proposed {
				if p.Subject == c.Official {
					a.Proposed = append(a.Proposed, p)
				}
			}
		}
	}
	return a
}

// work lets everybody do their tasks in a process until it reaches a step, or its end for "".
func (o *office) work(id, until string) {
	for range 1000 {
		p := o.processes[id]
		st := p.Base().Current()
		if st == nil || st.Name == until {
			return
		}
		i := slices.IndexFunc(st.Tasks, func(task procedure.Task) bool { return !task.Done && !o.waits(p, task) })
		if i < 0 {
			return // waits for another process
		}
		kind, args := o.act(p, st.Tasks[i])
		o.must(id, kind, st.Tasks[i].Assignee, args)
	}
	require.Fail(o.t, "the work does not end", id)
}

// waits reports whether somebody has decided on all their cases and only keeps the task until the others have.
func (o *office) waits(p procedure.Process, task procedure.Task) bool {
	b, ok := p.(*evaluation.BodyDecision)
	return ok && task.Act == evaluation.ActDecide && !slices.ContainsFunc(o.decisions(b, task.Assignee).Marks, func(m evaluation.Mark) bool {
		return slices.ContainsFunc(b.Cases, func(c evaluation.Case) bool { return c.Official == m.Subject && c.Decided == "" })
	})
}

// workAll lets everybody do everything until nobody has a task.
func (o *office) workAll() {
	for before := -1; before != o.serial; {
		before = o.serial
		for _, id := range slices.Clone(o.running) {
			o.work(id, "")
		}
	}
}

// act is what somebody does about a task.
func (o *office) act(p procedure.Process, task procedure.Task) (kind string, args any) {
	switch task.Act {
	case evaluation.ActSelfReview:
		return task.Act, evaluation.SelfReview{Grade: evaluation.Good}
	case evaluation.ActOutsideComment:
		u := p.(*evaluation.UnitReview)
		i := slices.IndexFunc(u.Asked, func(a evaluation.Asked) bool { return a.By == task.Assignee && !a.Done })
		return task.Act, evaluation.Comment{Subject: u.Asked[i].Subject}
	case procedure.CommandElectTellers:
		return task.Act, procedure.ElectTellers{Tellers: o.tellers(p)}
	case evaluation.ActPropose:
		u := p.(*evaluation.UnitReview)
		falls := o.falls(u.ID, task, u.Chair, u.Deputy)
		return task.Act, marksOn(u.Subjects, evaluation.Good, func(s string) bool {
			return falls(s) && !slices.ContainsFunc(u.Proposed, func(p evaluation.Signed) bool { return p.Subject == s })
		})
	case evaluation.ActRateUnits:
		var units []string
		for _, u := range p.(*evaluation.BodyDecision).Units {
			units = append(units, u.Unit)
		}
		b := p.(*evaluation.BodyDecision)
		return task.Act, marksOn(units, evaluation.Good, o.falls(b.ID, task, b.Chair, b.Deputy))
	case evaluation.ActDecide:
		return task.Act, o.decisions(p.(*evaluation.BodyDecision), task.Assignee)
	case evaluation.ActAcknowledge:
		if _, petitions := o.petitions[task.Assignee]; petitions {
			return evaluation.ActPetition, nil
		}
		return task.Act, nil
	case evaluation.ActAnswerPetition:
		return task.Act, o.petitions[p.(*evaluation.Petition).Official]
	default:
		return task.Act, nil
	}
}

// falls reports of a subject whether an act on it falls to the one with the task: as the process said, or, in a state
// stored before processes said so, to the chair and to the deputy on the chair.
func (o *office) falls(id string, task procedure.Task, chair, deputy string) func(subject string) bool {
	said := map[string]string{}
	for _, e := range o.effects[id] {
		if e.Kind != procedure.EffectDuties {
			continue
		}
		if set := argsOf[procedure.DutiesSet](o.t, e); set.Act == task.Act {
			for _, d := range set.Duties {
				said[d.Subject] = d.Assignee
			}
		}
	}
	return func(subject string) bool {
		if who, ok := said[subject]; ok {
			return who == task.Assignee
		}
		return subject == chair && task.Assignee == deputy || subject != chair && task.Assignee == chair
	}
}

// tellers are the first two members whom the process accepts.
func (o *office) tellers(p procedure.Process) []string {
	var vote procedure.Vote
	switch p := p.(type) {
	case *evaluation.UnitReview:
		vote = p.Vote
	case *evaluation.BodyDecision:
		vote = p.Vote
	}
	for i, a := range vote.Roll {
		for _, b := range vote.Roll[i+1:] {
			pair := procedure.ElectTellers{Tellers: []string{a, b}}
			if procedure.Check(p, o.command(procedure.CommandElectTellers, vote.Chair, pair)) == nil {
				return pair.Tellers
			}
		}
	}
	return vote.Roll[:2] // refused for another reason, which electing them will show
}

// decisions is the suggestion on everybody whom somebody decides on.
func (o *office) decisions(b *evaluation.BodyDecision, actor string) evaluation.Marks {
	falls := o.falls(b.ID, procedure.Task{Act: evaluation.ActDecide, Assignee: actor}, b.Chair, b.Deputy)
	var m evaluation.Marks
	for _, c := range b.Cases {
		if falls(c.Official) {
			m.Marks = append(m.Marks, evaluation.Mark{Subject: c.Official, Grade: c.Suggested})
		}
	}
	return m
}

func marksOn(subjects []string, grade evaluation.Grade, which func(string) bool) evaluation.Marks {
	var m evaluation.Marks
	for _, s := range subjects {
		if which == nil || which(s) {
			m.Marks = append(m.Marks, evaluation.Mark{Subject: s, Grade: grade})
		}
	}
	return m
}

// sent lists the commands that a process sent, as "kind to receiver".
func (o *office) sent(id string) []string {
	var out []string
	for _, e := range o.effects[id] {
		if e.Kind == procedure.EffectSend {
			send := argsOf[procedure.Send](o.t, e)
			out = append(out, send.Kind+" to "+send.To)
		}
	}
	return out
}

func argsOf[T any](t require.TestingT, e procedure.Effect) T {
	var args T
	require.NoError(t, json.Unmarshal(e.Args, &args))
	return args
}

func refused(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	f, ok := fault.As(err)
	require.True(t, ok, "not refused as %s: %v", code, err)
	require.Equal(t, code, f.Code, f.Text)
	require.Equal(t, kind, f.Kind)
}
