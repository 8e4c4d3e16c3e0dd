// Package doctor looks whether an installation can work: each thing it needs is tried, and what fails comes with its
// remedy.
//
// Like cmd it puts other packages together and may import anything. It changes nothing and sends no mail.
package doctor

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/app"
	"canbo/internal/calendar"
	"canbo/internal/config"
	"canbo/internal/policy"
	"canbo/internal/rules"
)

// timeout of one check: a server that answers later is of no use to a person who waits.
const timeout = 10 * time.Second

// Finding is the outcome of one check.
type Finding struct {
	// Name of what was checked.
	Name string
	// Detail is what was found when it works.
	Detail string
	// Err is what is wrong, nil when it works.
	Err error
	// Remedy says what to do about Err.
	Remedy string
}

// Examine runs all checks with the settings and the time now. The findings are in a fixed order; of one server only the
// first thing that is wrong is told, because the rest stands on it.
func Examine(ctx context.Context, cfg config.Config, now time.Time) []Finding {
	checks := []func(context.Context) Finding{
		func(context.Context) Finding { return settings(cfg) },
		func(ctx context.Context) Finding { return database(ctx, cfg) },
		func(ctx context.Context) Finding { return temporal(ctx, cfg) },
		func(ctx context.Context) Finding { return mailServer(ctx, cfg) },
		func(ctx context.Context) Finding { return signIn(ctx, cfg) },
		func(context.Context) Finding { return policies(cfg) },
		func(context.Context) Finding { return workingDays(cfg, now) },
	}
	findings := make([]Finding, len(checks))
	for i, check := range checks {
		ctx, cancel := context.WithTimeout(ctx, timeout)
		findings[i] = check(ctx)
		cancel()
	}
	return findings
}

func settings(cfg config.Config) Finding {
	return Finding{
		Name: "Settings", Detail: "complete", Err: firstError(cfg.Validate, cfg.RequireWeb, cfg.RequireWorker),
		Remedy: "Correct the flag, the environment variable or the file; canbo web --help lists all settings.",
	}
}

func policies(cfg config.Config) Finding {
	f := Finding{Name: "Policies", Remedy: "Correct the documents; canbo policy check names each place."}
	set, err := app.Policies(cfg)
	if err != nil {
		f.Err = err
		return f
	}
	unverified := 0
	for _, p := range set.All() {
		unverified += len(p.Unverified())
		if p.Kind == policy.KindEvaluation {
			if _, f.Err = rules.Compile(p); f.Err != nil {
				return f
			}
		}
	}
	f.Detail = fmt.Sprintf("%d documents, %d values not checked against their source", len(set.All()), unverified)
	return f
}

func workingDays(cfg config.Config, now time.Time) Finding {
	f := Finding{Name: "Calendar", Remedy: "Add calendars/vn-YYYY.yaml for the missing year, or install a newer version."}
	c, err := app.Calendar(cfg)
	if err != nil {
		f.Err = err
		return f
	}
	// Dues of this year's end fall into the next.
	year := calendar.DateOf(now).Year
	for _, needed := range []int{year, year + 1} {
		if !c.Covers(needed) {
			f.Err = fmt.Errorf("no working days are known for %d", needed)
			return f
		}
	}
	f.Detail = fmt.Sprintf("covers %d and %d", year, year+1)
	return f
}

// firstError returns the first error of functions that each presume the ones before.
func firstError(functions ...func() error) error {
	for _, f := range functions {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}
