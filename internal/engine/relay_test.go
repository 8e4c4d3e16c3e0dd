package engine_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/mocks"
	"go.temporal.io/sdk/temporal"
	"golang.org/x/time/rate"

	"canbo/activities/storetest"
	"canbo/internal/engine"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/seeds"
)

// inbox is the record in memory for a relay that ends when it has looked in vain so many times.
type inbox struct {
	*storetest.Store
	looks int
	end   context.CancelFunc
	fail  error                // of Waiting
	extra procedure.NewProcess // is always waiting; none when it has no id
}

func (i *inbox) Waiting(ctx context.Context, limit int) ([]procedure.NewProcess, error) {
	if i.fail != nil {
		return nil, i.fail
	}
	waiting, err := i.Store.Waiting(ctx, limit)
	if i.extra.ID != "" {
		waiting = append(waiting, i.extra)
	}
	return waiting, err
}

// Lease gives a command once: its next try is later than these tests last.
func (i *inbox) Lease(ctx context.Context, limit int) ([]procedure.Undelivered, error) {
	leased, err := i.Store.Lease(ctx, limit)
	return slices.DeleteFunc(leased, func(u procedure.Undelivered) bool {
		f, _ := i.Filing(u.Command.Key)
		return f.Tries > 1
	}), err
}

func (i *inbox) WaitPending(context.Context, time.Duration) error {
	if i.looks--; i.looks <= 0 {
		i.end()
	}
	return nil
}

// run lets a relay work until there is nothing left to do and returns what it logged.
func run(t *testing.T, c *mocks.Client, in *inbox) string {
	ctx, cancel := context.WithCancel(t.Context())
	in.end = cancel
	var log bytes.Buffer
	relay := engine.Relay{
		Engine: engine.New(c, "canbo"), Inbox: in, Starts: rate.NewLimiter(rate.Inf, 1),
		Log: slog.New(slog.NewTextHandler(&log, nil)),
	}
	relay.Run(ctx)
	return log.String()
}

// delivered is a client that notes what is delivered and answers it.
func delivered(keys *[]string, answer func(key string) error) *mocks.Client {
	var mu sync.Mutex
	c := &mocks.Client{}
	c.On("ExecuteWorkflow", mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(nil, nil)
	c.On("UpdateWorkflow", mock.Anything, mock.Anything).Return(
		func(_ context.Context, o client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
			mu.Lock()
			defer mu.Unlock()
			*keys = append(*keys, o.UpdateID)
			if err := answer(o.UpdateID); err != nil {
				return nil, err
			}
			return handle(procedure.Outcome{Version: 1}, nil), nil
		})
	return c
}

func accept(string) error { return nil }

func TestTheRelayStartsWhatIsReleased(t *testing.T) {
	t.Parallel()
	store := storetest.NewCycle(t, seeds.FS)
	var keys []string
	c := delivered(&keys, accept)
	run(t, c, &inbox{Store: store})
	c.AssertNumberOfCalls(t, "ExecuteWorkflow", 1)
	waiting, err := store.Waiting(t.Context(), 10)
	require.NoError(t, err)
	require.Empty(t, waiting)
	require.Empty(t, keys)
}

func TestTheRelayDeliversWhatHasNoOutcome(t *testing.T) {
	t.Parallel()
	store := storetest.NewCycle(t, seeds.FS)
	const cycleID = "cycle/mini-2018"
	file := func(key, process string, role procedure.Role) {
		store.File(process, procedure.Command{Key: key, Kind: evaluation.ActAnnounce, Actor: "x", Role: role})
	}
	file("accepted", cycleID, procedure.Official)
	file("refused", cycleID, procedure.Official)
	file("unanswered", cycleID, procedure.Official)
	file("refused to a process", cycleID, procedure.System)
	file("too early", reviewID, procedure.Official) // its process has not been started
	var keys []string
	log := run(t, delivered(&keys, func(key string) error {
		switch key {
		case "refused", "refused to a process":
			return temporal.NewNonRetryableApplicationError("not yours", "denied", nil, "not_your_task")
		case "unanswered":
			return serviceerror.NewUnavailable("connection refused")
		}
		return nil
	}), &inbox{Store: store})

	require.ElementsMatch(t, []string{"accepted", "refused", "unanswered", "refused to a process"}, keys)
	for key, want := range map[string]*fault.Error{
		"accepted": nil, // the process settles it with its effects
		"refused":  fault.New(fault.Denied, "not_your_task", "not yours"), "unanswered": nil, "too early": nil,
	} {
		f, _ := store.Filing(key)
		require.Equal(t, want != nil, f.Settled, key)
		if want != nil {
			require.Equal(t, want.Text, f.Refused.Text, key)
		}
	}
	require.Contains(t, log, "process refused another's command")
	require.Contains(t, log, "refused to a process")
	require.NotContains(t, log, "unanswered", "that is an ordinary thing")
}

func TestTheRelayHoldsOnWhenSomethingIsAway(t *testing.T) {
	t.Parallel()
	t.Run("the record", func(t *testing.T) {
		t.Parallel()
		var keys []string
		log := run(t, delivered(&keys, accept), &inbox{Store: storetest.NewCycle(t, seeds.FS), looks: 3, fail: errors.New("connection refused")})
		require.Contains(t, log, "relay is held up")
	})
	t.Run("but not by one process that cannot be started", func(t *testing.T) {
		t.Parallel()
		store := storetest.NewCycle(t, seeds.FS)
		store.File("cycle/mini-2018", procedure.Command{Key: "other", Kind: evaluation.ActAnnounce, Actor: "x", Role: procedure.Official})
		require.NoError(t, store.Started(t.Context(), "cycle/mini-2018"))
		in := &inbox{Store: store, looks: 2, extra: procedure.NewProcess{ID: "petition/too-large", Kind: evaluation.KindPetition}}
		var keys []string
		c := delivered(&keys, accept)
		c.ExpectedCalls = c.ExpectedCalls[1:]
		c.On("ExecuteWorkflow", mock.Anything, mock.Anything, mock.Anything, mock.Anything).
			Return(nil, serviceerror.NewInvalidArgument("blob size exceeds limit"))
		log := run(t, c, in)
		require.Contains(t, log, "petition/too-large")
		require.Equal(t, []string{"other"}, keys)
	})
	t.Run("the engine", func(t *testing.T) {
		t.Parallel()
		store := storetest.NewCycle(t, seeds.FS)
		c := &mocks.Client{}
		c.On("ExecuteWorkflow", mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(nil, serviceerror.NewUnavailable("connection refused"))
		log := run(t, c, &inbox{Store: store, looks: 3})
		require.Contains(t, log, "relay is held up")
		c.AssertNumberOfCalls(t, "ExecuteWorkflow", 3)
		waiting, err := store.Waiting(t.Context(), 10)
		require.NoError(t, err)
		require.Len(t, waiting, 1, "it is started when the engine is back")
	})
}
