package recorder_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/enums/v1"

	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
	"canbo/internal/screening"
	"canbo/seeds"
)

var updateRotation = flag.String("update-rotation", "", "record the histories of a rotation plan and of rotations of this release, for example v1.3")

// newHistory is the file of a history that is to be recorded; the test ends when no release is given.
func newHistory(t *testing.T, release, name string) string {
	t.Helper()
	if release == "" {
		t.Skip("records only when a release is given")
	}
	file := filepath.Join("../../../../workflows/testdata/history", release, name)
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is there already: histories are added, never changed", file)
	}
	return file
}

// TestRecordRotation saves the history of a year's plan, with a change of needs, a pair fixed and a refusal that has it
// solved anew; of the rotation that it begins, up to its service; and of one that was taken over in its last days, each
// run of which ends where the next begins. A worker of another build takes the second one over in its middle.
func TestRecordRotation(t *testing.T) {
	planFile := newHistory(t, *updateRotation, "rotation_plan.json")
	o := startOffice(t)
	id := o.plan()
	o.save(id, "", planFile)
	begun := rotation.ProcessID("mini-2020-binh")
	today := rotation.On{Day: calendar.DateOf(time.Now()), Document: true}
	first := o.running(begun)
	o.turn(begun, rotation.ActAnnounce, today)
	o.turn(begun, rotation.ActRelease, today)
	o.turn(begun, rotation.ActReceive, today)
	o.turn(begun, rotation.ActConfirmEntitlements, rotation.Entitled{Items: []string{"housing"}})
	o.in(begun, "service-1")
	runs := []string{first}
	for next := o.next(begun, first); next != ""; next = o.next(begun, next) {
		runs = append(runs, next)
	}
	require.Greater(t, len(runs), 2, "a run for each phase")
	for i, run := range runs[:len(runs)-1] {
		o.save(begun, run, strings.Replace(planFile, "rotation_plan", fmt.Sprintf("rotation_begins_%d", i+1), 1))
	}
	for i, run := range o.lastDays() {
		o.save(oldRotation, run, strings.Replace(planFile, "rotation_plan", fmt.Sprintf("rotation_ends_%d", i+1), 1))
	}
}

// A rotation in service is idle for months. The next build takes it over in its middle, with everything it knows, and brings
// it to its end.
func TestARotationGoesOnWithTheNextBuild(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts a Temporal server")
	}
	o := startOffice(t)
	require.Greater(t, len(o.lastDays()), 2)
	r := stateOf[rotation.Rotation](o, oldRotation)
	require.Equal(t, rotation.PlacedBack, r.Placed.Placement)
	require.Equal(t, 5, r.Reviews, "four on paper, and the one made by the old build")
	require.Equal(t, 66, r.Months, "extended under the old build")
	described, err := o.client.DescribeWorkflowExecution(t.Context(), oldRotation, "")
	require.NoError(t, err)
	require.Equal(t, "v2", described.GetWorkflowExecutionInfo().GetVersioningInfo().GetDeploymentVersion().GetBuildId())
}

const oldRotation = "rotation/lc-old"

// lastDays has a rotation that was taken over live to its end, from one build to the next, and returns its runs.
func (o *office) lastDays() (runs []string) {
	o.Helper()
	today := calendar.DateOf(time.Now())
	steps := o.steps(rotation.StepAnnouncement, rotation.StepHandover, rotation.StepEntitlements, rotation.StepCheckpoint, rotation.StepEndReview, rotation.StepPlacement)
	r, err := rotation.Resume(
		rotation.Decision{Code: "lc-old", Official: "an", From: "a", To: "b", Decided: rotation.AddMonths(today, -31), Months: 60},
		rotation.AddMonths(today, -30), rotation.AddMonths(today, 30), today.AddDays(-1), rotationParts(), rotationRules(), steps)
	require.NoError(o, err)
	require.NoError(o, o.store.Add(procedure.NewProcess{ID: r.ID, Kind: r.Kind, Subject: r.Code, Input: r}))
	first := o.running(r.ID)
	good := rotation.Assessment{Grade: evaluation.Good, Text: true}
	o.turn(r.ID, rotation.ActAssess, good) // of the month that has come
	o.in(r.ID, fmt.Sprintf("service-%d", r.Reviews+2))
	o.deliver(r.ID, rotation.ActExtend, "admin", rotation.Extension{Months: 6})
	o.move(r.ID)
	o.deliver(r.ID, rotation.ActEndEarly, "admin", rotation.On{Day: today, Document: true})
	o.turn(r.ID, rotation.ActReviewSelf, nil)
	o.turn(r.ID, rotation.ActAssess, good)
	o.turn(r.ID, rotation.ActAssessForBody, good)
	o.turn(r.ID, rotation.ActPlace, rotation.PlacedOfficial{Placement: rotation.PlacedBack, Post: "a", On: today})
	o.ended(r.ID)
	for run := first; run != ""; run = o.next(r.ID, run) {
		runs = append(runs, run)
	}
	return runs
}

// plan carries out a plan of two people and one post.
func (o *office) plan() (id string) {
	o.Helper()
	parts := rotation.PlanParts{
		Body: "btv", Chair: "chair", Members: []string{"chair", "organiser", "member"}, Organiser: "organiser",
		Heads: []rotation.UnitHead{{Unit: "office", Official: "head-1"}, {Unit: "commune", Official: "head-2"}},
	}
	steps := o.steps(rotation.StepProposals, rotation.StepAssignment, rotation.StepDossiers, rotation.StepConsultation, rotation.StepBallot, rotation.StepDecision)
	p, err := rotation.NewPlan("mini-2020", "district", parts, nil, 1, []string{"health"}, 36, steps, rotation.PlanBallot{
		Quorum: ballot.Quorum{Num: 2, Den: 3, Base: ballot.BasePresent}, Threshold: majority(),
	})
	require.NoError(o, err)
	p.Needs = []rotation.PlanNeed{{Post: "retires", From: calendar.DateOf(time.Now()), Why: rotation.Retires, Holder: "chi"}}
	require.NoError(o, o.store.Add(procedure.NewProcess{ID: p.ID, Kind: p.Kind, Subject: p.Root, Input: p}))
	o.running(p.ID)
	o.turn(p.ID, rotation.ActProposeRotation, rotation.PlanProposal{People: []rotation.ProposedPerson{{Official: "an"}, {Official: "binh"}}})
	o.turn(p.ID, rotation.ActProposeRotation, rotation.PlanProposal{Needs: []rotation.ProposedNeed{{Post: "chair", Urgency: 50}}})
	o.solved(p.ID, "an")
	o.deliver(p.ID, rotation.ActChangeNeeds, "organiser", rotation.NeedChange{ProposedNeed: rotation.ProposedNeed{Post: "retires"}, Action: rotation.StrikeNeed})
	fix := rotation.AssignmentChange{Placement: assignment.Placement{Official: "an", Post: "chair"}, Action: rotation.FixPair}
	o.deliver(p.ID, rotation.ActChangeAssignment, "organiser", fix)
	o.turn(p.ID, rotation.ActAcceptAssignment, rotation.Accepted{SHA256: o.solved(p.ID, "an").SHA256})
	o.turn(p.ID, rotation.ActConfirmPapers, rotation.PlanPapers{Official: "an", Items: []string{"health"}})
	o.in(p.ID, rotation.StepConsultation)
	refused := rotation.PlanAnswer{Placement: fix.Placement, Side: rotation.SidePerson}
	o.deliver(p.ID, rotation.ActAnswerConsultation, "an", rotation.Consulted{Answers: []rotation.PlanAnswer{refused}, Reasons: true})
	pair := o.solved(p.ID, "binh").Pairs[0]
	o.turn(p.ID, rotation.ActConfirmPapers, rotation.PlanPapers{Official: "binh", Items: []string{"health"}})
	for who, side := range map[string]rotation.Side{"head-1": rotation.SideOrigin, "head-2": rotation.SideDestination, "binh": rotation.SidePerson} {
		at := assignment.Placement{Official: pair.Official, Post: pair.Post}
		agrees := rotation.PlanAnswer{Placement: at, Side: side, Agrees: true}
		o.deliver(p.ID, rotation.ActAnswerConsultation, who, rotation.Consulted{Answers: []rotation.PlanAnswer{agrees}, Reasons: true})
	}
	o.store.Outcomes = map[string][]ballot.Outcome{
		procedure.BallotID(p.ID, rotation.StepBallot, 1): {{Subject: pair.Official, Verdict: ballot.Carried, Choices: []string{rotation.Yes, rotation.No}}},
	}
	o.ballot(p.ID, "organiser", "member")
	decided := rotation.PlanDecided{Official: "binh", Decided: calendar.DateOf(time.Now()), Months: 36}
	o.turn(p.ID, rotation.ActDecideRotations, rotation.PlanDecision{Decisions: []rotation.PlanDecided{decided}, Documents: true})
	o.ended(p.ID)

	r, err := rotation.New(rotation.Decision{
		Code: "mini-2020-binh", Official: "binh", From: pair.From, To: pair.Post, Decided: decided.Decided, Months: 36,
	}, rotationParts(), rotationRules(), o.steps(rotation.StepAnnouncement, rotation.StepHandover, rotation.StepEntitlements,
		rotation.StepCheckpoint, rotation.StepEndReview, rotation.StepPlacement))
	require.NoError(o, err)
	require.NoError(o, o.store.Add(procedure.NewProcess{ID: r.ID, Kind: r.Kind, Subject: r.Code, Input: r}))
	return p.ID
}

func rotationParts() rotation.Parts {
	return rotation.Parts{Organiser: "organiser", Releaser: "head-1", Receiver: "head-2"}
}

func rotationRules() rotation.Rules {
	return rotation.Rules{
		ReviewMonths: 6, MinMonths: 36, PlacementMonth: 30, Placements: rotation.Placements, Entitlements: []string{"housing"},
		Grades: []evaluation.Grade{evaluation.Good, evaluation.Completed},
	}
}

func (o *office) steps(names ...string) []procedure.Step {
	steps := make([]procedure.Step, len(names))
	for i, name := range names {
		steps[i] = procedure.Step{Name: name, Mode: procedure.Internal, DueDays: 10, RemindDays: []int{5, 2}, CloseEarly: true}
	}
	return steps
}

// running waits until a process has begun, and returns its first run.
func (o *office) running(id string) (run string) {
	o.Helper()
	require.Eventually(o, func() bool {
		_, err := o.client.QueryWorkflow(o.Context(), id, "", "state")
		return err == nil
	}, time.Minute, 50*time.Millisecond)
	described, err := o.client.DescribeWorkflowExecution(o.Context(), id, "")
	require.NoError(o, err)
	return described.GetWorkflowExecutionInfo().GetFirstRunId()
}

// next is the run that a run has continued as; "" for the last.
func (o *office) next(id, run string) string {
	o.Helper()
	it := o.client.GetWorkflowHistory(o.Context(), id, run, false, enums.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
	for it.HasNext() {
		event, err := it.Next()
		require.NoError(o, err)
		if c := event.GetWorkflowExecutionContinuedAsNewEventAttributes(); c != nil {
			return c.NewExecutionRunId
		}
	}
	return ""
}

func (o *office) step(id string) *procedure.Step {
	o.Helper()
	s := stateOf[procedure.State](o, id)
	return s.Current()
}

// turn has the first of those whose task an act is do it, as soon as somebody has it.
func (o *office) turn(id, act string, args any) {
	o.Helper()
	var last error
	require.Eventually(o, func() bool {
		st := o.step(id)
		if st == nil {
			return false
		}
		i := slices.IndexFunc(st.Tasks, func(t procedure.Task) bool { return t.Act == act && !t.Done })
		if i < 0 {
			return false
		}
		_, last = o.engine.Deliver(o.Context(), id, o.command(act, st.Tasks[i].Assignee, args))
		return last == nil
	}, time.Minute, 50*time.Millisecond, "%s in %s: %v", act, id, last)
}

func (o *office) ballot(id string, tellers ...string) {
	o.Helper()
	o.turn(id, procedure.CommandElectTellers, procedure.ElectTellers{Tellers: tellers})
	o.turn(id, procedure.CommandCount, nil)
	o.turn(id, procedure.CommandConfirmCount, nil)
}

// in waits until a process is in a step.
func (o *office) in(id, step string) {
	o.Helper()
	require.Eventually(o, func() bool {
		st := o.step(id)
		return st != nil && st.Name == step
	}, time.Minute, 50*time.Millisecond, step)
}

func (o *office) ended(id string) {
	o.Helper()
	require.Eventually(o, func() bool { return stateOf[procedure.State](o, id).Concluded }, time.Minute, 50*time.Millisecond)
}

// solved waits until the assignment is that of what people want and places somebody.
func (o *office) solved(id, who string) (p rotation.Plan) {
	o.Helper()
	require.Eventually(o, func() bool {
		p = stateOf[rotation.Plan](o, id)
		return p.Computed == p.Revision && len(p.Pairs) == 1 && p.Pairs[0].Official == who
	}, time.Minute, 50*time.Millisecond)
	return p
}

func (plans) RotationPlanPolicy(context.Context, string) (string, int, []byte, time.Time, error) {
	const id = "qd98-2017"
	text, err := fs.ReadFile(seeds.FS, "policies/rotation/"+id+".yaml")
	return id, 1, text, time.Date(2020, 8, 9, 0, 0, 0, 0, time.UTC), err
}

// Assign places the first who has not refused.
func (plans) Assign(_ context.Context, asked rotation.AssignmentAsked, _ screening.Rule) (assignment.File, rotation.Assigned, error) {
	answer := rotation.Assigned{Revision: asked.Revision, SHA256: strings.Repeat("a", 64)}
	for _, p := range asked.People {
		refused := func(e assignment.Exclusion) bool { return e.Official == p.Official }
		if len(answer.Pairs) == 0 && !slices.ContainsFunc(asked.Excluded, refused) {
			answer.Pairs = []rotation.PlanPair{{Official: p.Official, From: "deputy", Origin: "office", Post: "chair", Destination: "commune"}}
		}
	}
	return assignment.File{SHA256: answer.SHA256}, answer, nil
}
