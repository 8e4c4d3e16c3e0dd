package office

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPartsStopInTheOppositeOrderAndAllOfThem(t *testing.T) {
	t.Parallel()
	var order []string
	p := newParts()
	p.add("first", func() error { order = append(order, "first"); return nil })
	p.add("second", func() error { order = append(order, "second"); return errors.New("stuck") })
	p.add("third", func() error { order = append(order, "third"); return nil })
	require.EqualError(t, p.stop(), "stop second: stuck")
	require.Equal(t, []string{"third", "second", "first"}, order)
	require.NoError(t, p.stop(), "a second stop has nothing to do")
}

func TestABackgroundPartOutlivesTheInterruptAndEndsInStop(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	p := newParts()
	p.background(ctx, "worker", func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	})
	interrupt()
	require.Empty(t, p.failed)
	require.NoError(t, p.stop())
	require.Empty(t, p.failed, "an ordered end is no failure")
}

func TestABackgroundPartThatEndsByItselfIsReportedOnce(t *testing.T) {
	t.Parallel()
	p := newParts()
	cause := errors.New("lost its server")
	p.background(t.Context(), "worker", func(context.Context) error { return cause })
	require.ErrorIs(t, <-p.failed, cause)
	require.NoError(t, p.stop(), "what was reported is not said twice")
}
