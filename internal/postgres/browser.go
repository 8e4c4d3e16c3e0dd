package postgres

import (
	"context"
	"fmt"

	"canbo/internal/evaluation"
	"canbo/internal/postgres/db"
)

// DueTask is a task as the inbox page shows it.
type DueTask struct {
	Task
	HolderName string           // in whose place it is done; "" for one's own
	Of         evaluation.Label // the cycle, or the round of reviews
}

// TasksByDue lists an official's open tasks, those due first on top, and tells how many there are.
func (s *Store) TasksByDue(ctx context.Context, official string, skip, limit int) ([]DueTask, int64, error) {
	rows, err := s.q.TasksByDue(ctx, db.TasksByDueParams{Assignee: official, Skip: int32(skip), MaxRows: int32(limit)})
	if err != nil {
		return nil, 0, fmt.Errorf("read inbox: %w", err)
	}
	total, err := s.q.CountInbox(ctx, official)
	if err != nil {
		return nil, 0, fmt.Errorf("count inbox: %w", err)
	}
	tasks := make([]DueTask, len(rows))
	for i, r := range rows {
		tasks[i] = DueTask{
			Task: Task{
				ID: r.ID, Process: r.Process, Kind: r.Kind, Cycle: value(r.Cycle), Subject: r.Subject, SubjectName: r.SubjectName,
				Step: r.Step, Act: r.Act, Holder: r.Holder, OpenedAt: r.OpenedAt, Due: r.Due,
			},
			HolderName: r.HolderName, Of: undertaking(r.Kind, r.Year, r.Quarter, r.Round),
		}
	}
	return tasks, total, nil
}

// OfficialNames returns the names of officials by their codes.
func (s *Store) OfficialNames(ctx context.Context, codes []string) (map[string]string, error) {
	rows, err := s.q.OfficialNames(ctx, codes)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.Code] = r.Name
	}
	return names, nil
}

// PlaceNames returns the names of units and bodies by their codes.
func (s *Store) PlaceNames(ctx context.Context, codes ...string) (map[string]string, error) {
	rows, err := s.q.PlaceNames(ctx, codes)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.Code] = r.Name
	}
	return names, nil
}

// CycleGrades returns the grades of a cycle's policy with their labels, best first.
func (s *Store) CycleGrades(ctx context.Context, cycle string) ([]evaluation.GradeLabel, error) {
	rows, err := s.q.CycleGrades(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("read the grades of %s: %w", cycle, err)
	}
	grades := make([]evaluation.GradeLabel, len(rows))
	for i, r := range rows {
		grades[i] = evaluation.GradeLabel{Grade: evaluation.Grade(r.Grade), Label: evaluation.Label{VI: r.LabelVi, EN: r.LabelEn}}
	}
	return grades, nil
}
