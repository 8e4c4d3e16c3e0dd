package web_test

import (
	"context"
	"slices"
	"sync"
	"time"

	"canbo/activities"
	"canbo/internal/fault"
	"canbo/internal/schedule"
)

// memorySchedules are schedules without Temporal: they fire only by hand, and their launches open what the real ones open.
type memorySchedules struct {
	launcher *activities.Launcher
	clock    func() time.Time

	mu    sync.Mutex
	down  bool
	found []schedule.Found
}

// keep adds a schedule.
func (m *memorySchedules) keep(f schedule.Found) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.found = append(m.found, f)
}

// change changes a schedule behind the back of the program.
func (m *memorySchedules) change(id string, how func(*schedule.Found)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	how(&m.found[slices.IndexFunc(m.found, func(f schedule.Found) bool { return f.ID == id })])
}

func (m *memorySchedules) setDown(down bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.down = down
}

func (m *memorySchedules) Standing(context.Context) ([]schedule.Found, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.down {
		return nil, fault.New(fault.Unavailable, "engine_unavailable", "the engine is down")
	}
	return slices.Clone(m.found), nil
}

func (m *memorySchedules) Find(ctx context.Context, id string) (schedule.Found, error) {
	all, err := m.Standing(ctx)
	for _, f := range all {
		if f.ID == id {
			return f, nil
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "schedule_not_found", "there is no such schedule")
	}
	return schedule.Found{}, err
}

func (m *memorySchedules) Trigger(ctx context.Context, id string) error {
	f, err := m.Find(ctx, id)
	if err == nil {
		_, err = m.launcher.Launch(ctx, f.Schedule.LaunchAt(m.clock()))
	}
	return err
}

func (m *memorySchedules) Backfill(ctx context.Context, id string, from, to time.Time) error {
	f, err := m.Find(ctx, id)
	if err != nil {
		return err
	}
	for _, at := range f.Schedule.Fire.Next(from.Add(-1), 100) {
		if at.After(to) {
			break
		}
		if _, err := m.launcher.Launch(ctx, f.Schedule.LaunchAt(at)); err != nil {
			return err
		}
	}
	return nil
}

func (m *memorySchedules) SetPaused(ctx context.Context, id string, paused bool, note string) error {
	if _, err := m.Find(ctx, id); err != nil {
		return err
	}
	m.change(id, func(f *schedule.Found) { f.Paused, f.Note = paused, note })
	return nil
}
