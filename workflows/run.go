package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"canbo/activities"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// batchLimit bounds the effects of one transaction, and with it the payload of one activity.
const batchLimit = 200

// record is the profile of activities that write the record: they are idempotent and retried for ever, because a
// process that cannot record has to wait and must not fail.
var record = workflow.ActivityOptions{
	StartToCloseTimeout: time.Minute,
	HeartbeatTimeout:    5 * time.Second, // after which another worker takes over from a killed one
	RetryPolicy: &temporal.RetryPolicy{
		InitialInterval: 200 * time.Millisecond,
		MaximumInterval: time.Minute,
	},
}

// shell is one run of one process.
type shell[P procedure.Process] struct {
	process P
	dirty   bool // the state changed since the loop last looked
	poked   bool // somebody asked to look again
	poke    workflow.ReceiveChannel

	timer  workflow.Future
	cancel workflow.CancelFunc
	wake   time.Time // what the timer is for
}

// run makes p durable. The state is complete before any handler is registered, handlers never block, effects are
// applied in order in the main loop, and one timer serves all dues. self is the workflow to continue as.
func run[P procedure.Process](ctx workflow.Context, self any, p P) error {
	sh := &shell[P]{process: p, poke: workflow.GetSignalChannel(ctx, SignalPoke)}
	procedure.Open(p, workflow.Now(ctx))
	if err := sh.register(ctx); err != nil {
		return err
	}
	chapter := procedure.ChapterOf(p)
	for {
		if err := sh.flush(ctx); err != nil {
			return err
		}
		if procedure.Done(p) || continueSuggested(ctx) || procedure.ChapterOf(p) != chapter {
			if again, err := sh.settle(ctx); err != nil || again {
				if err != nil {
					return err
				}
				continue
			}
			if procedure.Done(p) {
				return nil
			}
			return workflow.NewContinueAsNewErrorWithOptions(ctx, workflow.ContinueAsNewErrorOptions{
				// A pinned run stays with its version; the next one begins on the version of the day.
				InitialVersioningBehavior: workflow.ContinueAsNewVersioningBehaviorAutoUpgrade,
			}, self, p)
		}
		if err := sh.wait(ctx); err != nil {
			return err
		}
	}
}

func (sh *shell[P]) register(ctx workflow.Context) error {
	err := workflow.SetQueryHandler(ctx, QueryState, func() (P, error) { return sh.process, nil })
	if err != nil {
		return err
	}
	return workflow.SetUpdateHandlerWithOptions(ctx, UpdateCommand, sh.handle,
		workflow.UpdateHandlerOptions{Validator: sh.validate})
}

// validate refuses a command without leaving history.
func (sh *shell[P]) validate(_ workflow.Context, cmd procedure.Command) error {
	if err := procedure.Check(sh.process, cmd); err != nil {
		return refusal(err)
	}
	return nil
}

// handle applies a command. It must not block: the effects wait in the state for the main loop.
func (sh *shell[P]) handle(ctx workflow.Context, cmd procedure.Command) (procedure.Outcome, error) {
	sh.dirty = true
	return procedure.Apply(sh.process, cmd, workflow.Now(ctx)), nil
}

// flush applies the queued effects, many in one transaction, and feeds the answers back as commands.
func (sh *shell[P]) flush(ctx workflow.Context) error {
	ctx = workflow.WithActivityOptions(ctx, record)
	s := sh.process.Base()
	for len(s.Effects) > 0 {
		batch := procedure.Batch{
			Process: s.ID, Kind: s.Kind, Version: s.Version, Effects: s.Effects[:min(len(s.Effects), batchLimit)],
		}
		last := batch.Effects[len(batch.Effects)-1].Seq
		var applied activities.Applied
		if err := workflow.ExecuteActivity(ctx, activities.NameApply, batch).Get(ctx, &applied); err != nil {
			return err
		}
		s.Applied(last)
		for _, cmd := range applied.Commands {
			sh.feed(ctx, cmd)
		}
	}
	return nil
}

// feed applies an answer to an effect, or a drained filing, which has passed no validator yet.
func (sh *shell[P]) feed(ctx workflow.Context, cmd procedure.Command) {
	if err := procedure.Check(sh.process, cmd); err != nil {
		workflow.GetLogger(ctx).Info("fed command refused", "kind", cmd.Kind, "key", cmd.Key, "error", fault.TextOf(err))
		procedure.Refuse(sh.process, cmd, err)
		return
	}
	procedure.Apply(sh.process, cmd, workflow.Now(ctx))
}

// settle waits for running handlers and drains signals before a run ends; again means that there is more to do first.
func (sh *shell[P]) settle(ctx workflow.Context) (again bool, err error) {
	if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) }); err != nil {
		return false, err
	}
	sh.drainPokes()
	sh.dirty, sh.poked = false, false
	return len(sh.process.Base().Effects) > 0, nil
}

// wait blocks until a command arrives, the one timer fires or the process is poked.
func (sh *shell[P]) wait(ctx workflow.Context) error {
	sh.drainPokes()
	sh.dirty, sh.poked = false, false
	sh.setTimer(ctx)
	err := workflow.Await(ctx, func() bool {
		sh.drainPokes()
		return sh.dirty || sh.poked || (sh.timer != nil && sh.timer.IsReady()) || continueSuggested(ctx)
	})
	if err != nil {
		return err
	}
	procedure.Tick(sh.process, workflow.Now(ctx))
	return nil
}

// setTimer keeps at most one timer: it stays while the time to wake at is the same, and is replaced when that moved.
func (sh *shell[P]) setTimer(ctx workflow.Context) {
	wake := procedure.Wake(sh.process)
	if sh.timer != nil && !sh.timer.IsReady() && wake.Equal(sh.wake) {
		return
	}
	if sh.cancel != nil {
		sh.cancel()
	}
	sh.timer, sh.cancel, sh.wake = nil, nil, wake
	if wake.IsZero() {
		return
	}
	timerCtx, cancel := workflow.WithCancel(ctx)
	sh.cancel = cancel
	sh.timer = workflow.NewTimer(timerCtx, max(wake.Sub(workflow.Now(ctx)), 0))
}

func (sh *shell[P]) drainPokes() {
	for sh.poke.ReceiveAsync(nil) {
		sh.poked = true
	}
}

// continueSuggested reports whether the state should be carried on to a new run: the history has grown enough, or new
// runs go to another version than this one's. The server says both with the start of a workflow task, so that they are
// in the history, and an idle process learns of them when it is poked.
func continueSuggested(ctx workflow.Context) bool {
	info := workflow.GetInfo(ctx)
	return info.GetContinueAsNewSuggested() || info.GetTargetWorkerDeploymentVersionChanged()
}

// refusal turns a fault into an error that reaches the caller with its kind, code and text and is not retried.
func refusal(err error) error {
	f, ok := fault.As(err)
	if !ok {
		f = fault.New(fault.Invalid, "refused", "%s", fault.TextOf(err))
	}
	return temporal.NewNonRetryableApplicationError(f.Text, string(f.Kind), nil, f.Code)
}
