package planning_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

func TestAReviewFromTheScreeningToTheNextVersion(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, _ *planning.Parts) { d.forbid[seat("mai")] = planning.OverAge })
	require.Equal(t, planning.StepProposals, d.r.Current().Name)
	d.propose(planning.Proposed{
		Remove: []planning.Removal{remove("nga", planning.WeakCapacity)},
		Add:    []planning.Nomination{nominate("oanh"), {Seat: seat("phuc"), Order: 1, Tier: 1, Source: roster.PlanExternal}},
	})
	require.Len(t, d.r.Conference.Questions, 3, "what a rule finds needs no ballot")
	d.vote()
	require.Equal(t, planning.StepApproval, d.r.Current().Name)
	d.must(planning.ActApprove, "gam", signed())
	require.Equal(t, []string{"phuc 1", "lan 2", "oanh 3"}, d.published(), "who is put first moves the others back")
	require.True(t, d.r.Concluded)
	require.Equal(t, 2, d.r.Published)

	publication := decoded[planning.Publication](t, d.effects[slices.IndexFunc(d.effects, func(e procedure.Effect) bool { return e.Kind == planning.EffectPublish })])
	reasons := map[string]planning.Reason{}
	for _, w := range publication.Why {
		reasons[w.Official] = w.Reason
		require.NotEqual(t, w.Rule == "", w.Proposal == "", "a rule or a proposal")
	}
	require.Equal(t, map[string]planning.Reason{"mai": planning.OverAge, "nga": planning.WeakCapacity, "oanh": "", "phuc": ""}, reasons)
}

func TestWhatMayBeProposed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args planning.Proposed
		code string
	}{
		"a removal of somebody who is not on the list": {planning.Proposed{Remove: []planning.Removal{remove("oanh", planning.LowPrestige)}}, "not_on_list"},
		"a removal for no known reason":                {planning.Proposed{Remove: []planning.Removal{remove("lan", "Whim")}}, "unknown_reason"},
		"a removal without evidence":                   {planning.Proposed{Remove: []planning.Removal{{Seat: seat("lan"), Reason: planning.LowPrestige}}}, "evidence_missing"},
		"the same twice":                               {planning.Proposed{Add: []planning.Nomination{nominate("oanh"), nominate("oanh")}}, "proposed_already"},
		"somebody who is on the list":                  {planning.Proposed{Add: []planning.Nomination{nominate("lan")}}, "entry_twice"},
		"oneself":                                      {planning.Proposed{Add: []planning.Nomination{nominate("dung")}}, "own_case"},
		"nobody":                                       {planning.Proposed{Add: []planning.Nomination{nominate("")}}, "own_case"},
		"a post that does not exist": {planning.Proposed{Add: []planning.Nomination{{
			Seat: planning.Seat{Official: "oanh", Position: "bi-thu"}, Tier: 1, Source: roster.PlanInternal,
		}}}, "unknown_position"},
		"a tier that does not exist":   {planning.Proposed{Add: []planning.Nomination{{Seat: seat("oanh"), Tier: 3, Source: roster.PlanInternal}}}, "bad_tier"},
		"an order before the first":    {planning.Proposed{Add: []planning.Nomination{{Seat: seat("oanh"), Order: -1, Tier: 1, Source: roster.PlanInternal}}}, "bad_order"},
		"a source that does not exist": {planning.Proposed{Add: []planning.Nomination{{Seat: seat("oanh"), Tier: 1, Source: "abroad"}}}, "unknown_source"},
		"more than a filing holds":     {planning.Proposed{Add: make([]planning.Nomination, 201)}, "too_many_items"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			newDesk(t, nil).refused(c.code, planning.ActPropose, "dung", c.args)
		})
	}
	narrow := newDesk(t, nil)
	narrow.r.Reasons = []planning.Reason{planning.OverAge}
	narrow.refused("unknown_reason", planning.ActPropose, "dung", planning.Proposed{Remove: []planning.Removal{remove("lan", planning.LowPrestige)}})
	d := newDesk(t, nil)
	d.refused("not_your_task", planning.ActPropose, "an", planning.Proposed{})
	d.refused("bad_arguments", planning.ActPropose, "dung", "all of them")
	d.must(planning.ActPropose, "dung", planning.Proposed{Add: []planning.Nomination{nominate("oanh")}})
	d.refused("proposed_already", planning.ActPropose, "em", planning.Proposed{Add: []planning.Nomination{nominate("oanh")}})
	d.refused("done_already", planning.ActPropose, "dung", planning.Proposed{})
}

func TestAProposalThatIsTakenBackIsOffTheTable(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.must(planning.ActPropose, "dung", planning.Proposed{Add: []planning.Nomination{nominate("oanh")}})
	require.Len(t, d.r.Draft(), 4)
	version := d.r.Step(planning.StepProposals).Tasks[0].Version
	d.must(procedure.CommandWithdraw, "dung", procedure.Withdraw{Act: planning.ActPropose, Version: version})
	require.Len(t, d.r.Draft(), 3)
	require.Equal(t, planning.Retracted, d.r.Proposals[0].Status)
	d.must(planning.ActPropose, "dung", planning.Proposed{Add: []planning.Nomination{nominate("oanh")}})
	require.Len(t, d.r.Draft(), 4, "it may be proposed again")
}

func TestAReviewWithoutProposalsHoldsNoBallot(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(d *desk, _ *planning.Parts) { d.forbid[seat("mai")] = planning.OverAge })
	d.propose(planning.Proposed{})
	require.Equal(t, planning.StepApproval, d.r.Current().Name)
	require.Zero(t, d.r.Conference.Round)
}

func TestABallotDecidesWhatStaysOnTheTable(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		outcome ballot.Outcome
		choice  string // of the head
		status  planning.ProposalStatus
	}{
		"carried":           {ballot.Outcome{Verdict: ballot.Carried, Choices: []string{planning.Yes}}, "", planning.Standing},
		"carried against":   {ballot.Outcome{Verdict: ballot.Carried, Choices: []string{planning.No}}, "", planning.Outvoted},
		"not carried":       {ballot.Outcome{Verdict: ballot.NotCarried}, "", planning.Outvoted},
		"goes forward":      {ballot.Outcome{Verdict: ballot.GoForward, Choices: []string{planning.No, planning.Yes}}, "", planning.Standing},
		"the head says yes": {ballot.Outcome{Verdict: ballot.LeftToHead, Choices: []string{planning.Yes}}, planning.Yes, planning.Standing},
		"the head says no":  {ballot.Outcome{Verdict: ballot.LeftToHead, Choices: []string{planning.Yes}}, planning.No, planning.Outvoted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, nil)
			d.verdict = func(string) ballot.Outcome { return c.outcome }
			d.propose(planning.Proposed{Add: []planning.Nomination{nominate("oanh")}})
			id := d.r.Proposals[0].ID
			d.must(procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"binh", "chi"}})
			d.must(procedure.CommandCount, "binh", nil)
			d.must(procedure.CommandConfirmCount, "chi", nil)
			if c.choice != "" {
				require.Equal(t, planning.StepConference, d.r.Current().Name, "the head has to decide first")
				answer := planning.TieFiling{Answers: []procedure.Answer{{Question: id, Choice: c.choice}}, Reason: "x"}.Args()
				d.refused("not_your_task", procedure.CommandBreakTie, "binh", answer)
				d.refused("reason_missing", procedure.CommandBreakTie, "an", procedure.TiesBroken{Answers: answer.Answers})
				d.refused("unknown_choice", procedure.CommandBreakTie, "an", procedure.TiesBroken{Answers: []procedure.Answer{{Question: id, Choice: "both"}}, Reason: true})
				d.refused("not_left_to_you", procedure.CommandBreakTie, "an", procedure.TiesBroken{Answers: []procedure.Answer{{Question: "p9-9", Choice: planning.No}}, Reason: true})
				d.must(procedure.CommandBreakTie, "an", answer)
			}
			require.NotEqual(t, planning.StepConference, d.r.Current().Name)
			require.Equal(t, c.status, d.r.Proposals[0].Status)
			require.Equal(t, c.status == planning.Standing, d.r.Current().Name == planning.StepCommittee, "the committee votes on what stands")
		})
	}
}

func TestNobodyVotesOrDecidesOnThemself(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.verdict = func(string) ballot.Outcome {
		return ballot.Outcome{Verdict: ballot.LeftToHead, Choices: []string{planning.Yes, planning.No}}
	}
	d.propose(planning.Proposed{Add: []planning.Nomination{nominate("an")}})
	id := d.r.Proposals[0].ID
	require.Equal(t, []ballot.Exclusion{{Voter: "an", Subject: id}}, d.r.Conference.Excluded)
	d.must(procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"binh", "chi"}})
	d.must(procedure.CommandCount, "binh", nil)
	d.must(procedure.CommandConfirmCount, "chi", nil)
	yes := procedure.TiesBroken{Answers: []procedure.Answer{{Question: id, Choice: planning.Yes}}, Reason: true}
	d.refused("not_your_task", procedure.CommandBreakTie, "an", yes)
	d.must(procedure.CommandBreakTie, "binh", yes)
	require.Equal(t, planning.StepCommittee, d.r.Current().Name)
}

func TestABallotWithoutARollIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*planning.Parts){
		"of the conference": func(p *planning.Parts) { p.Convened = nil },
		"of the committee":  func(p *planning.Parts) { p.Committee = nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := parts()
			change(&p)
			_, err := planning.NewReview("2020", planning.Plan{}, p, reviewSteps(), ballots(), nil)
			f, ok := fault.As(err)
			require.True(t, ok)
			require.Equal(t, "roll_empty", f.Code)
		})
	}
}

var writeStates = flag.Bool("write-states", false, "write the state of this schema if it is not there yet")

// What a running installation carries from run to run keeps decoding and going on: here a review whose draft has been
// approved, and the record knows another version.
func TestAStoredReviewGoesOn(t *testing.T) {
	t.Parallel()
	const file = "testdata/state/v1/planning_review.json"
	if _, err := os.Stat(file); *writeStates && errors.Is(err, fs.ErrNotExist) {
		first, second := twoReviews(t)
		first.must(planning.ActApprove, "gam", signed())
		second.must(planning.ActApprove, "gam", signed())
		raw, err := json.MarshalIndent(second.r, "", "  ")
		require.NoError(t, err)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, append(raw, '\n'), 0o600))
	}
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	d := newDesk(t, nil)
	d.n = 1000 // keys that the stored review has not seen
	d.r = &planning.Review{}
	require.NoError(t, json.Unmarshal(raw, d.r))
	d.shelf.versions = append(d.shelf.versions, d.r.Stale.Entries)
	d.must(planning.ActSettle, "an", planning.Settlement{Action: planning.Rebase, Reason: true})
	d.must(planning.ActApprove, "gam", signed())
	require.Equal(t, []string{"lan 1", "nga 4", "oanh 5", "phuc 6"}, d.published())
}
