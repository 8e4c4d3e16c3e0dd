package postgres

import (
	"cmp"
	"context"
	"fmt"
	"time"

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

// Unit is a unit by its code and name.
type Unit struct {
	Code string
	Name evaluation.Label
}

// Units returns all units, those at the top first, then by name.
func (s *Store) Units(ctx context.Context) ([]Unit, error) {
	rows, err := s.q.Units(ctx)
	if err != nil {
		return nil, fmt.Errorf("read units: %w", err)
	}
	units := make([]Unit, len(rows))
	for i, r := range rows {
		units[i] = Unit{r.Code, evaluation.Label{VI: r.Name, EN: cmp.Or(r.NameEn, r.Name)}}
	}
	return units, nil
}

// Names returns the names of officials, units and bodies by their codes; a code that nothing has is left out.
func (s *Store) Names(ctx context.Context, codes ...string) (map[string]string, error) {
	names, err := s.PlaceNames(ctx, codes...)
	if err != nil {
		return nil, err
	}
	people, err := s.q.NamesOf(ctx, codes)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	for _, r := range people {
		names[r.Code] = r.Name
	}
	return names, nil
}

// CyclePeriods returns what cycles evaluate, by their codes. Unknown ones are left out.
func (s *Store) CyclePeriods(ctx context.Context, cycles ...string) (map[string]evaluation.Period, error) {
	rows, err := s.q.CyclePeriods(ctx, cycles)
	if err != nil {
		return nil, fmt.Errorf("read the periods of cycles: %w", err)
	}
	periods := make(map[string]evaluation.Period, len(rows))
	for _, r := range rows {
		periods[r.Code] = evaluation.Period{Year: int(r.Year), Quarter: int(r.Quarter)}
	}
	return periods, nil
}

// ProcessNames returns what planning reviews, rotation plans and rotations are about, by their ids; a plan with its year.
// Others are left out.
func (s *Store) ProcessNames(ctx context.Context, ids ...string) (map[string]string, error) {
	rows, err := s.q.ProcessNames(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read what processes are about: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.ID] = r.Name
		if r.Year != "" {
			names[r.ID] += " (" + r.Year + ")"
		}
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

// Meeting is a conference or sitting in which somebody has a seat.
type Meeting struct {
	Process     string
	Kind        string
	Code        string // of the unit or body
	Name        string
	Cycle       string
	Period      evaluation.Period
	Step        string // the open one; "" when none is
	Due         *time.Time
	ReleasedAt  *time.Time
	ConcludedAt *time.Time
}

// MeetingsOf lists the meetings in which an official has or had a seat, those that go on first.
func (s *Store) MeetingsOf(ctx context.Context, official string) ([]Meeting, error) {
	rows, err := s.q.MeetingsOf(ctx, official)
	if err != nil {
		return nil, fmt.Errorf("read meetings: %w", err)
	}
	meetings := make([]Meeting, len(rows))
	for i, r := range rows {
		meetings[i] = Meeting{
			Process: r.ID, Kind: r.Kind, Code: r.Subject, Name: r.Name, Cycle: r.Cycle,
			Period: evaluation.Period{Year: int(r.Year), Quarter: int(r.Quarter)},
			Step:   r.Step, Due: r.Due, ReleasedAt: r.ReleasedAt, ConcludedAt: r.ConcludedAt,
		}
	}
	return meetings, nil
}

// OwnCase is one evaluation of an official as they see it: the grade is empty until it has been announced.
type OwnCase struct {
	Cycle          string
	Period         evaluation.Period
	Unit, UnitName string
	BodyName       string
	Grade          evaluation.Grade
	Label          evaluation.Label
	AnnouncedAt    *time.Time
	AcknowledgedAt *time.Time
}

// OwnCases lists an official's evaluations, newest first.
func (s *Store) OwnCases(ctx context.Context, official string) ([]OwnCase, error) {
	rows, err := s.q.OwnCases(ctx, official)
	if err != nil {
		return nil, fmt.Errorf("read own cases: %w", err)
	}
	cases := make([]OwnCase, len(rows))
	for i, r := range rows {
		cases[i] = OwnCase{
			Cycle: r.Cycle, Period: evaluation.Period{Year: int(r.Year), Quarter: int(r.Quarter)},
			Unit: r.Unit, UnitName: r.UnitName, BodyName: r.BodyName,
			Grade: evaluation.Grade(r.Grade), Label: evaluation.Label{VI: r.LabelVi, EN: r.LabelEn},
			AnnouncedAt: r.AnnouncedAt, AcknowledgedAt: r.AcknowledgedAt,
		}
	}
	return cases, nil
}

// UnitGradesIn returns the results of units that a sitting has decided, by unit.
func (s *Store) UnitGradesIn(ctx context.Context, process string) (map[string]evaluation.Grade, error) {
	rows, err := s.q.UnitGradesIn(ctx, process)
	if err != nil {
		return nil, fmt.Errorf("read results of units in %s: %w", process, err)
	}
	grades := make(map[string]evaluation.Grade, len(rows))
	for _, r := range rows {
		grades[r.Subject] = evaluation.Grade(r.Grade)
	}
	return grades, nil
}
