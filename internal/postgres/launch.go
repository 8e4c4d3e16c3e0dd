package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/evaluation"
	"canbo/internal/mail"
	"canbo/internal/postgres/db"
	"canbo/internal/schedule"
)

// CycleOf returns the code of the cycle of a unit and period, cancelled or not; "" when none has been opened.
func (s *Store) CycleOf(ctx context.Context, root string, p evaluation.Period) (string, error) {
	code, err := s.q.CycleOfPeriod(ctx, db.CycleOfPeriodParams{Root: root, Year: int32(p.Year), Quarter: int32(p.Quarter)})
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("look for the cycle of %s for %s: %w", root, p.Code(), err)
	}
	return code, nil
}

// RecordLaunch keeps what came of a launch and mails a failure to the administrators, once for each cause; a success is
// not overwritten.
func (s *Store) RecordLaunch(ctx context.Context, r schedule.Report) error {
	err := s.inTx(ctx, func(tx pgx.Tx, q *db.Queries) error {
		err := q.RecordLaunch(ctx, db.RecordLaunchParams{
			Schedule: r.Schedule, Code: r.Code, ScheduledAt: r.ScheduledAt, Outcome: string(r.Outcome),
			FaultCode: r.FaultCode, FaultText: r.FaultText, LaunchedAt: r.LaunchedAt,
		})
		if err != nil || r.Outcome != schedule.Failed {
			return err
		}
		messages := make([]mail.Message, len(s.Administrators))
		for i, to := range s.Administrators {
			messages[i] = mail.Message{
				Key: fmt.Sprintf("launch/%s/%s/%s/%s", r.Schedule, r.Code, r.FaultCode, to.Address), To: to,
				Data: mail.LaunchFailed{
					Schedule: r.Schedule, Cycle: r.Code, Scheduled: r.ScheduledAt, Code: r.FaultCode, Reason: r.FaultText,
					Again: r.Again, Link: s.BaseURL,
				},
			}
		}
		_, err = EnqueueMail(ctx, tx, messages...)
		return err
	})
	if err != nil {
		return fmt.Errorf("record launch %s of %s: %w", r.Code, r.Schedule, err)
	}
	return nil
}

// LaunchView is a launch of a schedule as lists show it.
type LaunchView struct {
	Schedule    string    `json:"schedule"`
	Code        string    `json:"code" doc:"What was to be started, such as the cycle caoloc-2026"`
	ScheduledAt time.Time `json:"scheduled_at" doc:"The fire time that it is for"`
	Outcome     string    `json:"outcome" enum:"opened,already_open,failed"`
	FaultCode   string    `json:"fault_code,omitempty"`
	FaultText   string    `json:"fault_text,omitempty"`
	LaunchedAt  time.Time `json:"launched_at" doc:"The last try"`
}

// Launches lists the launches of all schedules, by schedule and code.
func (s *Store) Launches(ctx context.Context, p Page) (List[LaunchView], error) {
	rows, err := s.q.Launches(ctx, db.LaunchesParams{After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[LaunchView]{}, fmt.Errorf("list launches: %w", err)
	}
	return listed(p, rows, func(r db.Launch) (LaunchView, string) {
		return LaunchView(r), r.Schedule + " " + r.Code
	}), nil
}

// LastLaunches returns the last launches of each schedule, no more than most, the newest first.
func (s *Store) LastLaunches(ctx context.Context, most int) (map[string][]LaunchView, error) {
	rows, err := s.q.LastLaunches(ctx, int32(most))
	if err != nil {
		return nil, fmt.Errorf("read the last launches: %w", err)
	}
	last := map[string][]LaunchView{}
	for _, r := range rows {
		last[r.Schedule] = append(last[r.Schedule], LaunchView(r))
	}
	return last, nil
}

// SchedulePause is the last act that paused or resumed a schedule.
type SchedulePause struct {
	Kind      string    `json:"kind" enum:"pause_schedule,resume_schedule"`
	Actor     string    `json:"actor" doc:"An official's code, or key: and the name of an API key"`
	ActorName string    `json:"actor_name,omitempty"`
	Reason    string    `json:"reason"`
	Basis     string    `json:"basis"`
	At        time.Time `json:"at"`
}

// SchedulePauses returns the last act that paused or resumed each schedule, by its id.
func (s *Store) SchedulePauses(ctx context.Context) (map[string]SchedulePause, error) {
	rows, err := s.q.SchedulePauses(ctx)
	if err != nil {
		return nil, fmt.Errorf("read who paused schedules: %w", err)
	}
	last := map[string]SchedulePause{}
	for _, r := range rows {
		last[r.About] = SchedulePause{Kind: r.Kind, Actor: r.Actor, ActorName: r.ActorName, Reason: r.Reason, Basis: r.Basis, At: r.At}
	}
	return last, nil
}

// KnownUnits returns those of the codes that the roster has.
func (s *Store) KnownUnits(ctx context.Context, codes []string) ([]string, error) {
	known, err := s.q.KnownUnits(ctx, codes)
	if err != nil {
		return nil, fmt.Errorf("look for units: %w", err)
	}
	return known, nil
}
