package planning_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// atApproval is a review in its last step, oanh nominated.
func atApproval(t require.TestingT, change func(*desk, *planning.Parts)) *desk {
	d := newDesk(t, change)
	d.propose(planning.Proposed{Add: []planning.Nomination{nominate("oanh")}})
	d.vote()
	require.Equal(t, planning.StepApproval, d.r.Current().Name)
	return d
}

func few(draft []planning.Entry) []string {
	if len(draft) < 4 {
		return []string{"women"}
	}
	return nil
}

func TestWhatAnApprovalNeeds(t *testing.T) {
	t.Parallel()
	d := atApproval(t, func(d *desk, _ *planning.Parts) {
		d.missed = func([]planning.Entry) []string { return []string{"women", "young"} }
	})
	d.refused("not_your_task", planning.ActApprove, "hoa", signed("women", "young"))
	d.refused("document_missing", planning.ActApprove, "gam", planning.Approval{Explained: []string{"women", "young"}})
	d.refused("target_unexplained", planning.ActApprove, "gam", signed("women"))
	d.refused("no_such_proposal", planning.ActApprove, "gam", planning.Approval{Document: true, Rejected: []string{"p1-1"}})
	d.must(planning.ActApprove, "gam", signed("women", "young"))
	require.Equal(t, 2, d.r.Published)
}

func TestAnApprovalWaitsForTheScreening(t *testing.T) {
	t.Parallel()
	d := atApproval(t, nil)
	d.slow = true
	d.must(planning.ActRescreen, "admin", nil)
	d.refused("being_screened", planning.ActApprove, "gam", signed())
	d.slow = false
	d.must(planning.ActRescreen, "admin", nil)
	d.must(planning.ActApprove, "gam", signed())
}

func TestADraftThatIsAnotherOneAfterItsApprovalIsApprovedAnew(t *testing.T) {
	t.Parallel()
	t.Run("a rule has found somebody meanwhile", func(t *testing.T) {
		t.Parallel()
		d := atApproval(t, nil)
		d.forbid[seat("lan")] = planning.Disciplined
		d.must(planning.ActApprove, "gam", signed())
		require.Zero(t, d.r.Published)
		require.True(t, d.r.Step(planning.StepApproval).Asks(planning.ActApprove, "gam"))
		d.must(planning.ActApprove, "gam", signed())
		require.Equal(t, []string{"mai 2", "nga 4", "oanh 5"}, d.published())
	})
	t.Run("without the rejected nominee a target is missed", func(t *testing.T) {
		t.Parallel()
		d := atApproval(t, func(d *desk, _ *planning.Parts) { d.missed = few })
		d.must(planning.ActApprove, "gam", planning.Approval{Document: true, Rejected: []string{d.r.Proposals[0].ID}})
		require.Zero(t, d.r.Published)
		require.Equal(t, planning.Rejected, d.r.Proposals[0].Status)
		d.refused("target_unexplained", planning.ActApprove, "gam", signed())
		d.must(planning.ActApprove, "gam", signed("women"))
		require.Equal(t, []string{"lan 1", "mai 2", "nga 4"}, d.published())
	})
}

func TestWhoIsConcernedDoesNotApprove(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.propose(planning.Proposed{Add: []planning.Nomination{nominate("gam")}})
	d.vote()
	d.refused("not_your_task", planning.ActApprove, "gam", signed())
	d.must(planning.ActAddFromAbove, "admin", nominate("hoa"))
	d.refused("not_your_task", planning.ActApprove, "hoa", signed())
	d.must(planning.ActAddFromAbove, "admin", nominate("kim"))
	d.refused("wrong_role", planning.ActAddFromAbove, "an", nominate("oanh"))
	d.must(planning.ActApprove, "admin", signed())
	require.Equal(t, 2, d.r.Published, "everybody in the body is concerned")
}

func TestASuperiorBodyApprovesElsewhere(t *testing.T) {
	t.Parallel()
	d := atApproval(t, func(_ *desk, p *planning.Parts) { p.Approvers, p.Recorders = nil, []string{"chi"} })
	require.Equal(t, procedure.External, d.r.Step(planning.StepApproval).Mode)
	d.refused("not_your_task", planning.ActApprove, "gam", signed())
	record := planning.ExternalApproval{Recorded: procedure.Recorded{Step: planning.StepApproval, Document: true}}
	d.refused("not_your_task", procedure.CommandRecordExternal, "an", record)
	d.refused("document_missing", procedure.CommandRecordExternal, "chi", planning.ExternalApproval{Recorded: procedure.Recorded{Step: planning.StepApproval}})
	d.forbid[seat("lan")] = planning.Disciplined
	d.must(procedure.CommandRecordExternal, "chi", record)
	require.Zero(t, d.r.Published, "the draft is another one now")
	d.must(procedure.CommandRecordExternal, "chi", record)
	require.Equal(t, 2, d.r.Published)
}

func TestASuperiorBodyAddsSomebodyWithoutABallot(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.must(planning.ActAddFromAbove, "admin", nominate("phuc"))
	d.refused("proposed_already", planning.ActAddFromAbove, "admin", nominate("phuc"))
	d.propose(planning.Proposed{})
	require.Equal(t, planning.StepApproval, d.r.Current().Name)
	d.must(planning.ActApprove, "gam", signed())
	require.Equal(t, []string{"lan 1", "mai 2", "nga 4", "phuc 5"}, d.published())
}

// twoReviews are two of one list, both at their approval: the first adds oanh, the second removes mai and adds phuc.
func twoReviews(t require.TestingT) (first, second *desk) {
	first = newDesk(t, nil)
	second = &desk{t: t, shelf: first.shelf, forbid: map[planning.Seat]planning.Reason{}}
	second.begin("2021", parts())
	first.propose(planning.Proposed{Add: []planning.Nomination{nominate("oanh")}})
	second.propose(planning.Proposed{
		Remove: []planning.Removal{remove("mai", planning.LowPrestige)}, Add: []planning.Nomination{nominate("phuc"), nominate("oanh")},
	})
	first.vote()
	second.vote()
	return first, second
}

func TestAConflictGoesToAPersonAndNothingIsLost(t *testing.T) {
	t.Parallel()
	t.Run("the same changes on the newer version", func(t *testing.T) {
		t.Parallel()
		first, second := twoReviews(t)
		first.must(planning.ActApprove, "gam", signed())
		second.must(planning.ActApprove, "gam", signed())
		require.Len(t, second.shelf.versions, 2, "nothing is overwritten")
		require.Equal(t, 2, second.r.Stale.Version)
		second.refused("not_your_task", planning.ActSettle, "binh", planning.Settlement{Action: planning.Rebase, Reason: true})
		second.refused("unknown_action", planning.ActSettle, "an", planning.Settlement{Action: "overwrite", Reason: true})
		second.refused("reason_missing", planning.ActSettle, "an", planning.Settlement{Action: planning.Rebase})
		second.must(planning.ActSettle, "an", planning.Settlement{Action: planning.Rebase, Reason: true})
		require.Equal(t, planning.Moot, second.r.Proposals[2].Status, "oanh is on the list by now")
		require.Len(t, second.shelf.versions, 2, "it is approved anew first")
		second.must(planning.ActApprove, "gam", signed())
		require.Equal(t, []string{"lan 1", "nga 4", "oanh 5", "phuc 6"}, second.published())
		require.Equal(t, 3, second.r.Published)
	})
	t.Run("the newer version stays as it is", func(t *testing.T) {
		t.Parallel()
		first, second := twoReviews(t)
		first.must(planning.ActApprove, "gam", signed())
		second.must(planning.ActApprove, "gam", signed())
		second.must(planning.ActSettle, "an", planning.Settlement{Action: planning.Abandon, Reason: true})
		require.True(t, second.r.Abandoned)
		require.True(t, second.r.Concluded)
		require.Len(t, second.shelf.versions, 2)
		require.Len(t, second.r.Proposals, 3, "what was proposed stays on record")
	})
	t.Run("a newcomer whom a rule forbids stays away", func(t *testing.T) {
		t.Parallel()
		first, second := twoReviews(t)
		second.forbid[seat("oanh")] = planning.OverAge
		first.must(planning.ActApprove, "gam", signed())
		second.must(planning.ActApprove, "gam", signed())
		if second.r.Stale == nil { // the draft was another one
			second.must(planning.ActApprove, "gam", signed())
		}
		second.must(planning.ActSettle, "an", planning.Settlement{Action: planning.Rebase, Reason: true})
		second.must(planning.ActApprove, "gam", signed())
		require.Equal(t, []string{"lan 1", "nga 4", "phuc 5"}, second.published())
	})
}

func TestWhoMayTakeATask(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	reassign := func(step, act, from, to string) procedure.Reassign {
		return procedure.Reassign{Step: step, Act: act, From: from, To: to}
	}
	d.refused("not_a_member", procedure.CommandReassign, "admin", reassign(planning.StepProposals, planning.ActPropose, "em", "gam"))
	d.must(procedure.CommandReassign, "admin", reassign(planning.StepProposals, planning.ActPropose, "em", "binh"))
	d.must(planning.ActPropose, "dung", planning.Proposed{Add: []planning.Nomination{nominate("hoa")}})
	d.must(planning.ActPropose, "binh", planning.Proposed{})
	d.must(procedure.CommandReassign, "admin", reassign(planning.StepConference, procedure.CommandElectTellers, "an", "em"))
	d.must(procedure.CommandElectTellers, "em", procedure.ElectTellers{Tellers: []string{"binh", "chi"}})
	d.must(procedure.CommandCount, "binh", nil)
	d.must(procedure.CommandConfirmCount, "chi", nil)
	d.vote()
	d.refused("own_case", procedure.CommandReassign, "admin", reassign(planning.StepApproval, planning.ActApprove, "gam", "hoa"))
	d.refused("not_a_member", procedure.CommandReassign, "admin", reassign(planning.StepApproval, planning.ActApprove, "gam", "an"))
	d.must(procedure.CommandReassign, "admin", reassign(planning.StepApproval, planning.ActApprove, "gam", "kim"))
	d.must(planning.ActApprove, "kim", signed())
	require.Equal(t, 2, d.r.Published)
}

func TestProposalsAreOpenedAgainUntilTheBallotBegins(t *testing.T) {
	t.Parallel()
	d := newDesk(t, nil)
	d.propose(planning.Proposed{Add: []planning.Nomination{nominate("oanh")}})
	again := procedure.Reopen{Step: planning.StepProposals, Days: 2}
	d.must(procedure.CommandReopen, "admin", again)
	d.must(planning.ActPropose, "dung", planning.Proposed{})
	d.must(planning.ActPropose, "em", planning.Proposed{Add: []planning.Nomination{nominate("phuc")}})
	require.Equal(t, planning.StepConference, d.r.Current().Name)
	require.Len(t, d.r.Conference.Questions, 2, "the ballot takes what came")
	d.must(procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"binh", "chi"}})
	d.refused("stands_for_good", procedure.CommandReopen, "admin", again)
}

func TestACancelledReviewLeavesTheListAsItIs(t *testing.T) {
	t.Parallel()
	d := atApproval(t, nil)
	d.refused("wrong_role", procedure.CommandCancel, "an", nil)
	d.must(procedure.CommandCancel, "admin", nil)
	require.True(t, d.r.Cancelled)
	require.Len(t, d.shelf.versions, 1)
	d.refused("process_cancelled", planning.ActApprove, "gam", signed())
}

// What is published never breaks a blocking rule, whatever the rules come to find and whoever does what when.
func TestAPublishedListNeverBreaksABlockingRule(t *testing.T) {
	t.Parallel()
	people := []string{"lan", "mai", "nga", "oanh", "phuc", "quy", "son", "tam"}
	rapid.Check(t, func(rt *rapid.T) {
		d := newDesk(rt, nil)
		someone := rapid.SampledFrom(people)
		change := func() { // the record changes, and sometimes somebody says so
			who := seat(someone.Draw(rt, "who"))
			if _, is := d.forbid[who]; is {
				delete(d.forbid, who)
			} else {
				d.forbid[who] = planning.OverAge
			}
			if rapid.Bool().Draw(rt, "told") {
				_ = d.do(planning.ActRescreen, "admin", nil) // refused while it is published
			}
		}
		for d.r.Published == 0 {
			if rapid.Bool().Draw(rt, "change") {
				change()
			}
			switch d.r.Current().Name {
			case planning.StepProposals:
				who := rapid.SampledFrom([]string{"dung", "em"}).Draw(rt, "unit")
				var p planning.Proposed
				for _, n := range rapid.SliceOfDistinct(someone, rapid.ID).Draw(rt, "add") {
					p.Add = append(p.Add, nominate(n))
				}
				_ = d.do(planning.ActPropose, who, p) // refused when somebody is on the list, or proposed
				_ = d.do(planning.ActPropose, who, planning.Proposed{})
			case planning.StepApproval:
				_ = d.do(planning.ActApprove, "gam", signed())
			default:
				d.vote()
			}
		}
		for _, e := range d.shelf.versions[1] {
			require.NotContains(rt, d.forbid, e.Seat())
		}
		require.NoError(rt, planning.Check(d.shelf.versions[1]))
	})
}

// Whatever two reviews of a list want, and in whatever order they end: every entry of the first list and every addition is
// on the last version, unless a change that was published took it off.
func TestTwoReviewsAtOnceNeverLoseAnEntry(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		first := newDesk(rt, nil)
		second := &desk{t: rt, shelf: first.shelf, forbid: map[planning.Seat]planning.Reason{}}
		second.begin("2021", parts())
		desks := []*desk{first, second}
		want := map[string]bool{"lan": true, "mai": true, "nga": true}
		for i, d := range desks {
			var p planning.Proposed
			for _, who := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"lan", "mai", "nga"}), rapid.ID).Draw(rt, fmt.Sprint("remove", i)) {
				p.Remove = append(p.Remove, remove(who, planning.WeakCapacity))
				want[who] = false
			}
			for _, who := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"oanh", "phuc", "quy"}), rapid.ID).Draw(rt, fmt.Sprint("add", i)) {
				p.Add = append(p.Add, planning.Nomination{
					Seat: seat(who), Order: rapid.IntRange(0, 4).Draw(rt, "order"), Tier: 1, Source: roster.PlanInternal,
				})
				want[who] = true
			}
			d.propose(p)
			d.vote()
		}
		if rapid.Bool().Draw(rt, "swap") {
			slices.Reverse(desks)
		}
		for first.r.Published == 0 || second.r.Published == 0 {
			for _, d := range desks {
				if d.r.Published > 0 {
					continue
				}
				if d.r.Stale != nil {
					d.must(planning.ActSettle, "an", planning.Settlement{Action: planning.Rebase, Reason: true})
				}
				d.must(planning.ActApprove, "gam", signed())
			}
		}
		_, entries := first.shelf.current()
		got := map[string]bool{}
		for _, e := range entries {
			got[e.Official] = true
		}
		for who, stays := range want {
			require.Equal(rt, stays, got[who], who)
		}
		require.NoError(rt, planning.Check(entries))
	})
}
