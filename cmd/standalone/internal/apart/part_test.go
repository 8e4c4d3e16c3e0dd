package apart

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// fake is a part without a process.
type fake struct {
	mu       sync.Mutex
	failures int // of the next starts
	lives    int
	stopped  int
}

func (f *fake) begin(context.Context) (*life, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failures > 0 {
		f.failures--
		return nil, errors.New("the port is taken")
	}
	f.lives++
	ready, ended := make(chan struct{}), make(chan struct{})
	close(ready)
	return &life{
		pid: f.lives, ready: ready, ended: ended,
		kill: func() error { close(ended); return nil },
		stop: func() error { close(ended); f.stopped++; return nil },
	}, nil
}

func TestAPartIsStartedAgainWhenItWasKilled(t *testing.T) {
	t.Parallel()
	f := &fake{}
	p, err := keep(t.Context(), "web", t.Output(), f.begin)
	require.NoError(t, err)
	for range 2 {
		require.NoError(t, p.Kill(t.Context()))
		require.NoError(t, p.Await(t.Context()))
	}
	starts, kills := p.Lives()
	require.Equal(t, 3, starts)
	require.Equal(t, 2, kills)
	require.NoError(t, p.stop())
	require.Equal(t, 1, f.stopped, "only what runs at the end is stopped")
	require.Zero(t, p.pid())
}

func TestAPartThatCannotBeStartedIsTriedAgain(t *testing.T) {
	t.Parallel()
	f := &fake{failures: 2}
	var log strings.Builder
	p, err := keep(t.Context(), "temporal", &log, f.begin)
	require.NoError(t, err)
	require.NoError(t, p.stop())
	require.Equal(t, 2, strings.Count(log.String(), "temporal cannot be started: the port is taken"))
}

func TestWaitingForAPartHasAnEnd(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := keep(ctx, "web", t.Output(), (&fake{failures: 1000}).begin)
	require.ErrorIs(t, err, context.DeadlineExceeded)
}
