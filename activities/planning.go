package activities

import (
	"context"
	"fmt"
	"slices"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/screening"
)

// Plans is what computing an effect of a review reads of the record.
type Plans interface {
	// ReviewRules returns the text of the policy that a review keeps, the name of its file, and the day of the record; a
	// zero day is that of the screening.
	ReviewRules(ctx context.Context, process string) (name string, text []byte, day time.Time, err error)
	// Plan reads a version of a list; 0 is the current one.
	Plan(ctx context.Context, list string, version int) (planning.Plan, error)
}

// Screener screens planning lists.
type Screener interface {
	Screen(ctx context.Context, a screening.Asked) (screening.Screened, error)
}

// screen holds everybody on the reviewed version and every nominee against the rules, and measures the draft without whom
// they block.
func (a *Activities) screen(ctx context.Context, b procedure.Batch, e procedure.Effect) (planning.Assessment, []procedure.Command, error) {
	args, err := decode[planning.Screen](e)
	if err != nil {
		return planning.Assessment{}, nil, err
	}
	name, text, day, err := a.Plans.ReviewRules(ctx, b.Process)
	if err != nil {
		return planning.Assessment{}, nil, err
	}
	pol, err := policy.Parse(name, text)
	if err != nil {
		return planning.Assessment{}, nil, fmt.Errorf("read pinned policy of %s: %w", b.Process, err)
	}
	base, err := a.reviewed(ctx, args.List, args.Version)
	if err != nil {
		return planning.Assessment{}, nil, err
	}
	now := time.Now().UTC()
	if day.IsZero() {
		day = calendar.DateOf(now).Midnight()
	}
	asked := screening.Asked{List: args.List, Version: args.Version, Pinned: pol, Day: day}
	asked.Draft = planning.Sheet{Added: args.Added}.Draft(base)
	all, err := a.Screener.Screen(ctx, asked)
	if err != nil {
		return planning.Assessment{}, nil, err
	}
	out := planning.Assessment{Revision: args.Revision, Day: day, Findings: all.Findings, Structure: all.Structure}
	var blocked []planning.Seat
	for _, g := range out.Answer().Blocked {
		blocked = append(blocked, g.Seat)
	}
	if draft := args.Without(blocked).Draft(base); !slices.Equal(draft, asked.Draft) {
		asked.Draft = draft
		measured, err := a.Screener.Screen(ctx, asked)
		if err != nil {
			return planning.Assessment{}, nil, err
		}
		out.Structure = measured.Structure
	}
	cmds, err := answer(b, e, planning.CommandScreened, out.Answer(), now)
	return out, cmds, err
}

// draft makes the entries of the next version.
func (a *Activities) draft(ctx context.Context, e procedure.Effect) ([]planning.Entry, error) {
	args, err := decode[planning.Publication](e)
	if err != nil {
		return nil, err
	}
	base, err := a.reviewed(ctx, args.List, args.Version)
	return args.Sheet.Draft(base), err
}

// reviewed reads the entries of the version that is reviewed; a list that had none yet has no entries.
func (a *Activities) reviewed(ctx context.Context, list string, version int) ([]planning.Entry, error) {
	if version == 0 {
		return nil, nil
	}
	plan, err := a.Plans.Plan(ctx, list, version)
	return plan.Entries, err
}
