package storetest

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"canbo/internal/evaluation"
	"canbo/internal/schedule"
)

// CycleOf implements activities.LaunchStore.
func (s *Store) CycleOf(_ context.Context, root string, p evaluation.Period) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for code, c := range s.openings {
		if c.Root == root && c.Period == p {
			return code, nil
		}
	}
	return "", nil
}

// RecordLaunch implements activities.LaunchStore.
func (s *Store) RecordLaunch(_ context.Context, r schedule.Report) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := r.Schedule + " " + r.Code
	if kept, ok := s.launches[key]; !ok || kept.Outcome == schedule.Failed {
		s.launches[key] = r
	}
	return nil
}

// Launches returns what came of the launches, by schedule and code.
func (s *Store) Launches() []schedule.Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.SortedFunc(maps.Values(s.launches), func(a, b schedule.Report) int {
		return cmp.Or(cmp.Compare(a.Schedule, b.Schedule), cmp.Compare(a.Code, b.Code))
	})
}
