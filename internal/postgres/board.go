package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/postgres/db"
)

// Board is the dashboard of a cycle.
type Board struct {
	Processes []BoardProcess `json:"processes" doc:"The conferences, then the sittings"`
	Late      List[LateTask] `json:"late" doc:"Who has a task whose time is over; never who has not voted"`
	LateCount int64          `json:"late_count"`
	LateVotes int64          `json:"late_votes" doc:"How many votes are late"`
	Forecasts []StepForecast `json:"forecasts"`
	Grades    []BoardGrade   `json:"grades" doc:"Of the policy, from best to worst"`
	Counts    []BoardCount   `json:"counts" doc:"By unit and group together; null for who may not read the case of each person"`
	Whole     []GradeShare   `json:"whole" doc:"Over the cycle: one, or none before anybody is enrolled"`
	Units     []GradeShare   `json:"units"`
	Groups    []GradeShare   `json:"groups"`
	Votes     []VoteCount    `json:"votes" doc:"Of all conferences together; absent until the last has counted, and for fewer than ten people"`
}

// BoardProcess is a conference or a sitting with its steps; none before it has begun.
type BoardProcess struct {
	Process     string     `json:"process"`
	Kind        string     `json:"kind"`
	Subject     string     `json:"subject"`
	Name        string     `json:"name"`
	ConcludedAt *time.Time `json:"concluded_at,omitempty"`
	CancelledAt *time.Time `json:"cancelled_at,omitempty"`
	Steps       []StepView `json:"steps"`
}

// LateTask is a task that is still to be done though its time is over.
type LateTask struct {
	Official    string    `json:"official"`
	Name        string    `json:"name"`
	Act         string    `json:"act"`
	Step        string    `json:"step"`
	Process     string    `json:"process"`
	Kind        string    `json:"kind"`
	SubjectName string    `json:"subject_name"`
	Due         time.Time `json:"due"`
}

// StepForecast says whether the open steps of one name will be through in time if their people go on as in the last days.
type StepForecast struct {
	Kind string     `json:"kind"`
	Step string     `json:"step"`
	Open int        `json:"open" doc:"Tasks that are still to be done"`
	Done int        `json:"done" doc:"Tasks that were done within the days"`
	Days int        `json:"days" doc:"Over how many days the pace was measured"`
	Due  time.Time  `json:"due" doc:"The last due time"`
	Ends *time.Time `json:"ends,omitempty" doc:"Absent while nobody has done anything"`
	Late bool       `json:"late"`
}

// BoardGrade is a grade with its name in the policy of a cycle.
type BoardGrade struct {
	Grade string `json:"grade"`
	VI    string `json:"vi"`
	EN    string `json:"en"`
}

// BoardCount says how many officials of one unit and title group have the same grades; "" for one that does not exist yet.
type BoardCount struct {
	Unit      string `json:"unit"`
	UnitName  string `json:"unit_name"`
	Group     string `json:"group"`
	Self      string `json:"self_grade"`
	Proposed  string `json:"proposed_grade"`
	Suggested string `json:"suggested_grade"`
	Grade     string `json:"grade"`
	Officials int    `json:"officials"`
}

// VoteCount is how many votes a grade has got.
type VoteCount struct {
	Grade string `json:"grade"`
	Votes int64  `json:"votes"`
}

// Board returns the dashboard of a cycle at a time, with a page of those who are late. Error: fault.NotFound.
func (s *Store) Board(ctx context.Context, cycle string, now time.Time, late Page) (Board, error) {
	if _, err := s.q.CycleByCode(ctx, cycle); err != nil {
		return Board{}, notFound(err, "cycle", cycle)
	}
	b := Board{}
	for _, read := range []func(context.Context, string, time.Time, *Board) error{
		s.boardProcesses, s.boardPace, s.boardGrades,
	} {
		if err := read(ctx, cycle, now, &b); err != nil {
			return Board{}, fmt.Errorf("read the board of %s: %w", cycle, err)
		}
	}
	if err := s.boardLate(ctx, cycle, now, late, &b); err != nil {
		return Board{}, err
	}
	return b, nil
}

func (s *Store) boardProcesses(ctx context.Context, cycle string, _ time.Time, b *Board) error {
	rows, err := s.q.BoardSteps(ctx, &cycle)
	for _, r := range rows {
		last := len(b.Processes) - 1
		if last < 0 || b.Processes[last].Process != r.Process {
			b.Processes = append(b.Processes, BoardProcess{
				Process: r.Process, Kind: r.Kind, Subject: r.Subject, Name: r.Name, ConcludedAt: r.ConcludedAt, CancelledAt: r.CancelledAt,
			})
			last++
		}
		if r.Step == "" {
			continue
		}
		b.Processes[last].Steps = append(b.Processes[last].Steps, StepView{
			Name: r.Step, Mode: r.Mode, Status: r.Status, OpenedAt: r.OpenedAt, Due: r.Due, Tasks: int(r.Tasks), TasksDone: int(r.Done),
		})
	}
	return err
}

func (s *Store) boardPace(ctx context.Context, cycle string, now time.Time, b *Board) error {
	since := now.AddDate(0, 0, -evaluation.PaceDays)
	rows, err := s.q.BoardPace(ctx, db.BoardPaceParams{Cycle: &cycle, Since: &since})
	for _, r := range rows {
		pace := evaluation.Pace{Open: int(r.Open), Done: int(r.Done), Days: evaluation.PaceOver(r.OpenedAt, now)}
		f := StepForecast{Kind: r.Kind, Step: r.Step, Open: pace.Open, Done: pace.Done, Days: pace.Days, Due: r.Due, Late: now.After(r.Due)}
		if ends, ok := pace.Ends(now); ok {
			f.Ends, f.Late = &ends, ends.After(r.Due)
		}
		b.Forecasts = append(b.Forecasts, f)
	}
	return err
}

func (s *Store) boardGrades(ctx context.Context, cycle string, _ time.Time, b *Board) error {
	names, err := s.q.CycleGrades(ctx, cycle)
	if err != nil {
		return err
	}
	for _, n := range names {
		b.Grades = append(b.Grades, BoardGrade{Grade: n.Grade, VI: n.LabelVi, EN: n.LabelEn})
	}
	counts, err := s.q.BoardGrades(ctx, cycle)
	if err != nil {
		return err
	}
	for _, c := range counts {
		b.Counts = append(b.Counts, BoardCount{
			Unit: c.Unit, UnitName: c.UnitName, Group: c.TitleGroup, Self: c.SelfGrade, Proposed: c.ProposedGrade,
			Suggested: c.SuggestedGrade, Grade: c.Grade, Officials: int(c.Officials),
		})
	}
	votes, err := s.q.BoardVotes(ctx, &cycle)
	for _, v := range votes {
		b.Votes = append(b.Votes, VoteCount{Grade: v.Grade, Votes: v.Votes})
	}
	return err
}

func (s *Store) boardLate(ctx context.Context, cycle string, now time.Time, p Page, b *Board) error {
	skip, err := p.number()
	if err != nil {
		return err
	}
	count, err := s.q.CountBoardLate(ctx, db.CountBoardLateParams{Cycle: &cycle, Now: now})
	if err != nil {
		return fmt.Errorf("count who is late in %s: %w", cycle, err)
	}
	b.LateCount, b.LateVotes = count.People, count.Votes
	rows, err := s.q.BoardLate(ctx, db.BoardLateParams{Cycle: &cycle, Now: now, Skip: int32(skip), MaxRows: p.rows()})
	if err != nil {
		return fmt.Errorf("list who is late in %s: %w", cycle, err)
	}
	at := skip
	b.Late = listed(p, rows, func(r db.BoardLateRow) (LateTask, string) {
		at++
		return LateTask{
			Official: r.Assignee, Name: r.Name, Act: r.Act, Step: r.Step, Process: r.Process, Kind: r.Kind,
			SubjectName: r.SubjectName, Due: r.Due,
		}, fmt.Sprint(at)
	})
	return nil
}

// BoardVersion grows with everything that happens in a cycle.
func (s *Store) BoardVersion(ctx context.Context, cycle string) (int64, error) {
	version, err := s.q.BoardVersion(ctx, &cycle)
	if err != nil {
		return 0, fmt.Errorf("read the version of %s: %w", cycle, err)
	}
	return version, nil
}
