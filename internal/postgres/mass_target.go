package postgres

import (
	"context"
	"fmt"

	"canbo/internal/fault"
	"canbo/internal/mass"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// massTargets reads what a mass act is on: tasks, people in a step, or processes.
func (s *Store) massTargets(ctx context.Context, p MassPlan) ([]mass.Target, error) {
	read := s.massProcesses
	switch p.Order.Act {
	case procedure.CommandReassign:
		read = s.massTasks
	case procedure.CommandReopen, procedure.CommandRemind:
		read = s.massPeople
	}
	targets, err := read(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("read the targets of a mass act: %w", err)
	}
	if len(targets) > mass.Limit {
		return nil, fault.New(fault.Invalid, "too_many", "more than %d items fit the filter; narrow it", mass.Limit)
	}
	return targets, nil
}

func (s *Store) massProcesses(ctx context.Context, p MassPlan) ([]mass.Target, error) {
	f := p.Filter
	rows, err := s.q.MassTargets(ctx, db.MassTargetsParams{
		Cycle: nonEmpty(p.Cycle), Kinds: some(f.Kinds), Subjects: some(f.Subjects), Units: some(f.Units), People: some(f.People),
		Step: f.Step, DueFrom: f.DueFrom, DueBefore: f.before(p.At), MaxRows: mass.Limit + 1,
	})
	targets := make([]mass.Target, len(rows))
	for i, r := range rows {
		targets[i] = mass.Target{
			Process: r.ID, Kind: r.Kind, Step: r.Step, Status: procedure.Status(r.Status), Due: value(r.Due).UTC(),
			Started: r.Started, Paused: r.Paused,
		}
	}
	return targets, err
}

func (s *Store) massTasks(ctx context.Context, p MassPlan) ([]mass.Target, error) {
	f := p.Filter
	rows, err := s.q.MassTasks(ctx, db.MassTasksParams{
		Cycle: nonEmpty(p.Cycle), Kinds: some(f.Kinds), Subjects: some(f.Subjects), Units: some(f.Units), People: some(f.People), StandIn: p.Order.StandIn,
		Step: f.Step, DueFrom: f.DueFrom, DueBefore: f.before(p.At), MaxRows: mass.Limit + 1,
	})
	targets := make([]mass.Target, len(rows))
	for i, r := range rows {
		targets[i] = mass.Target{
			Process: r.ID, Kind: r.Kind, Step: r.Step, Status: procedure.Status(r.Status), Due: value(r.Due).UTC(),
			Started: r.Started, Task: r.Task, People: []string{r.Assignee}, Has: r.Has,
		}
	}
	return targets, err
}

func (s *Store) massPeople(ctx context.Context, p MassPlan) ([]mass.Target, error) {
	f := p.Filter
	rows, err := s.q.MassPeople(ctx, db.MassPeopleParams{
		Cycle: nonEmpty(p.Cycle), Kinds: some(f.Kinds), Subjects: some(f.Subjects), Units: some(f.Units), People: some(f.People),
		Waiting: p.Order.Act == procedure.CommandRemind,
		Step:    f.Step, DueFrom: f.DueFrom, DueBefore: f.before(p.At), MaxRows: mass.Limit + 1,
	})
	targets := make([]mass.Target, len(rows))
	for i, r := range rows {
		targets[i] = mass.Target{
			Process: r.ID, Kind: r.Kind, Step: r.Step, Status: procedure.Status(r.Status), Due: value(r.Due).UTC(),
			Started: r.Started, Ended: r.Ended, Paused: r.Paused, Current: r.Current, People: r.People, Open: int(r.Open),
		}
	}
	return targets, err
}

// massDone reads what an act has done, with its targets as they are now.
func (s *Store) massDone(ctx context.Context, id string) (done []mass.Item, now []mass.Target, err error) {
	rows, err := s.q.MassDone(ctx, id)
	if err != nil {
		return nil, nil, fmt.Errorf("read what mass act %s has done: %w", id, err)
	}
	done, now = make([]mass.Item, len(rows)), make([]mass.Target, len(rows))
	for i, r := range rows {
		done[i] = mass.Item{
			Process: r.Process, Step: r.Step, Task: r.Task, People: r.People, Args: r.Args,
			Before: value(r.DueBefore).UTC(), After: value(r.DueAfter).UTC(),
		}
		now[i] = mass.Target{
			Process: r.Process, Kind: r.Kind, Step: r.Step, Status: procedure.Status(r.Status), Due: value(r.Due).UTC(),
			Started: r.Started, Ended: r.Ended, Paused: r.Paused, Current: r.Current, Task: r.Task, People: r.Undone, Has: r.Has,
		}
	}
	return done, now, nil
}

// some is list, never nil.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
