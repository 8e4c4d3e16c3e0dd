// Command bench-rotation measures the solver of the rotation plan beside Debian's cbc, on the same problems in one run, and
// prints JSON. Both are asked for most needs and then the highest suitability, and must agree.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"syscall"
	"time"

	"canbo/internal/rotation/assignment"
	"canbo/internal/rotation/assignment/assignmenttest"
)

// perNeed outweighs all suitability together: at most 100 for each of 4,500 needs.
const perNeed = 1_000_000

type measurement struct {
	People  int     `json:"people"`
	Needs   int     `json:"needs"`
	Pairs   int     `json:"pairs"`
	Filled  int64   `json:"filled"`
	Seconds float64 `json:"seconds"`     // by the clock, from the instance to the plan with its prices
	CPU     float64 `json:"cpu_seconds"` // what the process used meanwhile: less than the clock when others work
	Check   float64 `json:"check_seconds"`
	CBC     float64 `json:"cbc_seconds,omitempty"` // by the clock, writing and reading its files included
	CBCCPU  float64 `json:"cbc_cpu_seconds,omitempty"`
	CBCGave string  `json:"cbc"` // same, stopped, or what went wrong
}

func main() {
	limit := flag.Duration("cbc-limit", 3*time.Minute, "stop cbc after this time")
	seed := flag.Uint64("seed", 1, "of the problems")
	flag.Parse()
	ctx := context.Background()
	var all []measurement
	for _, c := range []struct{ people, needs, perPerson int }{
		{50, 45, 10}, {50, 45, 45}, {500, 450, 20}, {500, 450, 450},
		{2000, 1800, 20}, {2000, 1800, 1800}, {5000, 4500, 20}, {5000, 4500, 900},
	} {
		m, err := measure(ctx, assignmenttest.Generate(c.people, c.needs, c.perPerson, *seed), *limit)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Fprintf(os.Stderr, "%d x %d, %d pairs: %.2f s, cbc %.2f s (%s)\n", m.People, m.Needs, m.Pairs, m.Seconds, m.CBC, m.CBCGave)
		all = append(all, m)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(all); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, in assignment.Instance, limit time.Duration) (measurement, error) {
	for i := range in.Needs {
		in.Needs[i].Urgency = 0 // one number can then order the plans for cbc
	}
	m := measurement{People: len(in.People), Needs: len(in.Needs), Pairs: len(in.Pairs)}
	began, used := time.Now(), processor(syscall.RUSAGE_SELF)
	plan, err := assignment.Solve(in)
	if err != nil {
		return m, err
	}
	m.Seconds, m.CPU = time.Since(began).Seconds(), (processor(syscall.RUSAGE_SELF) - used).Seconds()
	m.Filled = plan.Score[assignment.Needs]
	began = time.Now()
	if err := assignment.Check(in, plan); err != nil {
		return m, err
	}
	m.Check = time.Since(began).Seconds()

	folder, err := os.MkdirTemp("", "bench-rotation-")
	if err != nil {
		return m, err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a folder left in /tmp harms nobody
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	began, used = time.Now(), processor(syscall.RUSAGE_CHILDREN)
	cbc, err := assignmenttest.SolveByCBC(ctx, folder, in, assignment.Score{assignment.Needs: perNeed, assignment.Suitability: 1}, nil)
	m.CBC, m.CBCCPU = time.Since(began).Seconds(), (processor(syscall.RUSAGE_CHILDREN) - used).Seconds()
	switch want := perNeed*plan.Score[assignment.Needs] + plan.Score[assignment.Suitability]; {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		m.CBCGave = "stopped"
	case err != nil:
		m.CBCGave = err.Error()
	case cbc.Value != want:
		return m, fmt.Errorf("cbc found a plan worth %d, and this one is worth %d", cbc.Value, want)
	default:
		m.CBCGave = "same"
	}
	return m, nil
}

// processor is the time that this process, or the ended ones that it started, had on the processors.
func processor(who int) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(who, &usage); err != nil {
		return 0 // cannot be: who is a constant
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
