package workflows_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"

	"canbo/activities"
	"canbo/activities/storetest"
	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/seeds"
	"canbo/workflows"
)

// opened is a Monday morning in Vietnam; ten working days later are 18 December 00:00 there.
var opened = time.Date(2018, 12, 3, 2, 0, 0, 0, time.UTC)

const (
	reviewID   = "unit-review/mini-2018/xa-na-muoi"
	petitionID = "petition/mini-2018/hoa"
)

// bench runs one workflow in Temporal's test environment, with the real activity over a store in memory. Time is
// skipped, so months pass in milliseconds.
type bench struct {
	t       *testing.T
	env     *testsuite.TestWorkflowEnvironment
	store   *storetest.Store
	answers map[string]answer // by update id
	applied atomic.Int32      // runs of the activity, failed ones as well
	timers  struct{ now, most, all int }
}

// answer is what the sender of a command was told.
type answer struct {
	accepted bool
	outcome  procedure.Outcome
	err      error
}

// workingDays are loaded once for all tests.
var workingDays = sync.OnceValues(func() (*calendar.Calendar, error) { return calendar.Load(seeds.FS, "calendars") })

func newBench(t *testing.T, store *storetest.Store) *bench {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	days, err := workingDays()
	require.NoError(t, err)
	b := &bench{t: t, env: suite.NewTestWorkflowEnvironment(), store: store, answers: map[string]answer{}}
	b.env.SetStartTime(opened)
	workflows.Register(b.env)
	acts := &activities.Activities{Store: store, Reader: store, Calendar: days}
	b.env.RegisterActivityWithOptions(acts.Apply, activity.RegisterOptions{Name: activities.NameApply})
	b.env.SetOnActivityStartedListener(func(*activity.Info, context.Context, converter.EncodedValues) { b.applied.Add(1) })
	b.env.SetOnTimerScheduledListener(func(string, time.Duration) {
		b.timers.all++
		b.timers.now++
		b.timers.most = max(b.timers.most, b.timers.now)
	})
	b.env.SetOnTimerFiredListener(func(string) { b.timers.now-- })
	b.env.SetOnTimerCanceledListener(func(string) { b.timers.now-- })
	return b
}

// command is one received after so much time.
func command(key, kind, actor string, after time.Duration, args any) procedure.Command {
	raw, err := json.Marshal(args)
	if err != nil {
		panic(err)
	}
	role := procedure.Official
	if actor == "admin" {
		role = procedure.Administrator
	}
	return procedure.Command{Key: key, Kind: kind, Actor: actor, Role: role, ReceivedAt: opened.Add(after), Args: raw}
}

// at sends a command after so much time, received at that moment.
func (b *bench) at(after time.Duration, key, kind, actor string, args any) {
	b.sendAt(after, key, command(key, kind, actor, after, args))
}

// sendAt sends a command under an update id after so much time.
func (b *bench) sendAt(after time.Duration, updateID string, cmd procedure.Command) {
	b.env.RegisterDelayedCallback(func() {
		b.env.UpdateWorkflow(workflows.UpdateCommand, updateID, &testsuite.TestUpdateCallback{
			OnAccept: func() {},
			OnReject: func(err error) { b.answers[updateID] = answer{err: err} },
			OnComplete: func(result any, err error) {
				out, _ := result.(procedure.Outcome)
				b.answers[updateID] = answer{accepted: true, outcome: out, err: err}
			},
		}, cmd)
	}, after)
}

// state asks the running or ended workflow for its state.
func state[P any](b *bench) P {
	value, err := b.env.QueryWorkflow(workflows.QueryState)
	require.NoError(b.t, err)
	var p P
	require.NoError(b.t, value.Get(&p))
	return p
}

func step(name string, dueDays int, onDue bool, remind ...int) procedure.Step {
	return procedure.Step{Name: name, Mode: procedure.Internal, DueDays: dueDays, RemindDays: remind, CloseEarly: true, CloseOnDue: onDue}
}

func rules() evaluation.Rules {
	return evaluation.Rules{
		Grades: []evaluation.Grade{evaluation.Excellent, evaluation.Good, evaluation.Completed, evaluation.NotCompleted},
		Quorum: ballot.Quorum{Num: 2, Den: 3, Base: ballot.BasePresent},
	}
}

// newReview is the review of a unit of three, an in the chair.
func newReview(store *storetest.Store) *evaluation.UnitReview {
	u := evaluation.NewUnitReview("mini-2018", evaluation.Conference{
		Unit: "xa-na-muoi", Chair: "an", Deputy: "binh", Members: []string{"an", "binh", "chi"}, Subjects: []string{"an", "binh", "chi"},
	}, []procedure.Step{
		step(evaluation.StepSelfReview, 10, true, 5, 2, 1), step(evaluation.StepComments, 0, false),
		step(evaluation.StepBallot, 0, false), step(evaluation.StepProposal, 0, false),
	}, rules())
	for _, p := range []procedure.NewProcess{{ID: u.ID, Kind: u.Kind, Cycle: "mini-2018", Subject: u.Unit, Input: u}, {ID: "cycle/mini-2018"}} {
		if err := store.Add(p); err != nil {
			panic(err)
		}
	}
	return u
}

// script is the review of a unit, as commands by key: self-reviews on the first day, the rest on the second.
func script() map[string]procedure.Command {
	marks := func(subjects ...string) (m evaluation.Marks) {
		for _, s := range subjects {
			m.Marks = append(m.Marks, evaluation.Mark{Subject: s, Grade: evaluation.Good})
		}
		return m
	}
	good := evaluation.SelfReview{Grade: evaluation.Good}
	tellers := procedure.ElectTellers{Tellers: []string{"binh", "chi"}}
	commands := map[string]procedure.Command{}
	for _, c := range []procedure.Command{
		command("self-an", evaluation.ActSelfReview, "an", 1*time.Hour, good),
		command("self-binh", evaluation.ActSelfReview, "binh", 2*time.Hour, good),
		command("self-chi", evaluation.ActSelfReview, "chi", 3*time.Hour, good),
		command("comment", evaluation.ActComment, "chi", 24*time.Hour, evaluation.Comment{Subject: "an"}),
		command("minutes", evaluation.ActAdoptMinutes, "an", 25*time.Hour, nil),
		command("tellers", procedure.CommandElectTellers, "an", 26*time.Hour, tellers),
		command("count", procedure.CommandCount, "binh", 27*time.Hour, nil),
		command("confirm", procedure.CommandConfirmCount, "chi", 28*time.Hour, nil),
		command("propose-an", evaluation.ActPropose, "an", 29*time.Hour, marks("binh", "chi")),
		command("propose-binh", evaluation.ActPropose, "binh", 30*time.Hour, marks("an")),
	} {
		commands[c.Key] = c
	}
	return commands
}

// review sends the whole script.
func (b *bench) review() {
	for key, cmd := range script() {
		b.sendAt(cmd.ReceivedAt.Sub(opened), key, cmd)
	}
}
