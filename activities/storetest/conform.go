package storetest

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/activities"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// Subject is a record under Conform in which a cycle of the small district has been opened: the processes of Cycle are
// prepared, and only the cycle itself is released.
type Subject interface {
	activities.Store
	// PendingBefore is that of activities.Reader.
	PendingBefore(ctx context.Context, process string, due time.Time) ([]procedure.Command, error)
	// Waiting, Started, Lease and Refuse are those of engine.Inbox.
	Waiting(ctx context.Context, limit int) ([]procedure.NewProcess, error)
	Started(ctx context.Context, id string) error
	Lease(ctx context.Context, limit int) ([]procedure.Undelivered, error)
	Refuse(ctx context.Context, key string, why *fault.Error) error
	// File puts a command into the inbox.
	File(process string, cmd procedure.Command)
	// Filing looks a command of the inbox up.
	Filing(key string) (Filing, bool)
}

// Cycle is the cycle that a Subject has opened.
const Cycle = "mini-2018"

// The processes that the cases write for.
var (
	cycleID  = evaluation.CycleID(Cycle)
	reviewID = evaluation.UnitReviewID(Cycle, "xa-na-muoi")
)

// Conform runs the cases that every record passes, each on a record of its own.
func Conform(t *testing.T, open func(t *testing.T) Subject) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, s Subject)
	}{
		{"an effect applied again changes nothing and gives its first answer", applyTwice},
		{"a batch that overlaps an earlier one writes what is new", overlap},
		{"an accepted command is settled with its version", acceptedIsSettled},
		{"a refused command is settled with its reason", refusedIsSettled},
		{"a settled command keeps its outcome", settledOnce},
		{"filings received in time are drained in the order of their receipt", drainOrder},
		{"a command to another process is filed once", sendOnce},
		{"a refused command goes back to the process that asked for it", returnOnce},
		{"a launch releases the processes of one kind", launchKind},
		{"a launch releases the bodies of one level", launchLevel},
		{"a launch adds the process prepared for it", launchPrepared},
		{"a recall ends what waits for its turn and cancels the rest, once", recallOnce},
		{"a cancelled cycle launches nothing more", launchAfterCancel},
		{"a process that was started waits no more", startedOnce},
		{"an unknown process is not found", unknownProcess},
		{"an unknown effect writes nothing of its batch", unknownEffect},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, open(t))
		})
	}
}

var noon = time.Date(2019, 1, 7, 5, 0, 0, 0, time.UTC)

func effect(t *testing.T, seq int64, kind string, args any) procedure.Prepared {
	raw, err := json.Marshal(args)
	require.NoError(t, err)
	return procedure.Prepared{Effect: procedure.Effect{Seq: seq, Version: seq, Kind: kind, Args: raw}}
}

func apply(t *testing.T, s Subject, process string, prepared ...procedure.Prepared) []procedure.Command {
	t.Helper()
	answers, err := s.Apply(t.Context(), batch(process, prepared), prepared)
	require.NoError(t, err)
	return answers
}

func batch(process string, prepared []procedure.Prepared) procedure.Batch {
	b := procedure.Batch{Process: process, Kind: evaluation.KindUnitReview}
	for _, p := range prepared {
		b.Effects = append(b.Effects, p.Effect)
		b.Version = p.Effect.Version
	}
	return b
}

// remark is a command that leaves no record but itself.
func remark(key string, received time.Time) procedure.Command {
	return procedure.Command{
		Key: key, Kind: procedure.CommandPause, Actor: "admin", Role: procedure.Administrator, ReceivedAt: received, Args: []byte(`{}`),
	}
}

func keys(commands []procedure.Command) []string {
	out := make([]string, len(commands))
	for i, c := range commands {
		out[i] = c.Key
	}
	return out
}

func waiting(t *testing.T, s Subject) []string {
	processes, err := s.Waiting(t.Context(), 100)
	require.NoError(t, err)
	out := make([]string, len(processes))
	for i, p := range processes {
		out[i] = p.ID
	}
	return out
}

func applyTwice(t *testing.T, s Subject) {
	due := effect(t, 1, procedure.EffectDue, procedure.DueRequest{Step: "x", From: noon, Days: 3})
	due.Answer = []procedure.Command{remark("first answer", noon)}
	require.Equal(t, []string{"first answer"}, keys(apply(t, s, reviewID, due)))
	due.Answer = []procedure.Command{remark("a later calendar says otherwise", noon)}
	again := apply(t, s, reviewID, due)
	require.Equal(t, []string{"first answer"}, keys(again))
	require.Equal(t, noon, again[0].ReceivedAt.UTC())
}

func overlap(t *testing.T, s Subject) {
	for _, key := range []string{"a", "b"} {
		s.File(reviewID, remark(key, noon))
	}
	act := func(seq int64, key string) procedure.Prepared {
		return effect(t, seq, procedure.EffectAct, procedure.Act{Command: remark(key, noon)})
	}
	apply(t, s, reviewID, act(1, "a"))
	apply(t, s, reviewID, act(1, "a"), act(2, "b"))
	a, _ := s.Filing("a")
	b, _ := s.Filing("b")
	require.EqualValues(t, 1, a.Version)
	require.EqualValues(t, 2, b.Version)
}

func acceptedIsSettled(t *testing.T, s Subject) {
	s.File(reviewID, remark("a", noon))
	filed, ok := s.Filing("a")
	require.True(t, ok)
	require.False(t, filed.Settled)
	apply(t, s, reviewID, effect(t, 7, procedure.EffectAct, procedure.Act{Command: remark("a", noon)}))
	filed, _ = s.Filing("a")
	require.True(t, filed.Settled)
	require.EqualValues(t, 7, filed.Version)
	require.Nil(t, filed.Refused)
}

func refusedIsSettled(t *testing.T, s Subject) {
	s.File(reviewID, remark("a", noon))
	why := procedure.Refusal{Key: "a", Kind: string(fault.TooLate), Code: "after_due", Text: "the due time has passed"}
	apply(t, s, reviewID, effect(t, 1, procedure.EffectRefused, why))
	filed, _ := s.Filing("a")
	require.True(t, filed.Settled)
	require.Zero(t, filed.Version)
	require.Equal(t, fault.New(fault.TooLate, "after_due", "the due time has passed"), filed.Refused)
}

func settledOnce(t *testing.T, s Subject) {
	s.File(reviewID, remark("a", noon))
	apply(t, s, reviewID, effect(t, 1, procedure.EffectAct, procedure.Act{Command: remark("a", noon)}))
	require.NoError(t, s.Refuse(t.Context(), "a", fault.New(fault.Conflict, "process_ended", "over")))
	filed, _ := s.Filing("a")
	require.Nil(t, filed.Refused, "what was accepted stays accepted")
	require.NoError(t, s.Refuse(t.Context(), "nobody filed this", fault.New(fault.Conflict, "x", "x")))
}

func drainOrder(t *testing.T, s Subject) {
	entered := remark("entered", noon.Add(-time.Second))
	entered.OnBehalfOf = "mini-12"
	s.File(reviewID, entered)
	for key, received := range map[string]time.Time{
		"at the due time": noon, "second b": noon.Add(-time.Minute), "second a": noon.Add(-time.Minute), "first": noon.Add(-time.Hour), "settled": noon.Add(-2 * time.Hour),
	} {
		s.File(reviewID, remark(key, received))
	}
	s.File(cycleID, remark("of another process", noon.Add(-time.Hour)))
	apply(t, s, reviewID, effect(t, 1, procedure.EffectAct, procedure.Act{Command: remark("settled", noon)}))
	pending, err := s.PendingBefore(t.Context(), reviewID, noon)
	require.NoError(t, err)
	require.Equal(t, []string{"first", "second a", "second b", "entered"}, keys(pending))
	require.Equal(t, "mini-12", pending[3].OnBehalfOf)
	require.Equal(t, procedure.Administrator, pending[0].Role)
	require.Equal(t, procedure.CommandPause, pending[0].Kind)
	require.Equal(t, noon.Add(-time.Hour), pending[0].ReceivedAt.UTC())
}

func sendOnce(t *testing.T, s Subject) {
	send := effect(t, 4, procedure.EffectSend, procedure.Send{
		To: cycleID, Kind: evaluation.CommandUnitReviewed, Args: evaluation.UnitReviewed{Unit: "xa-na-muoi"},
	})
	apply(t, s, reviewID, send)
	apply(t, s, reviewID, send)
	require.NoError(t, s.Started(t.Context(), cycleID))
	leased, err := s.Lease(t.Context(), 10)
	require.NoError(t, err)
	require.Len(t, leased, 1)
	require.Equal(t, cycleID, leased[0].Process)
	cmd := leased[0].Command
	require.Equal(t, reviewID+"#4", cmd.Key)
	require.Equal(t, reviewID, cmd.Actor)
	require.Equal(t, procedure.System, cmd.Role)
	require.Equal(t, evaluation.UnitReviewed{Unit: "xa-na-muoi"}, procedure.Decode[evaluation.UnitReviewed](cmd))
}

func launchKind(t *testing.T, s Subject) {
	require.Equal(t, []string{cycleID}, waiting(t, s))
	apply(t, s, cycleID, effect(t, 1, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindUnitReview}))
	require.ElementsMatch(t, []string{
		cycleID, reviewID, evaluation.UnitReviewID(Cycle, "xa-khuoi-sao"), evaluation.UnitReviewID(Cycle, "phong-noi-vu"),
	}, waiting(t, s))
}

func launchLevel(t *testing.T, s Subject) {
	apply(t, s, cycleID, effect(t, 1, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindBodyDecision, Scope: "2"}))
	require.ElementsMatch(t, []string{cycleID, evaluation.BodyDecisionID(Cycle, "btv-mini")}, waiting(t, s))
}

func launchPrepared(t *testing.T, s Subject) {
	id := evaluation.PetitionID(Cycle, "mini-12")
	launch := effect(t, 1, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindPetition, Scope: "mini-12"})
	launch.Computed = procedure.NewProcess{
		ID: id, Kind: evaluation.KindPetition, Cycle: Cycle, Subject: "mini-12", Input: map[string]string{"official": "mini-12"},
	}
	apply(t, s, evaluation.BodyDecisionID(Cycle, "du-xa-na-muoi"), launch)
	require.ElementsMatch(t, []string{cycleID, id}, waiting(t, s))
	processes, err := s.Waiting(t.Context(), 100)
	require.NoError(t, err)
	raw, err := json.Marshal(processes[1].Input)
	require.NoError(t, err)
	require.JSONEq(t, `{"official":"mini-12"}`, string(raw))
}

func startedOnce(t *testing.T, s Subject) {
	require.NoError(t, s.Started(t.Context(), cycleID))
	require.NoError(t, s.Started(t.Context(), cycleID))
	require.Empty(t, waiting(t, s))
}

func unknownProcess(t *testing.T, s Subject) {
	prepared := []procedure.Prepared{effect(t, 1, procedure.EffectConcluded, struct{}{})}
	_, err := s.Apply(t.Context(), batch("unit-review/mini-2018/nowhere", prepared), prepared)
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}

func unknownEffect(t *testing.T, s Subject) {
	s.File(reviewID, remark("a", noon))
	prepared := []procedure.Prepared{
		effect(t, 1, procedure.EffectAct, procedure.Act{Command: remark("a", noon)}), effect(t, 2, "dance", struct{}{}),
	}
	_, err := s.Apply(t.Context(), batch(reviewID, prepared), prepared)
	require.ErrorContains(t, err, `no effect "dance"`)
	filed, _ := s.Filing("a")
	require.False(t, filed.Settled)
	apply(t, s, reviewID, prepared[0]) // and it can still be applied
	filed, _ = s.Filing("a")
	require.True(t, filed.Settled)
}
