package activities

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"
)

// beatEvery is well below the heartbeat timeout that the workflows ask for. The SDK sends on only a part of the beats.
const beatEvery = time.Second

// beat tells the server that this attempt is alive, until end is called. Without it, what a killed worker had begun would
// be tried again only after the longest time that an attempt may take.
func beat(ctx context.Context) (end func()) {
	if !activity.IsActivity(ctx) {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		ticker := time.NewTicker(beatEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				activity.RecordHeartbeat(ctx)
			}
		}
	}()
	return cancel
}
