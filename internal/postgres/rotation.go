package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
	"canbo/internal/rotation"
)

// RotationView is a line of the list of rotations.
type RotationView struct {
	Code            string             `json:"code"`
	Official        string             `json:"official"`
	OfficialName    string             `json:"official_name"`
	Born            string             `json:"born" format:"date"`
	From            string             `json:"from_post"`
	FromName        string             `json:"from_post_name"`
	To              string             `json:"to_post"`
	ToName          string             `json:"to_post_name"`
	Place           string             `json:"place"`
	PlaceName       string             `json:"place_name"`
	Direction       rotation.Direction `json:"direction" enum:"down,up,across"`
	Body            string             `json:"body" doc:"That decided"`
	Decision        string             `json:"decision"`
	Decided         string             `json:"decided" format:"date"`
	Balloted        string             `json:"balloted,omitempty" format:"date" doc:"Day of the body's ballot"`
	Signer          string             `json:"signer,omitempty" doc:"Who signs the decision; absent where the record does not say"`
	SignerTitle     string             `json:"signer_title,omitempty"`
	Ground          string             `json:"ground" enum:"planned,two_terms,non_local,other"`
	PlannedFor      string             `json:"planned_for,omitempty" doc:"What the official is prepared for"`
	Purpose         string             `json:"purpose"`
	Months          int                `json:"months" doc:"As decided, and as extended since"`
	Started         string             `json:"started,omitempty" format:"date" doc:"Absent before the handover"`
	Ends            string             `json:"ends,omitempty" format:"date" doc:"The day after its last"`
	Reviews         int                `json:"reviews" doc:"Assessments on record here"`
	GradeBefore     string             `json:"grade_before,omitempty"`
	GradeAfter      string             `json:"grade_after,omitempty"`
	Intended        string             `json:"intended,omitempty" doc:"The placement that is planned"`
	Placement       string             `json:"placement,omitempty" doc:"return, stay or higher"`
	PlacedPost      string             `json:"placed_post,omitempty"`
	PlacedName      string             `json:"placed_post_name,omitempty"`
	Placed          string             `json:"placed,omitempty" format:"date"`
	PlacementPaper  string             `json:"placement_document,omitempty"`
	DaysToPlacement *int               `json:"days_to_placement,omitempty" doc:"From the end to the placement; negative when it was earlier"`
	Revoked         bool               `json:"revoked,omitempty" doc:"The decision was revoked before the handover"`
	Process         string             `json:"process,omitempty" doc:"Absent for one that was taken over from its papers"`
}

// RotationRecord is what somebody put on record about a rotation.
type RotationRecord struct {
	Act       string    `json:"act"`
	Author    string    `json:"author"`
	Day       string    `json:"day,omitempty" format:"date"`
	Grade     string    `json:"grade,omitempty"`
	Items     []string  `json:"items,omitempty"`
	Placement string    `json:"placement,omitempty"`
	Post      string    `json:"post,omitempty"`
	Months    int       `json:"months,omitempty"`
	Text      string    `json:"text,omitempty"`
	Document  string    `json:"document,omitempty"`
	FiledAt   time.Time `json:"filed_at"`
	Version   int64     `json:"version"`
}

// RotationFilter picks rotations; the zero value picks all.
type RotationFilter struct {
	Official  string
	State     rotation.Stage
	From, To  time.Time          // of the decision, both included
	Year      int                // of the decision
	Unit      string             // that the official leaves or joins
	Direction rotation.Direction // how it goes between the levels
}

// Rotations lists rotations by code.
func (s *Store) Rotations(ctx context.Context, f RotationFilter, p Page) (List[RotationView], error) {
	rows, err := s.q.Rotations(ctx, db.RotationsParams{
		After: p.After, Official: f.Official, State: string(f.State), Year: int32(f.Year), Unit: f.Unit, Direction: string(f.Direction), DecidedFrom: pointer(f.From), DecidedTo: pointer(f.To), MaxRows: p.rows(),
	})
	if err != nil {
		return List[RotationView]{}, fmt.Errorf("list rotations: %w", err)
	}
	return listed(p, rows, func(r db.RotationsRow) (RotationView, string) { return rotationView(r), r.Code }), nil
}

// RotationYears returns the years in which rotations were decided, the newest first.
func (s *Store) RotationYears(ctx context.Context) ([]int, error) {
	rows, err := s.q.RotationYears(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the years of rotations: %w", err)
	}
	years := make([]int, len(rows))
	for i, year := range rows {
		years[i] = int(year)
	}
	return years, nil
}

// Rotation returns one rotation. Error: fault.NotFound.
func (s *Store) Rotation(ctx context.Context, code string) (RotationView, error) {
	rows, err := s.q.Rotations(ctx, db.RotationsParams{Rotation: code, MaxRows: 1})
	if err != nil {
		return RotationView{}, fmt.Errorf("read rotation %s: %w", code, err)
	}
	if len(rows) == 0 || code == "" {
		return RotationView{}, fault.New(fault.NotFound, "not_found", "There is no rotation %s.", code)
	}
	return rotationView(rows[0]), nil
}

func rotationView(r db.RotationsRow) RotationView {
	v := RotationView{
		Code: r.Code, Official: r.Official, OfficialName: r.OfficialName, Born: dayText(&r.Born), From: r.FromPost, FromName: r.FromName,
		To: r.ToPost, ToName: r.ToName, Place: r.Place, PlaceName: r.PlaceName,
		Direction: rotation.DirectionOf(roster.UnitKind(r.FromKind), roster.UnitKind(r.ToKind)),
		Body:      r.Body, Decision: r.Decision, Decided: dayText(&r.Decided), Balloted: dayText(r.Balloted), Signer: r.Signer, SignerTitle: r.SignerTitle, Ground: r.Ground, PlannedFor: r.PlannedFor, Purpose: r.Purpose,
		Months: int(r.Months), Started: dayText(r.Started), Ends: dayText(r.Ends), Reviews: int(r.Reviews),
		GradeBefore: r.GradeBefore, GradeAfter: r.GradeAfter, Intended: value(r.Intended), Placement: value(r.Placement),
		PlacedPost: value(r.PlacedPost), PlacedName: value(r.PlacedName), Placed: dayText(r.Placed),
		PlacementPaper: value(r.PlacementDocument), Revoked: r.RevokedAt != nil, Process: value(r.Process),
	}
	if r.Placed != nil && r.Ends != nil {
		v.DaysToPlacement = new(int(r.Placed.Sub(*r.Ends).Hours()) / 24)
	}
	return v
}

// dayText writes a day of the record; "" for none.
func dayText(day *time.Time) string {
	if day == nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

// RotationRecords lists what people put on record about a rotation, in the order it was filed.
func (s *Store) RotationRecords(ctx context.Context, code string) ([]RotationRecord, error) {
	rows, err := s.q.RotationRecords(ctx, code)
	if err != nil {
		return nil, fmt.Errorf("read the record of rotation %s: %w", code, err)
	}
	out := make([]RotationRecord, len(rows))
	for i, r := range rows {
		out[i] = RotationRecord{
			Act: r.Act, Author: r.Author, Day: dayText(r.Day), Grade: value(r.Grade), Items: r.Items, Placement: value(r.Placement),
			Post: value(r.Post), Months: int(value(r.Months)), Text: r.Text, Document: r.Document, FiledAt: r.FiledAt, Version: r.Version,
		}
	}
	return out, nil
}

// RotationLife returns a rotation as its process was started. Error: fault.NotFound.
func (s *Store) RotationLife(ctx context.Context, process string) (rotation.Rotation, error) {
	return input[rotation.Rotation](ctx, s, process)
}
