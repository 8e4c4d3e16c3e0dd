package postgres

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
)

// OpenRotationPlan writes a plan; the relay starts it. Error: fault.Conflict `plan_exists`.
func (s *Store) OpenRotationPlan(ctx context.Context, o rotation.PlanOpening) error {
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		p := o.Plan
		if _, err := q.ProcessView(ctx, p.ID); err == nil {
			return fault.New(fault.Conflict, "plan_exists", "There is a rotation plan %s already; give this one another code.", p.Code)
		} else if !errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("look for %s: %w", p.ID, err)
		}
		err := q.InsertPolicyDocument(ctx, db.InsertPolicyDocumentParams{
			Sha256: o.Policy.SHA256, ID: o.Policy.ID, Version: int32(o.Policy.Version), Text: string(o.Policy.Text),
		})
		if err != nil {
			return fmt.Errorf("keep policy: %w", err)
		}
		process := procedure.NewProcess{ID: p.ID, Kind: p.Kind, Subject: p.Root, Input: p}
		if err := insertProcess(ctx, q, process, o.OpenedAt, &o.OpenedAt); err != nil {
			return err
		}
		return q.InsertRotationPlan(ctx, db.InsertRotationPlanParams{
			Process: p.ID, Code: p.Code, Root: p.Root, Body: p.Body, Policy: o.Policy.SHA256, Day: o.Day, OpenedBy: o.OpenedBy, OpenedAt: o.OpenedAt,
		})
	})
}

// RotationPlanPolicy returns the id, version and text of the policy that a plan keeps, and the day of the record.
// Error: fault.NotFound.
func (s *Store) RotationPlanPolicy(ctx context.Context, process string) (id string, version int, text []byte, day time.Time, err error) {
	row, err := s.q.RotationPlanRules(ctx, process)
	if err != nil {
		return "", 0, nil, time.Time{}, notFound(err, "rotation plan", process)
	}
	return row.ID, int(row.Version), []byte(row.Text), row.Day, nil
}

// RotationPlanPolicyRef names the policy of a plan, and the day of the record. Error: fault.NotFound.
func (s *Store) RotationPlanPolicyRef(ctx context.Context, process string) (PolicyRef, time.Time, error) {
	row, err := s.q.RotationPlanRules(ctx, process)
	if err != nil {
		return PolicyRef{}, time.Time{}, notFound(err, "rotation plan", process)
	}
	return PolicyRef{ID: row.ID, Version: int(row.Version), SHA256: row.Sha256}, row.Day, nil
}

// RotationPlan returns a plan as it stands. Error: fault.NotFound.
func (s *Store) RotationPlan(ctx context.Context, process string) (rotation.Plan, error) {
	return input[rotation.Plan](ctx, s, process)
}

// RotationPlanRow is a plan as lists show it.
type RotationPlanRow struct {
	Process     string     `json:"process"`
	Code        string     `json:"code"`
	Root        string     `json:"root"`
	RootName    string     `json:"root_name"`
	Body        string     `json:"body"`
	Day         string     `json:"day" format:"date" doc:"Of the record that eligibility is read from"`
	Step        string     `json:"step,omitempty" doc:"The open one"`
	Due         *time.Time `json:"due,omitempty"`
	OpenTasks   int        `json:"open_tasks"`
	Pairs       int        `json:"pairs" doc:"People placed"`
	OpenedBy    string     `json:"opened_by"`
	OpenedAt    time.Time  `json:"opened_at"`
	ConcludedAt *time.Time `json:"concluded_at,omitempty"`
	CancelledAt *time.Time `json:"cancelled_at,omitempty"`
}

// RotationPlans lists the plans by code.
func (s *Store) RotationPlans(ctx context.Context, p Page) (List[RotationPlanRow], error) {
	rows, err := s.q.RotationPlans(ctx, db.RotationPlansParams{After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[RotationPlanRow]{}, fmt.Errorf("list rotation plans: %w", err)
	}
	return listed(p, rows, func(r db.RotationPlansRow) (RotationPlanRow, string) {
		return RotationPlanRow{
			Process: r.Process, Code: r.Code, Root: r.Root, RootName: r.RootName, Body: r.Body, Day: r.Day.Format(time.DateOnly),
			Step: r.Step, Due: r.Due, OpenTasks: int(r.OpenTasks), Pairs: int(r.Pairs), OpenedBy: r.OpenedBy, OpenedAt: r.OpenedAt,
			ConcludedAt: r.ConcludedAt, CancelledAt: r.CancelledAt,
		}, r.Code
	}), nil
}

// RotationPlanFile returns the last assignment of a plan that was found, with its certificate. Error: fault.NotFound
// `not_assigned`.
func (s *Store) RotationPlanFile(ctx context.Context, process string) (assignment.File, error) {
	var file assignment.File
	row, err := s.q.RotationPlanFile(ctx, process)
	if err != nil {
		return file, notAssigned(process, err)
	}
	if err := json.Unmarshal(row.File, &file); err != nil {
		return file, fmt.Errorf("decode the assignment of %s: %w", process, err)
	}
	return file, nil
}

// RotationPlanFileSeq returns the number of the assignment that RotationPlanFile returns: another one has another number.
// Error: fault.NotFound `not_assigned`.
func (s *Store) RotationPlanFileSeq(ctx context.Context, process string) (int64, error) {
	seq, err := s.q.RotationPlanFileSeq(ctx, process)
	if err != nil {
		return 0, notAssigned(process, err)
	}
	return seq, nil
}

func notAssigned(process string, err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New(fault.NotFound, "not_assigned", "No assignment of this plan has been computed yet.")
	}
	return fmt.Errorf("read the assignment of %s: %w", process, err)
}

// RotationPlanRecord is what somebody put on record about a plan.
type RotationPlanRecord struct {
	Act      string    `json:"act"`
	Author   string    `json:"author"`
	Official string    `json:"official,omitempty"`
	Post     string    `json:"post,omitempty"`
	What     string    `json:"what,omitempty" doc:"fix, forbid or free; agrees or refuses; the papers; the ground of a decision"`
	Text     string    `json:"text,omitempty" doc:"Why; the purpose of a decision"`
	Document string    `json:"document,omitempty"`
	Date     string    `json:"document_date,omitempty" format:"date"`
	FiledAt  time.Time `json:"filed_at"`
	Version  int64     `json:"version"`
}

// RotationPlanRecords lists what people put on record about a plan, in the order it was filed.
func (s *Store) RotationPlanRecords(ctx context.Context, process string) ([]RotationPlanRecord, error) {
	rows, err := s.q.RotationPlanRecords(ctx, process)
	if err != nil {
		return nil, fmt.Errorf("read the record of %s: %w", process, err)
	}
	out := make([]RotationPlanRecord, len(rows))
	for i, r := range rows {
		out[i] = RotationPlanRecord{
			Act: r.Act, Author: r.Author, Official: r.Official, Post: r.Post, What: r.What, Text: r.Text, Document: r.Document,
			FiledAt: r.FiledAt, Version: r.Version,
		}
		if r.DocumentDate != nil {
			out[i].Date = r.DocumentDate.Format(time.DateOnly)
		}
	}
	return out, nil
}

// RotationPlanNames names the people and posts of an instance, and all units; whatever is unknown keeps its code.
func (s *Store) RotationPlanNames(ctx context.Context, in assignment.Instance) (assignment.Names, error) {
	var officials, posts []string
	for _, p := range in.People {
		officials = append(officials, p.Official)
	}
	for _, n := range in.Needs {
		posts = append(posts, n.Post)
	}
	rows, err := s.q.RotationPlanNames(ctx, db.RotationPlanNamesParams{Officials: officials, Posts: posts})
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	names := make(map[assignment.Limit]evaluation.Label, len(rows))
	for _, r := range rows {
		names[assignment.Limit{Kind: assignment.Kind(r.Kind), Code: r.Code}] = evaluation.Label{VI: r.Name, EN: cmp.Or(r.NameEn, r.Name)}
	}
	return func(kind assignment.Kind, code string) evaluation.Label {
		if kind == assignment.OfRelease || kind == assignment.OfReceive {
			kind = "unit"
		}
		if name, ok := names[assignment.Limit{Kind: kind, Code: code}]; ok {
			return name
		}
		return assignment.Codes(kind, code)
	}, nil
}

// PresentPost is the principal post that somebody holds, with its unit.
type PresentPost struct {
	Post     string
	PostName evaluation.Label
	Unit     string
	UnitName evaluation.Label
}

// PresentPosts returns the principal posts of officials on a day; who holds none is left out.
func (s *Store) PresentPosts(ctx context.Context, day time.Time, officials ...string) (map[string]PresentPost, error) {
	rows, err := s.q.PresentPosts(ctx, db.PresentPostsParams{Officials: officials, Day: day})
	if err != nil {
		return nil, fmt.Errorf("read present posts: %w", err)
	}
	posts := make(map[string]PresentPost, len(rows))
	for _, r := range rows {
		posts[r.Official] = PresentPost{
			Post: r.Post, PostName: evaluation.Label{VI: r.PostName, EN: cmp.Or(r.PostNameEn, r.PostName)},
			Unit: r.Unit, UnitName: evaluation.Label{VI: r.UnitName, EN: cmp.Or(r.UnitNameEn, r.UnitName)},
		}
	}
	return posts, nil
}
