package planning_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

var begun = time.Date(2020, 7, 1, 2, 0, 0, 0, time.UTC)

// shelf keeps the versions of one list, as the record does.
type shelf struct{ versions [][]planning.Entry }

func (s *shelf) current() (int, []planning.Entry) {
	return len(s.versions), s.versions[len(s.versions)-1]
}

// desk runs one review: the shell, the screening and the record in a few lines.
type desk struct {
	t       require.TestingT
	r       *planning.Review
	shelf   *shelf
	forbid  map[planning.Seat]planning.Reason     // what the rules block
	missed  func(draft []planning.Entry) []string // what the structure misses; nil for nothing
	verdict func(question string) ballot.Outcome  // nil carries everything
	slow    bool                                  // screenings wait
	n       int
	effects []procedure.Effect
}

func seatEntry(official string, order int) planning.Entry {
	return planning.Entry{Official: official, Position: "bch", Order: order, Tier: 1, Source: roster.PlanInternal, Since: 1}
}

func seat(official string) planning.Seat { return planning.Seat{Official: official, Position: "bch"} }

func reviewSteps() []procedure.Step {
	var steps []procedure.Step
	for _, name := range []string{
		planning.StepScreening, planning.StepProposals, planning.StepConference, planning.StepCommittee, planning.StepApproval,
	} {
		steps = append(steps, procedure.Step{Name: name, Mode: procedure.Internal, CloseEarly: true})
	}
	return steps
}

func half(tie ballot.TieRule) ballot.Threshold {
	return ballot.Threshold{RatioBP: 5000, Strict: true, Base: ballot.BaseConvened, Tie: tie}
}

func ballots() []planning.Ballot {
	return []planning.Ballot{
		{Step: planning.StepConference, Threshold: half(ballot.TieHeadDecides)}, {Step: planning.StepCommittee, Threshold: half(ballot.TieFail)},
	}
}

// parts: an chairs the committee of an, binh and chi; dung and em head units; the body of gam, hoa and kim approves.
func parts() planning.Parts {
	return planning.Parts{
		Keeper: "bch", Committee: []string{"an", "binh", "chi"}, Convened: []string{"an", "binh", "chi", "dung", "em"},
		Proposers: []planning.Proposer{{Unit: "x", Official: "dung"}, {Unit: "y", Official: "em"}},
		Approver:  "btv", Approvers: []string{"gam", "hoa", "kim"}, Positions: []string{"bch"},
	}
}

// newDesk begins the review of a list with lan, mai and nga.
func newDesk(t require.TestingT, change func(*desk, *planning.Parts)) *desk {
	d := &desk{t: t, shelf: &shelf{versions: [][]planning.Entry{{seatEntry("lan", 1), seatEntry("mai", 2), seatEntry("nga", 4)}}}, forbid: map[planning.Seat]planning.Reason{}}
	p := parts()
	if change != nil {
		change(d, &p)
	}
	d.begin("2020", p)
	return d
}

func (d *desk) begin(round string, p planning.Parts) {
	number, entries := d.shelf.current()
	plan := planning.Plan{List: roster.PlanList{Code: "bch-2020", Body: "bch"}, Version: number, Entries: entries}
	r, err := planning.NewReview(round, plan, p, reviewSteps(), ballots(), []string{"person", "unit_head"})
	require.NoError(d.t, err)
	d.r = r
	procedure.Open(r, begun)
	d.flush()
}

// flush applies the effects as the record does, and feeds the answers back. The state goes through JSON each time.
func (d *desk) flush() {
	for len(d.r.Effects) > 0 {
		raw, err := json.Marshal(d.r)
		require.NoError(d.t, err)
		d.r = &planning.Review{}
		require.NoError(d.t, json.Unmarshal(raw, d.r))
		e := d.r.Effects[0]
		d.r.Applied(e.Seq)
		d.effects = append(d.effects, e)
		if d.slow && e.Kind == planning.EffectScreen {
			continue
		}
		kind, answer := d.answer(e)
		if kind == "" {
			continue
		}
		cmd := d.command(kind, d.r.ID, answer)
		cmd.Role = procedure.System
		require.NoError(d.t, procedure.Check(d.r, cmd))
		procedure.Apply(d.r, cmd, begun)
	}
}

func (d *desk) answer(e procedure.Effect) (kind string, answer any) {
	switch e.Kind {
	case planning.EffectScreen:
		args := decoded[planning.Screen](d.t, e)
		return planning.CommandScreened, d.screen(args)
	case planning.EffectPublish:
		args := decoded[planning.Publication](d.t, e)
		number, entries := d.shelf.current()
		if number != args.Version {
			return planning.CommandPublished, planning.Published{Stale: &planning.Stale{Version: number, Entries: entries}}
		}
		d.shelf.versions = append(d.shelf.versions, args.Sheet.Draft(entries))
		return planning.CommandPublished, planning.Published{Version: number + 1}
	case procedure.EffectCountVote:
		args := decoded[procedure.VoteCount](d.t, e)
		counted := procedure.Counted{Ballot: args.Ballot, QuorumMet: true, Hash: "hash"}
		for _, q := range d.ballot().Questions {
			counted.Outcomes = append(counted.Outcomes, d.outcome(q))
		}
		return procedure.CommandCounted, counted
	default:
		return "", nil
	}
}

func decoded[T any](t require.TestingT, e procedure.Effect) T {
	var args T
	require.NoError(t, json.Unmarshal(e.Args, &args))
	return args
}

// screen is what the rules of the desk say about a sheet.
func (d *desk) screen(s planning.Screen) planning.Screening {
	var base []planning.Entry
	if s.Version > 0 {
		base = d.shelf.versions[s.Version-1]
	}
	out := planning.Screening{Revision: s.Revision}
	var blocked []planning.Seat
	for _, e := range (planning.Sheet{Added: s.Added}).Draft(base) {
		if reason, ok := d.forbid[e.Seat()]; ok {
			out.Blocked = append(out.Blocked, planning.Ground{Seat: e.Seat(), Rule: "rule", Reason: reason})
			blocked = append(blocked, e.Seat())
		}
	}
	if d.missed != nil {
		out.Missed = d.missed(s.Without(blocked).Draft(base))
	}
	return out
}

func (d *desk) ballot() *procedure.Vote {
	if d.r.Current().Name == planning.StepCommittee {
		return &d.r.Election
	}
	return &d.r.Conference
}

func (d *desk) outcome(question string) ballot.Outcome {
	if d.verdict == nil {
		return ballot.Outcome{Subject: question, Verdict: ballot.Carried, Choices: []string{planning.Yes}}
	}
	o := d.verdict(question)
	o.Subject = question
	return o
}

func (d *desk) command(kind, actor string, args any) procedure.Command {
	raw, err := json.Marshal(args)
	require.NoError(d.t, err)
	d.n++
	cmd := procedure.Command{Key: fmt.Sprint("c", d.n), Kind: kind, Actor: actor, Role: procedure.Official, ReceivedAt: begun, Args: raw}
	if actor == "admin" {
		cmd.Role = procedure.Administrator
	}
	return cmd
}

func (d *desk) do(kind, actor string, args any) error {
	cmd := d.command(kind, actor, args)
	if err := procedure.Check(d.r, cmd); err != nil {
		return err
	}
	procedure.Apply(d.r, cmd, begun)
	d.flush()
	return nil
}

func (d *desk) must(kind, actor string, args any) {
	require.NoError(d.t, d.do(kind, actor, args), kind)
}

func (d *desk) refused(code, kind, actor string, args any) {
	f, ok := fault.As(d.do(kind, actor, args))
	require.True(d.t, ok, "%s by %s is accepted", kind, actor)
	require.Equal(d.t, code, f.Code, f.Text)
}

// propose has dung propose, and em nothing.
func (d *desk) propose(p planning.Proposed) {
	d.must(planning.ActPropose, "dung", p)
	d.must(planning.ActPropose, "em", planning.Proposed{})
}

// vote holds the ballots that are open.
func (d *desk) vote() {
	for range 2 {
		if st := d.r.Current(); st == nil || st.Name != planning.StepConference && st.Name != planning.StepCommittee {
			return
		}
		d.must(procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"binh", "chi"}})
		d.must(procedure.CommandCount, "binh", nil)
		d.must(procedure.CommandConfirmCount, "chi", nil)
	}
}

func (d *desk) published() []string {
	_, entries := d.shelf.current()
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = fmt.Sprintf("%s %d", e.Official, e.Order)
	}
	return out
}

func nominate(official string) planning.Nomination {
	return planning.Nomination{Seat: seat(official), Tier: 2, Source: roster.PlanInternal}
}

func remove(official string, r planning.Reason) planning.Removal {
	return planning.Removal{Seat: seat(official), Reason: r, Evidence: true}
}

func signed(explained ...string) planning.Approval {
	return planning.Approval{Document: true, Explained: explained}
}
