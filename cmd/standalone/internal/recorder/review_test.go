package recorder_test

import (
	"context"
	"flag"
	"io/fs"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/internal/screening"
	"canbo/seeds"
)

var updateReview = flag.String("update-review", "", "record the history of a planning review of this release, for example v1.3")

// TestRecordReview saves the history of a planning review from its screening to the next version of the list: also
// paused, extended, and with a proposal taken back. Without -update-review it does nothing.
func TestRecordReview(t *testing.T) {
	file := newHistory(t, *updateReview, "planning_review.json")
	o := startOffice(t)
	r, err := planning.NewReview("2020", entered(), planning.Parts{
		Keeper: "du-xa-na-muoi", Committee: []string{"mini-08", "mini-09", "mini-10"}, Convened: []string{"mini-08", "mini-09", "mini-10", "mini-11"},
		Proposers: []planning.Proposer{{Unit: "xa-na-muoi", Official: "mini-08"}, {Unit: "x", Official: "mini-11"}},
		Approver:  "btv-mini", Approvers: []string{"mini-01", "mini-02"}, Positions: []string{"du-xa-na-muoi"},
	}, reviewSteps(), []planning.Ballot{{Step: planning.StepConference, Threshold: majority()}, {Step: planning.StepCommittee, Threshold: majority()}}, nil)
	require.NoError(t, err)
	require.NoError(t, o.store.Add(procedure.NewProcess{ID: r.ID, Kind: r.Kind, Subject: r.List, Input: r}))
	o.reach(r.ID, planning.StepProposals)
	o.deliver(r.ID, procedure.CommandPause, "admin", nil)
	o.deliver(r.ID, procedure.CommandResume, "admin", nil)
	o.deliver(r.ID, procedure.CommandExtend, "admin", procedure.Extend{Step: planning.StepProposals, Due: time.Now().Add(240 * time.Hour)})
	add := func(official string) planning.Proposed {
		return planning.Proposed{Add: []planning.Nomination{{
			Seat: planning.Seat{Official: official, Position: "du-xa-na-muoi"}, Tier: 2, Source: roster.PlanExternal,
		}}}
	}
	o.deliver(r.ID, planning.ActPropose, "mini-11", add("mini-18"))
	now := stateOf[planning.Review](o, r.ID)
	version := now.Step(planning.StepProposals).Tasks[1].Version
	o.deliver(r.ID, procedure.CommandWithdraw, "mini-11", procedure.Withdraw{Act: planning.ActPropose, Version: version})
	o.deliver(r.ID, planning.ActPropose, "mini-11", planning.Proposed{})
	o.deliver(r.ID, planning.ActPropose, "mini-08", add("mini-18"))
	for _, step := range []string{planning.StepConference, planning.StepCommittee} {
		o.reach(r.ID, step)
		o.ballot(r.ID, "mini-09", "mini-10")
	}
	o.reach(r.ID, planning.StepApproval)
	o.turn(r.ID, planning.ActApprove, planning.Approval{Document: true})
	o.ended(r.ID)
	o.save(r.ID, "", file)
}

// reach waits until a step of a review is open and its sheet is screened.
func (o *office) reach(id, step string) {
	o.Helper()
	require.Eventually(o, func() bool {
		value, err := o.client.QueryWorkflow(o.Context(), id, "", "state")
		if err != nil {
			return false // it has not been started yet
		}
		var r planning.Review
		require.NoError(o, value.Get(&r))
		return r.Current() != nil && r.Current().Name == step && r.Screened == r.Revision && len(r.Effects) == 0
	}, time.Minute, 50*time.Millisecond)
}

func majority() ballot.Threshold {
	return ballot.Threshold{RatioBP: 5000, Strict: true, Base: ballot.BaseConvened, Tie: ballot.TieHeadDecides}
}

func reviewSteps() []procedure.Step {
	steps := []procedure.Step{{Name: planning.StepScreening, Mode: procedure.Internal, CloseEarly: true}}
	for _, name := range []string{planning.StepProposals, planning.StepConference, planning.StepCommittee, planning.StepApproval} {
		steps = append(steps, procedure.Step{Name: name, Mode: procedure.Internal, DueDays: 10, RemindDays: []int{5, 2}, CloseEarly: true})
	}
	return steps
}

func entered() planning.Plan {
	return planning.Plan{
		List: roster.PlanList{Code: "bch-xa-na-muoi-2020", Body: "du-xa-na-muoi"}, Version: 1,
		Entries: []planning.Entry{{Official: "mini-12", Position: "du-xa-na-muoi", Order: 1, Tier: 1, Source: roster.PlanInternal, Since: 1}},
	}
}

// plans are the lists of a record that knows one, rules that find nothing, and a solver that knows the answer.
type plans struct{}

func (plans) ReviewRules(context.Context, string) (string, []byte, time.Time, error) {
	const name = "policies/planning/hd15-2012.yaml"
	text, err := fs.ReadFile(seeds.FS, name)
	return name, text, time.Date(2020, 6, 30, 0, 0, 0, 0, time.UTC), err
}

func (plans) Plan(context.Context, string, int) (planning.Plan, error) { return entered(), nil }

func (plans) Screen(_ context.Context, a screening.Asked) (screening.Screened, error) {
	return screening.Screened{Findings: []planning.Finding{}, Structure: planning.Structure{Entries: len(a.Draft)}}, nil
}
