package storetest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// District implements opening.Store.
func (s *Store) District(context.Context) (*roster.District, error) { return s.Roster, nil }

// OpenCycle implements opening.Store.
func (s *Store) OpenCycle(_ context.Context, c evaluation.CycleOpening) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for code, o := range s.openings {
		if code != c.Code && (o.Root != c.Root || o.Period != c.Period) {
			continue
		}
		return fault.New(fault.Conflict, "cycle_exists", "cycle %s has been opened already", c.Code)
	}
	s.openings[c.Code] = c
	for _, p := range c.Processes {
		if err := s.add(p, p.Kind == evaluation.KindCycle); err != nil {
			return err
		}
	}
	return nil
}

// CyclePolicy implements activities.Reader.
func (s *Store) CyclePolicy(_ context.Context, cycle string) (name string, text []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.openings[cycle]
	if !ok {
		return "", nil, notFound("cycle", cycle)
	}
	return c.Policy.ID + ".yaml", c.Policy.Text, nil
}

// AppraisalCases implements activities.Reader.
func (s *Store) AppraisalCases(_ context.Context, _, body string) ([]evaluation.AppraisalCase, error) {
	return s.Cases[body], nil
}

// PetitionCase implements activities.Reader.
func (s *Store) PetitionCase(_ context.Context, cycle, official string) (*evaluation.BodyDecision, evaluation.Grade, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.results[cycle+"/"+official]
	if !ok {
		return nil, "", notFound("result of", official)
	}
	var sitting evaluation.BodyDecision
	if err := json.Unmarshal(s.find(evaluation.BodyDecisionID(cycle, r.Body)).input, &sitting); err != nil {
		return nil, "", fmt.Errorf("decode sitting of %s: %w", r.Body, err)
	}
	return &sitting, r.Grade, nil
}

// PendingBefore implements activities.Reader.
func (s *Store) PendingBefore(_ context.Context, process string, due time.Time) ([]procedure.Command, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []procedure.Command
	for _, f := range s.commands {
		if f.Process == process && !f.Settled && f.Command.ReceivedAt.Before(due) {
			out = append(out, f.Command)
		}
	}
	slices.SortFunc(out, func(a, b procedure.Command) int {
		return cmp.Or(a.ReceivedAt.Compare(b.ReceivedAt), cmp.Compare(a.Key, b.Key))
	})
	return out, nil
}

// Results implements activities.Reader.
func (s *Store) Results(_ context.Context, cycle string) ([]evaluation.Graded, int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.openings[cycle]
	if !ok {
		return nil, 0, notFound("cycle", cycle)
	}
	out := make([]evaluation.Graded, len(c.Enrolled))
	for i, e := range c.Enrolled {
		level := s.Roster.Bodies[slices.IndexFunc(s.Roster.Bodies, func(b roster.Body) bool { return b.Code == e.Body })].Level
		out[i] = evaluation.Graded{Body: e.Body, Level: level, Member: evaluation.Member{
			Official: e.Official, Unit: e.Unit, Group: e.Group, Head: e.Head, Grade: s.results[cycle+"/"+e.Official].Grade,
		}}
	}
	return out, int64(len(s.kept.Acts)), nil
}

// File puts a command into the inbox of a process; a key that is there already changes nothing.
func (s *Store) File(process string, cmd procedure.Command) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.filing(cmd.Key) == nil {
		s.commands = append(s.commands, &Filing{Undelivered: procedure.Undelivered{Process: process, Command: cmd}})
	}
}

// Filing returns a command of the inbox with its outcome.
func (s *Store) Filing(key string) (Filing, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.filing(key)
	if f == nil {
		return Filing{}, false
	}
	return *f, true
}

// Concluded reports whether a process has ended.
func (s *Store) Concluded(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.find(id)
	return p != nil && p.stopped
}

// Waiting implements engine.Inbox.
func (s *Store) Waiting(_ context.Context, limit int) ([]procedure.NewProcess, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []procedure.NewProcess
	for _, p := range s.processes {
		if p.released && !p.started && len(out) < limit {
			out = append(out, procedure.NewProcess{ID: p.ID, Kind: p.Kind, Input: p.input})
		}
	}
	return out, nil
}

// Started implements engine.Inbox.
func (s *Store) Started(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.find(id).started = true
	return nil
}

// Lease implements engine.Inbox. Every command without an outcome is due for a try.
func (s *Store) Lease(_ context.Context, limit int) ([]procedure.Undelivered, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []procedure.Undelivered
	for _, f := range s.commands {
		if !f.Settled && s.find(f.Process).started && len(out) < limit {
			f.Tries++
			out = append(out, f.Undelivered)
		}
	}
	return out, nil
}

// Refuse implements engine.Inbox.
func (s *Store) Refuse(_ context.Context, key string, why *fault.Error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(key, 0, why)
	return nil
}

// WaitPending implements engine.Inbox; it lets other work happen and looks again at once.
func (s *Store) WaitPending(ctx context.Context, _ time.Duration) error {
	select {
	case <-ctx.Done():
	case <-time.After(time.Millisecond):
	}
	return ctx.Err()
}
