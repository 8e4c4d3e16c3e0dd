package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"canbo/cmd/standalone/internal/apart"
)

// Kills say how often each part is killed.
type Kills struct {
	Workers  int `json:"workers"`
	Web      int `json:"web"`
	Temporal int `json:"temporal"`
	Postgres int `json:"postgres"`
}

// death is a kill that is due when that many acts have been done.
type death struct {
	part string
	at   int
}

// plan spreads the kills over the acts at random, but always in the same way for one seed. Some acts are left after the
// last, for the office to find its feet.
func plan(k Kills, workers, acts int, seed uint64) []death {
	random := rand.New(rand.NewPCG(seed, 1))
	var deaths []death
	add := func(part string, times int) {
		for range times {
			deaths = append(deaths, death{part: part, at: 1 + random.IntN(max(acts*9/10, 1))})
		}
	}
	for i := range k.Workers {
		add(fmt.Sprintf("worker-%d", 1+i%workers), 1)
	}
	add("web", k.Web)
	add("temporal", k.Temporal)
	add("postgres", k.Postgres)
	slices.SortStableFunc(deaths, func(a, b death) int { return a.at - b.at })
	return deaths
}

// executioner carries out the plan as the work goes on.
type executioner struct {
	office  *apart.Office
	deaths  []death
	drawing *sync.RWMutex // held for writing while web program or database are killed

	mu    sync.Mutex
	done  int // acts
	moved chan struct{}
}

// acted is told how many acts have been done.
func (x *executioner) acted(done int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.done = max(x.done, done)
	select {
	case x.moved <- struct{}{}:
	default: // it knows already that there is news
	}
}

// run kills until all are dead that are to die, or ctx ends.
func (x *executioner) run(ctx context.Context) error {
	for _, d := range x.deaths {
		for x.acts() < d.at {
			select {
			case <-x.moved:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := x.kill(ctx, d.part); err != nil {
			return err
		}
	}
	return nil
}

func (x *executioner) acts() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.done
}

func (x *executioner) kill(ctx context.Context, part string) error {
	if part == "web" || part == "postgres" {
		x.drawing.Lock()
		defer x.drawing.Unlock()
	}
	return x.office.Part(part).Kill(ctx)
}

// ready waits until papers can be drawn.
func (x *executioner) ready(ctx context.Context) {
	for _, part := range []string{"postgres", "web"} {
		_ = x.office.Part(part).Await(ctx) // the draw that follows tells what is wrong
	}
}
