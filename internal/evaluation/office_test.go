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
