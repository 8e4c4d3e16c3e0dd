package postgres

import (
	"context"
	"fmt"
	"time"
)

// Queue is how much waits, and since when its oldest item does; the zero time when nothing waits.
type Queue struct {
	Number int64
	Oldest time.Time
}

// Kind counts the processes of a kind that have been released and have not ended.
type Kind struct {
	Open      int64
	Unstarted int64 // of them, those that the engine does not have yet
}

// Backlog is what waits in the record at one moment.
type Backlog struct {
	Commands map[string]Queue // without an outcome, by the role of who filed them
	Mail     map[string]Queue // not sent, by state
	Kinds    map[string]Kind  // processes
	Tasks    int64            // open
	Overdue  int64            // open tasks whose step is past its due time
	Ballots  int64            // that take papers
}

// Backlog counts what waits at the time now. It reads small indexes only and may be called often.
func (s *Store) Backlog(ctx context.Context, now time.Time) (Backlog, error) {
	b := Backlog{Commands: map[string]Queue{}, Mail: map[string]Queue{}, Kinds: map[string]Kind{}}
	commands, err := s.q.UndeliveredCommands(ctx)
	if err != nil {
		return Backlog{}, fmt.Errorf("count commands: %w", err)
	}
	for _, row := range commands {
		b.Commands[row.Role] = Queue{row.Number, row.Oldest}
	}
	mails, err := s.q.UnsentMail(ctx)
	if err != nil {
		return Backlog{}, fmt.Errorf("count mail: %w", err)
	}
	for _, row := range mails {
		b.Mail[row.State] = Queue{row.Number, row.Oldest}
	}
	kinds, err := s.q.OpenProcesses(ctx)
	if err != nil {
		return Backlog{}, fmt.Errorf("count processes: %w", err)
	}
	for _, row := range kinds {
		b.Kinds[row.Kind] = Kind{row.Number, row.Unstarted}
	}
	work, err := s.q.OpenWork(ctx, &now)
	if err != nil {
		return Backlog{}, fmt.Errorf("count tasks: %w", err)
	}
	b.Tasks, b.Overdue, b.Ballots = work.Tasks, work.Overdue, work.Ballots
	return b, nil
}

// Connections is the use of the pool of connections to the database.
type Connections struct {
	InUse, Idle, Max int64
	Waits            int64 // times that somebody had to wait for a connection, since the start
	Waited           time.Duration
}

// Connections reads the pool.
func (s *Store) Connections() Connections {
	stat := s.pool.Stat()
	return Connections{
		InUse: int64(stat.AcquiredConns()), Idle: int64(stat.IdleConns()), Max: int64(stat.MaxConns()),
		Waits: stat.EmptyAcquireCount(), Waited: stat.EmptyAcquireWaitTime(),
	}
}
