package web_test

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"canbo/activities"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// memoryEngine runs the pure machines with the real activities: the shell and the relay without Temporal.
type memoryEngine struct {
	activities *activities.Activities
	inbox      *postgres.RelayInbox
	clock      func() time.Time

	mu      sync.Mutex
	down    bool
	running map[string]procedure.Process
}

// Ping fails while the engine is down.
func (e *memoryEngine) Ping(context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.away()
}

// Deliver checks, applies, records, and carries out what follows from it elsewhere.
func (e *memoryEngine) Deliver(ctx context.Context, process string, cmd procedure.Command) (procedure.Outcome, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.away(); err != nil {
		return procedure.Outcome{}, err
	}
	out, err := e.deliver(ctx, process, cmd)
	if err == nil {
		err = e.relay(ctx)
	}
	return out, err
}

// Running reports whether a process is there.
func (e *memoryEngine) Running(_ context.Context, process string) (bool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, running := e.running[process]
	return running, nil
}

func (e *memoryEngine) setDown(down bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.down = down
}

// pump does what a relay would.
func (e *memoryEngine) pump(ctx context.Context) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.relay(ctx); err != nil {
		panic(err)
	}
}

// tick lets the clock of all processes act.
func (e *memoryEngine) tick(ctx context.Context) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, p := range e.running {
		procedure.Tick(p, e.clock())
		if err := e.flush(ctx, p); err != nil {
			panic(err)
		}
	}
	if err := e.relay(ctx); err != nil {
		panic(err)
	}
}

func (e *memoryEngine) away() error {
	if e.down {
		return fault.New(fault.Unavailable, "engine_unavailable", "the engine is down")
	}
	return nil
}

func (e *memoryEngine) deliver(ctx context.Context, process string, cmd procedure.Command) (procedure.Outcome, error) {
	p, ok := e.running[process]
	if !ok {
		return procedure.Outcome{}, fault.New(fault.NotFound, "process_not_running", "this process does not run")
	}
	if err := procedure.Check(p, cmd); err != nil {
		return procedure.Outcome{}, err
	}
	out := procedure.Apply(p, cmd, e.clock())
	return out, e.flush(ctx, p)
}

func (e *memoryEngine) flush(ctx context.Context, p procedure.Process) error {
	s := p.Base()
	for len(s.Effects) > 0 {
		applied, err := e.activities.Apply(ctx, procedure.Batch{Process: s.ID, Kind: s.Kind, Version: s.Version, Effects: s.Effects})
		if err != nil {
			return err
		}
		s.Applied(s.Effects[len(s.Effects)-1].Seq)
		for _, cmd := range applied.Commands {
			if err := procedure.Check(p, cmd); err != nil {
				procedure.Refuse(p, cmd, err)
				continue
			}
			procedure.Apply(p, cmd, e.clock())
		}
	}
	return nil
}

func (e *memoryEngine) relay(ctx context.Context) error {
	for {
		waiting, err := e.inbox.Waiting(ctx, 100)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			if err := e.start(ctx, w); err != nil {
				return err
			}
		}
		commands, err := e.inbox.Lease(ctx, 100)
		if err != nil {
			return err
		}
		for _, c := range commands {
			_, err := e.deliver(ctx, c.Process, c.Command)
			if f, ok := fault.As(err); ok {
				err = e.inbox.Refuse(ctx, c.Command.Key, f)
			}
			if err != nil {
				return err
			}
		}
		if len(waiting)+len(commands) == 0 {
			return nil
		}
	}
}

func (e *memoryEngine) start(ctx context.Context, w procedure.NewProcess) error {
	p := map[string]procedure.Process{
		evaluation.KindCycle: &evaluation.Cycle{}, evaluation.KindUnitReview: &evaluation.UnitReview{},
		evaluation.KindBodyDecision: &evaluation.BodyDecision{}, evaluation.KindPetition: &evaluation.Petition{},
		evaluation.KindCorrection: &evaluation.Correction{}, planning.KindReview: &planning.Review{},
		rotation.KindPlan: &rotation.Plan{}, rotation.KindRotation: &rotation.Rotation{},
	}[w.Kind]
	if err := json.Unmarshal(w.Input.(json.RawMessage), p); err != nil {
		return err
	}
	e.running[w.ID] = p
	procedure.Open(p, e.clock())
	if err := e.inbox.Started(ctx, w.ID); err != nil {
		return err
	}
	return e.flush(ctx, p)
}
