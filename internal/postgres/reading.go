package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// The read models carry the JSON names under which the API shows them.

// MaxPage is the most rows that one page of a list has.
const MaxPage = 500

// Page asks for a part of a list: at most Limit rows (1..MaxPage) that follow the row that After names.
type Page struct {
	After string
	Limit int
}

// List is a page of a list. Next names its last row when more follow.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"Give it as after to read on; absent on the last page"`
}

// rows is one more than the page has, to see whether more follow.
func (p Page) rows() int32 { return int32(min(p.Limit, MaxPage)) + 1 }

// number reads After as the number of a row; 0 on the first page. Error: fault.Invalid `bad_cursor`.
func (p Page) number() (int64, error) {
	if p.After == "" {
		return 0, nil
	}
	after, err := strconv.ParseInt(p.After, 10, 64)
	if err != nil {
		return 0, badCursor()
	}
	return after, nil
}

// listed makes a page of rows; show returns an item and its cursor.
func listed[R, T any](p Page, rows []R, show func(R) (T, string)) List[T] {
	most := int(p.rows()) - 1
	list := List[T]{Items: make([]T, 0, min(len(rows), most))}
	last := ""
	for _, row := range rows[:min(len(rows), most)] {
		item, cursor := show(row)
		list.Items = append(list.Items, item)
		last = cursor
	}
	if len(rows) > most {
		list.Next = last
	}
	return list
}

// badCursor refuses an after that no list has given.
func badCursor() error {
	return fault.New(fault.Invalid, "bad_cursor", "Give `after` as the list before gave it in `next`.")
}

// PolicyRef names the pinned policy of a cycle.
type PolicyRef struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	SHA256  string `json:"sha256"`
}

// CycleView is a cycle as lists show it.
type CycleView struct {
	Code          string     `json:"code"`
	Root          string     `json:"root"`
	Year          int        `json:"year"`
	Quarter       int        `json:"quarter,omitempty" doc:"Absent: the whole year"`
	ReferenceDate string     `json:"reference_date" format:"date"`
	Policy        PolicyRef  `json:"policy"`
	OpenedBy      string     `json:"opened_by"`
	OpenedAt      time.Time  `json:"opened_at"`
	ClosedAt      *time.Time `json:"closed_at,omitempty"`
	CancelledAt   *time.Time `json:"cancelled_at,omitempty"`
}

// Phase counts the processes of a kind whose step has a status.
type Phase struct {
	Kind      string `json:"kind"`
	Step      string `json:"step"`
	Status    string `json:"status"`
	Processes int    `json:"processes"`
}

// CycleProgress is a cycle with how far it is.
type CycleProgress struct {
	CycleView
	Enrolled int        `json:"enrolled"`
	Steps    []StepView `json:"steps"`
	Phases   []Phase    `json:"phases"`
}

// StepView is a step of a process.
type StepView struct {
	Name      string     `json:"name"`
	Mode      string     `json:"mode"`
	Status    string     `json:"status"`
	OpenedAt  *time.Time `json:"opened_at,omitempty"`
	Due       *time.Time `json:"due,omitempty"`
	ClosedAt  *time.Time `json:"closed_at,omitempty"`
	ClosedBy  string     `json:"closed_by,omitempty"`
	Tasks     int        `json:"tasks"`
	TasksDone int        `json:"tasks_done"`
}

// ProcessRow is a process of a cycle as lists show it.
type ProcessRow struct {
	Code        string     `json:"code"` // the unit or body
	Name        string     `json:"name"`
	Process     string     `json:"process"`
	Step        string     `json:"step,omitempty"` // the open one
	Due         *time.Time `json:"due,omitempty"`
	OpenTasks   int        `json:"open_tasks"`
	ReleasedAt  *time.Time `json:"released_at,omitempty"`
	ConcludedAt *time.Time `json:"concluded_at,omitempty"`
	CancelledAt *time.Time `json:"cancelled_at,omitempty"` // concluded before its time
}

// ProcessView is a process by itself.
type ProcessView struct {
	ID          string     `json:"id"`
	Kind        string     `json:"kind"`
	Version     int64      `json:"version"`
	ReleasedAt  *time.Time `json:"released_at,omitempty"`
	StartedAt   *time.Time `json:"started_at,omitempty"`
	ConcludedAt *time.Time `json:"concluded_at,omitempty"`
	CancelledAt *time.Time `json:"cancelled_at,omitempty"` // concluded before its time
}

// ActView is an act that somebody has done in a process.
type ActView struct {
	Command     string       `json:"command" doc:"By which it can be taken back"`
	Kind        string       `json:"kind"`
	Version     int64        `json:"version"`
	ReceivedAt  time.Time    `json:"received_at"`
	WithdrawnAt *time.Time   `json:"withdrawn_at,omitempty"`
	OnBehalf    *BehalfEntry `json:"on_behalf,omitempty"`
}

// Figure is a statistic of a closed cycle: counts, never percentages.
type Figure struct {
	ID     string          `json:"id"`
	Count  int             `json:"count"`
	Total  int             `json:"total"`
	Detail json.RawMessage `json:"detail"`
}

// Cycles lists all cycles by code.
func (s *Store) Cycles(ctx context.Context, p Page) (List[CycleView], error) {
	rows, err := s.q.Cycles(ctx, db.CyclesParams{After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[CycleView]{}, fmt.Errorf("list cycles: %w", err)
	}
	return listed(p, rows, func(r db.CyclesRow) (CycleView, string) {
		return cycleView(db.CycleByCodeRow(r)), r.Code
	}), nil
}

// Cycle returns a cycle and how far it is. Error: fault.NotFound.
func (s *Store) Cycle(ctx context.Context, code string) (CycleProgress, error) {
	row, err := s.q.CycleByCode(ctx, code)
	if err != nil {
		return CycleProgress{}, notFound(err, "cycle", code)
	}
	enrolled, err := s.q.CountEnrolled(ctx, code)
	if err != nil {
		return CycleProgress{}, fmt.Errorf("count the enrolled of %s: %w", code, err)
	}
	steps, err := s.Steps(ctx, evaluation.CycleID(code))
	if err != nil {
		return CycleProgress{}, err
	}
	phases, err := s.q.CyclePhases(ctx, &code)
	if err != nil {
		return CycleProgress{}, fmt.Errorf("read the phases of %s: %w", code, err)
	}
	progress := CycleProgress{CycleView: cycleView(row), Enrolled: int(enrolled), Steps: steps, Phases: make([]Phase, len(phases))}
	for i, r := range phases {
		progress.Phases[i] = Phase{Kind: r.Kind, Step: r.Step, Status: r.Status, Processes: int(r.Processes)}
	}
	return progress, nil
}

func cycleView(r db.CycleByCodeRow) CycleView {
	return CycleView{
		Code: r.Code, Root: r.Root, Year: int(r.Year), Quarter: int(r.Quarter), ReferenceDate: r.ReferenceDate.Format(time.DateOnly),
		Policy:   PolicyRef{ID: r.PolicyID, Version: int(r.PolicyVersion), SHA256: r.PolicySha256},
		OpenedBy: r.OpenedBy, OpenedAt: r.OpenedAt, ClosedAt: r.ClosedAt, CancelledAt: r.CancelledAt,
	}
}

// Processes lists the processes of a kind in a cycle, by what they are about.
func (s *Store) Processes(ctx context.Context, cycle, kind string, p Page) (List[ProcessRow], error) {
	rows, err := s.q.CycleProcesses(ctx, db.CycleProcessesParams{Cycle: &cycle, Kind: kind, After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[ProcessRow]{}, fmt.Errorf("list processes of %s: %w", cycle, err)
	}
	return listed(p, rows, func(r db.CycleProcessesRow) (ProcessRow, string) {
		return ProcessRow{
			Code: r.Subject, Name: r.Name, Process: r.ID, Step: r.Step, Due: r.Due, OpenTasks: int(r.OpenTasks),
			ReleasedAt: r.ReleasedAt, ConcludedAt: r.ConcludedAt, CancelledAt: r.CancelledAt,
		}, r.Subject
	}), nil
}

// Process returns a process by itself. Error: fault.NotFound.
func (s *Store) Process(ctx context.Context, id string) (ProcessView, error) {
	r, err := s.q.ProcessView(ctx, id)
	if err != nil {
		return ProcessView{}, notFound(err, "process", id)
	}
	return ProcessView{
		ID: r.ID, Kind: r.Kind, Version: r.Version, ReleasedAt: r.ReleasedAt, StartedAt: r.StartedAt, ConcludedAt: r.ConcludedAt,
		CancelledAt: r.CancelledAt,
	}, nil
}

// Steps returns the steps of a process in their order; an unknown process has none.
func (s *Store) Steps(ctx context.Context, process string) ([]StepView, error) {
	rows, err := s.q.ProcessSteps(ctx, process)
	if err != nil {
		return nil, fmt.Errorf("read steps of %s: %w", process, err)
	}
	steps := make([]StepView, len(rows))
	for i, r := range rows {
		steps[i] = StepView{
			Name: r.Name, Mode: r.Mode, Status: r.Status, OpenedAt: r.OpenedAt, Due: r.Due, ClosedAt: r.ClosedAt,
			ClosedBy: r.ClosedBy, Tasks: int(r.Tasks), TasksDone: int(r.TasksDone),
		}
	}
	return steps, nil
}

// OwnActs returns what an actor has done in a process, in order.
func (s *Store) OwnActs(ctx context.Context, process, actor string) ([]ActView, error) {
	rows, err := s.q.OwnActs(ctx, db.OwnActsParams{Process: process, Actor: actor})
	if err != nil {
		return nil, fmt.Errorf("read acts in %s: %w", process, err)
	}
	acts := make([]ActView, len(rows))
	for i, r := range rows {
		acts[i] = ActView{
			Command: r.Command, Kind: r.Kind, Version: r.Version, ReceivedAt: r.ReceivedAt, WithdrawnAt: r.WithdrawnAt,
			OnBehalf: entry(r.Actor, r.OnBehalfOf, "", ""),
		}
	}
	return acts, nil
}

// UnitReview returns what the conference of a unit was started with. Error: fault.NotFound.
func (s *Store) UnitReview(ctx context.Context, cycle, unit string) (evaluation.UnitReview, error) {
	return input[evaluation.UnitReview](ctx, s, evaluation.UnitReviewID(cycle, unit))
}

// BodyDecision returns what the sitting of a body was started with. Error: fault.NotFound.
func (s *Store) BodyDecision(ctx context.Context, cycle, body string) (evaluation.BodyDecision, error) {
	return input[evaluation.BodyDecision](ctx, s, evaluation.BodyDecisionID(cycle, body))
}

func input[T any](ctx context.Context, s *Store, process string) (T, error) {
	var state T
	raw, err := s.q.ProcessInput(ctx, process)
	if err != nil {
		return state, notFound(err, "process", process)
	}
	if err := json.Unmarshal(raw, &state); err != nil {
		return state, fmt.Errorf("decode the input of %s: %w", process, err)
	}
	return state, nil
}

// Figures returns the statistics of a cycle, which exist once it is closed, by id.
func (s *Store) Figures(ctx context.Context, cycle string) ([]Figure, error) {
	rows, err := s.q.CycleFigures(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("read figures of %s: %w", cycle, err)
	}
	figures := make([]Figure, len(rows))
	for i, r := range rows {
		figures[i] = Figure{ID: r.ID, Count: int(r.Count), Total: int(r.Total), Detail: r.Detail}
	}
	return figures, nil
}
