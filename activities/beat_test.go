package activities_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/testsuite"

	"canbo/activities"
	"canbo/internal/procedure"
)

// slowStore answers when the server has heard from the activity.
type slowStore struct{ heard chan struct{} }

func (s slowStore) Apply(ctx context.Context, _ procedure.Batch, _ []procedure.Prepared) ([]procedure.Command, error) {
	select {
	case <-s.heard:
		return nil, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func TestAnAttemptThatTakesLongTellsThatItIsAlive(t *testing.T) {
	t.Parallel()
	store := slowStore{make(chan struct{}, 100)}
	acts := &activities.Activities{Store: store}
	env := (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment()
	env.RegisterActivityWithOptions(acts.Apply, activity.RegisterOptions{Name: activities.NameApply})
	env.SetOnActivityHeartbeatListener(func(*activity.Info, converter.EncodedValues) { store.heard <- struct{}{} })
	_, err := env.ExecuteActivity(activities.NameApply, procedure.Batch{})
	require.NoError(t, err)
}
