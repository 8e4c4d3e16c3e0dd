package workflows_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"canbo/activities/storetest"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/workflows"
)

func TestAUnitReviewRunsToItsEnd(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	b.review()
	b.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))

	require.NoError(t, b.env.GetWorkflowError())
	for key, a := range b.answers {
		require.NoError(t, a.err, key)
		require.True(t, a.accepted, key)
	}
	require.True(t, store.Concluded(reviewID))
	kept := store.Kept()
	require.Equal(t, []string{
		"due_set", "self_review", "self_review", "self_review", "comment", "adopt_minutes", "elect_tellers", "count_ballot",
		"ballot_counted", "confirm_count", "propose", "propose",
	}, kinds(kept.Acts))
	for _, task := range kept.Tasks {
		require.True(t, task.Done || task.Act == procedure.ActVote && task.Ended, task)
	}
	sent, err := store.PendingBefore(t.Context(), "cycle/mini-2018", time.Now().Add(time.Hour))
	require.NoError(t, err)
	require.Len(t, sent, 1, "the cycle is told")
	require.LessOrEqual(t, b.timers.most, 1)
	require.Zero(t, b.timers.now, "no timer is left behind")
}

func TestAPetitionRunsToItsEnd(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	p := newPetition(t, store)
	b.at(time.Hour, "by the petitioner", evaluation.ActAnswerPetition, "hoa", evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true})
	b.at(2*time.Hour, "answer", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true})
	b.env.ExecuteWorkflow(evaluation.KindPetition, p)

	require.NoError(t, b.env.GetWorkflowError())
	require.False(t, b.answers["by the petitioner"].accepted)
	require.True(t, b.answers["answer"].accepted)
	require.True(t, store.Concluded(petitionID))
}

func TestARefusalLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	var before, after *evaluation.Petition
	b.env.RegisterDelayedCallback(func() { before = state[*evaluation.Petition](b) }, time.Hour-1)
	b.at(time.Hour, "wrong person", evaluation.ActAnswerPetition, "an", evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true})
	b.at(time.Hour, "no grounds", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: evaluation.PetitionUpheld})
	b.env.RegisterDelayedCallback(func() { after = state[*evaluation.Petition](b) }, time.Hour+1)
	b.at(2*time.Hour, "answer", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true})
	b.env.ExecuteWorkflow(evaluation.KindPetition, newPetition(t, store))

	require.NoError(t, b.env.GetWorkflowError())
	require.Equal(t, before, after)
	for key, want := range map[string][2]string{"wrong person": {"denied", "not_your_task"}, "no grounds": {"invalid", "reason_missing"}} {
		refused, ok := errors.AsType[*temporal.ApplicationError](b.answers[key].err)
		require.True(t, ok, key)
		var code string
		require.NoError(t, refused.Details(&code))
		require.Equal(t, want, [2]string{refused.Type(), code})
		require.True(t, refused.NonRetryable())
		require.NotEmpty(t, refused.Message())
	}
	require.Equal(t, []string{"due_set", "answer_petition"}, kinds(store.Kept().Acts))
}

// The server knows a repeated update id only within one run; the machine's own memory answers the others.
func TestARepeatedCommandHasOneEffectAndOneAnswer(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	first := command("self-an", evaluation.ActSelfReview, "an", time.Hour, evaluation.SelfReview{Grade: evaluation.Good})
	b.sendAt(time.Hour, "one", first)
	b.sendAt(2*time.Hour, "two", first)
	b.env.RegisterDelayedCallback(b.env.CancelWorkflow, 3*time.Hour)
	b.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))

	require.True(t, b.answers["one"].accepted)
	require.True(t, b.answers["two"].accepted)
	require.Equal(t, b.answers["one"].outcome, b.answers["two"].outcome)
	require.Equal(t, []string{"due_set", "self_review"}, kinds(store.Kept().Acts))
}

func TestTimePassesByItself(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	due := time.Date(2018, 12, 17, 17, 0, 0, 0, time.UTC) // 18 December 00:00 in Vietnam, ten working days after the third
	late := command("late", evaluation.ActSelfReview, "binh", due.Sub(opened)-time.Second, evaluation.SelfReview{Grade: evaluation.Good})
	store.File(reviewID, late) // the workers were down, so nobody has delivered it
	b.at(due.Sub(opened)+time.Minute, "too late", evaluation.ActSelfReview, "chi", evaluation.SelfReview{Grade: evaluation.Good})
	b.env.RegisterDelayedCallback(b.env.CancelWorkflow, 1000*time.Hour)
	b.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))

	kept := store.Kept()
	require.Equal(t, evaluation.StepSelfReview, kept.Steps[0].Name)
	require.Equal(t, due, kept.Steps[0].Due)
	require.Equal(t, "due", kept.Steps[0].ClosedBy)
	require.WithinDuration(t, due, kept.Steps[0].ClosedAt, time.Second)
	reminders := 0
	for _, m := range kept.Mails {
		if m.About == "reminder" {
			reminders++
		}
	}
	require.Equal(t, 3*3, reminders, "three people, 5, 2 and 1 working days before")
	filing, _ := store.Filing("late")
	require.Positive(t, filing.Version, "received in time, so it counts")
	require.False(t, b.answers["too late"].accepted)
	require.Equal(t, 1, b.timers.most, "one timer at a time")
	require.Equal(t, 4, b.timers.all, "three reminders and the due time")
}

// A filing that cannot be accepted any more is answered, not forgotten.
func TestADrainedFilingThatIsRefusedIsAnswered(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	store.File(reviewID, command("stranger", evaluation.ActSelfReview, "yen", time.Hour, evaluation.SelfReview{Grade: evaluation.Good}))
	b.env.RegisterDelayedCallback(b.env.CancelWorkflow, 1000*time.Hour)
	b.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))
	filing, _ := store.Filing("stranger")
	require.True(t, filing.Settled)
	require.Equal(t, "not_your_task", filing.Refused.Code)
}

func TestAnExtensionMovesTheOneTimer(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	due := opened.Add(60 * 24 * time.Hour)
	b.at(time.Hour, "extend", procedure.CommandExtend, "admin", procedure.Extend{Step: evaluation.StepSelfReview, Due: due})
	b.env.RegisterDelayedCallback(func() { require.Equal(t, 1, b.timers.now, "the old one was cancelled") }, 2*time.Hour)
	b.env.RegisterDelayedCallback(b.env.CancelWorkflow, 1500*time.Hour)
	b.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))
	require.WithinDuration(t, due, store.Kept().Steps[0].ClosedAt, time.Second)
}

func TestNoTimerRunsDuringAPause(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	b.at(time.Hour, "pause", procedure.CommandPause, "admin", nil)
	b.env.RegisterDelayedCallback(func() { require.Zero(t, b.timers.now) }, 2*time.Hour)
	b.at(1001*time.Hour, "resume", procedure.CommandResume, "admin", nil)
	b.env.RegisterDelayedCallback(b.env.CancelWorkflow, 2000*time.Hour)
	b.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))
	want := time.Date(2018, 12, 17, 17, 0, 0, 0, time.UTC).Add(1000 * time.Hour)
	require.WithinDuration(t, want, store.Kept().Steps[0].ClosedAt, time.Second)
	require.Equal(t, 1, b.timers.most)
}

// While one batch is written, everything that arrives waits in the state and becomes the next batch.
func TestManyCommandsAreAppliedTogether(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	var down atomic.Bool
	store.Fail = func(procedure.Batch) error {
		if down.Load() {
			return errors.New("the database is away")
		}
		return nil
	}
	b := newBench(t, store)
	b.env.RegisterDelayedCallback(func() { down.Store(true) }, time.Hour-1)
	for _, who := range []string{"an", "binh", "chi"} {
		b.at(time.Hour, "self-"+who, evaluation.ActSelfReview, who, evaluation.SelfReview{Grade: evaluation.Good})
	}
	b.env.RegisterDelayedCallback(func() { down.Store(false) }, time.Hour+5*time.Second)
	b.env.RegisterDelayedCallback(b.env.CancelWorkflow, 3*time.Hour)
	b.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))

	for _, who := range []string{"an", "binh", "chi"} {
		require.True(t, b.answers["self-"+who].accepted, "accepted while the database was away")
	}
	batches := store.Kept().Batches
	require.Equal(t, []string{"act", "task_done"}, effectKinds(batches[2]), "the one that failed again and again")
	require.Equal(t, []string{"act", "task_done", "act", "task_done", "step", "step", "tasks"}, effectKinds(batches[3]))
	require.Greater(t, int(b.applied.Load()), len(batches), "it was retried")
}

func TestContinuingAsNewCarriesTheStateOn(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	first := newBench(t, store)
	first.review()
	first.env.RegisterDelayedCallback(func() { first.env.SetContinueAsNewSuggested(true) }, 26*time.Hour+30*time.Minute)
	first.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))
	next, ok := errors.AsType[*workflow.ContinueAsNewError](first.env.GetWorkflowError())
	require.True(t, ok, first.env.GetWorkflowError())
	require.Equal(t, evaluation.KindUnitReview, next.WorkflowType.Name)

	var carried *evaluation.UnitReview
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, &carried))
	require.Empty(t, carried.Effects, "it continues at a quiet point")
	require.Equal(t, []string{"binh", "chi"}, carried.Vote.Tellers)

	second := newBench(t, store)
	second.env.SetStartTime(opened.Add(27 * time.Hour))
	second.sendAt(time.Minute, "repeat", script()["minutes"])
	for i, key := range []string{"count", "confirm", "propose-an", "propose-binh"} {
		second.sendAt(time.Duration(i+1)*time.Hour, key, script()[key])
	}
	second.env.ExecuteWorkflow(evaluation.KindUnitReview, carried)
	require.NoError(t, second.env.GetWorkflowError())
	require.Equal(t, first.answers["minutes"].outcome, second.answers["repeat"].outcome, "a repeat in the next run is known")
	require.True(t, store.Concluded(reviewID))
	var seq int64
	for _, batch := range store.Kept().Batches {
		for _, e := range batch.Effects {
			seq++
			require.Equal(t, seq, e.Seq, "no effect is lost or doubled between the runs")
		}
	}
}

func TestAPokeOnlyMakesItLookAgain(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	for range 3 {
		b.env.RegisterDelayedCallback(func() { b.env.SignalWorkflow(workflows.SignalPoke, nil) }, time.Hour)
	}
	b.at(2*time.Hour, "answer", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true})
	b.env.ExecuteWorkflow(evaluation.KindPetition, newPetition(t, store))
	require.NoError(t, b.env.GetWorkflowError())
	require.True(t, store.Concluded(petitionID))
	require.Equal(t, 1, b.timers.all, "the timer stays while it is for the same time")
}

func TestAPokedProcessMovesToTheNewVersionAtAQuietPoint(t *testing.T) {
	t.Parallel()
	store := storetest.New(nil)
	b := newBench(t, store)
	b.at(time.Hour, "self-an", evaluation.ActSelfReview, "an", evaluation.SelfReview{Grade: evaluation.Good})
	b.env.RegisterDelayedCallback(func() {
		b.env.SetTargetWorkerDeploymentVersionChanged(true)
		b.env.SignalWorkflow(workflows.SignalPoke, nil)
	}, 3*time.Hour)
	b.env.ExecuteWorkflow(evaluation.KindUnitReview, newReview(store))

	next, ok := errors.AsType[*workflow.ContinueAsNewError](b.env.GetWorkflowError())
	require.True(t, ok, b.env.GetWorkflowError())
	require.Equal(t, workflow.ContinueAsNewVersioningBehaviorAutoUpgrade, int(next.InitialVersioningBehavior), "not pinned to the old version")
	var carried *evaluation.UnitReview
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, &carried))
	require.Empty(t, carried.Effects)
	require.Equal(t, []string{"due_set", "self_review"}, kinds(store.Kept().Acts))
}

func kinds(acts []procedure.Act) []string {
	out := make([]string, len(acts))
	for i, a := range acts {
		out[i] = a.Command.Kind
	}
	return out
}

func effectKinds(b procedure.Batch) []string {
	out := make([]string, len(b.Effects))
	for i, e := range b.Effects {
		out[i] = e.Kind
	}
	return out
}

// newPetition is hoa's petition against a Good, over which binh presides.
func newPetition(t *testing.T, store *storetest.Store) *evaluation.Petition {
	sitting := evaluation.NewBodyDecision("mini-2018", evaluation.Sitting{
		Body: "btv-mini", Level: 2, Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi"},
		Cases: []evaluation.Case{{Official: "hoa"}},
	}, nil, rules())
	p, err := evaluation.NewPetition(sitting, "hoa", nil, evaluation.Good, []procedure.Step{step(evaluation.StepAnswer, 10, false, 5, 2)})
	require.NoError(t, err)
	require.NoError(t, store.Add(procedure.NewProcess{ID: p.ID, Kind: p.Kind, Cycle: p.Cycle, Subject: p.Official, Input: p}))
	require.NoError(t, store.Add(procedure.NewProcess{ID: sitting.ID, Kind: sitting.Kind, Cycle: p.Cycle, Input: sitting}))
	return p
}
