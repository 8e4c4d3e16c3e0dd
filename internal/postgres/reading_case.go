package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// OfficialRow is an enrolled official as lists show them. Grades are empty until they exist.
type OfficialRow struct {
	Official       string     `json:"official"`
	Name           string     `json:"name"`
	Unit           string     `json:"unit"`
	Post           string     `json:"post"`
	Group          string     `json:"group"`
	Head           bool       `json:"head"`
	Body           string     `json:"body"`
	SelfGrade      string     `json:"self_grade,omitempty"`
	ProposedGrade  string     `json:"proposed_grade,omitempty"`
	SuggestedGrade string     `json:"suggested_grade,omitempty"`
	Grade          string     `json:"grade,omitempty"`
	AnnouncedAt    *time.Time `json:"announced_at,omitempty"`
}

// AppraisalRow is one case as the body sees it before it decides.
type AppraisalRow struct {
	Official      string          `json:"official"`
	Name          string          `json:"name"`
	Unit          string          `json:"unit"`
	Group         string          `json:"group"`
	Head          bool            `json:"head"`
	SelfGrade     string          `json:"self_grade,omitempty"`
	ProposedGrade string          `json:"proposed_grade,omitempty"`
	Suggested     string          `json:"suggested"`
	Grounds       json.RawMessage `json:"grounds"`
}

// SelfReviewView is a self-review as it was filed last.
type SelfReviewView struct {
	Official string          `json:"official"`
	Grade    string          `json:"grade"`
	FiledAt  time.Time       `json:"filed_at"`
	Content  json.RawMessage `json:"content"`
	OnBehalf *BehalfEntry    `json:"on_behalf,omitempty"`
}

// CommentView is a comment on an official.
type CommentView struct {
	Author      string       `json:"author"`
	Text        string       `json:"text"`
	FiledAt     time.Time    `json:"filed_at"`
	WithdrawnAt *time.Time   `json:"withdrawn_at,omitempty" doc:"When its author took it back: it counts no more"`
	OnBehalf    *BehalfEntry `json:"on_behalf,omitempty"`
}

// CommentCount is how many comments stand on an official in a conference.
type CommentCount struct {
	Official string `json:"official"`
	Comments int    `json:"comments"`
	Late     int    `json:"late" doc:"Of them, filed after the due time of the comments"`
}

// CommentCounts counts the comments of a conference by official; nobody without one is listed.
func (s *Store) CommentCounts(ctx context.Context, process string) ([]CommentCount, error) {
	rows, err := s.q.CommentCounts(ctx, process)
	if err != nil {
		return nil, fmt.Errorf("count the comments of %s: %w", process, err)
	}
	counts := make([]CommentCount, len(rows))
	for i, r := range rows {
		counts[i] = CommentCount{Official: r.Official, Comments: int(r.Comments), Late: int(r.Late)}
	}
	return counts, nil
}

// MinutesView is the minutes of a conference, or the record of a count that the second teller signed.
type MinutesView struct {
	Kind     string       `json:"kind" enum:"conference,count"`
	Author   string       `json:"author"`
	Text     string       `json:"text"`
	FiledAt  time.Time    `json:"filed_at"`
	OnBehalf *BehalfEntry `json:"on_behalf,omitempty"`
}

// ProposalView is the unit's proposal on an official.
type ProposalView struct {
	Official string       `json:"official"`
	Grade    string       `json:"grade"`
	Reason   string       `json:"reason,omitempty"`
	OnBehalf *BehalfEntry `json:"on_behalf,omitempty"`

	External *ExternalDocument `json:"external,omitempty"`
}

// DecisionView is one decision on an official; a later one replaces an earlier one.
type DecisionView struct {
	Body      string       `json:"body"`
	Grade     string       `json:"grade"`
	Suggested string       `json:"suggested,omitempty"`
	Reason    string       `json:"reason,omitempty"`
	DecidedAt time.Time    `json:"decided_at"`
	OnBehalf  *BehalfEntry `json:"on_behalf,omitempty"`

	External *ExternalDocument `json:"external,omitempty"`
	Basis    string            `json:"basis,omitempty"` // of a correction: the decision that orders it
}

// PetitionView is a petition and, once there is one, its answer.
type PetitionView struct {
	Official   string     `json:"official"`
	Ground     string     `json:"ground"`
	FiledAt    time.Time  `json:"filed_at"`
	Presider   string     `json:"presider,omitempty"`
	Outcome    string     `json:"outcome,omitempty"`
	Grade      string     `json:"grade,omitempty"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
}

// ResultView is the result of an official with everything it stands on.
type ResultView struct {
	Cycle          string          `json:"cycle"`
	Official       string          `json:"official"`
	Body           string          `json:"body"`
	Grade          string          `json:"grade"`
	Suggested      string          `json:"suggested,omitempty"`
	Grounds        json.RawMessage `json:"grounds,omitempty"`
	DecidedAt      time.Time       `json:"decided_at"`
	AnnouncedAt    *time.Time      `json:"announced_at,omitempty"`
	AcknowledgedAt *time.Time      `json:"acknowledged_at,omitempty"`
	Decisions      []DecisionView  `json:"decisions"`
	Petition       *PetitionView   `json:"petition,omitempty"`
}

// Person is who an official is to themself.
type Person struct {
	Name  string
	Email string
}

// Person returns an official's name and address. Error: fault.NotFound.
func (s *Store) Person(ctx context.Context, official string) (Person, error) {
	row, err := s.q.Official(ctx, official)
	if err != nil {
		return Person{}, notFound(err, "official", official)
	}
	return Person{Name: row.Name, Email: row.Email}, nil
}

// Officials lists the enrolled officials of a cycle by code; unit and body narrow the list when not empty.
func (s *Store) Officials(ctx context.Context, cycle, unit, body string, p Page) (List[OfficialRow], error) {
	rows, err := s.q.CycleOfficials(ctx, db.CycleOfficialsParams{
		Cycle: cycle, After: p.After, Unit: unit, Body: body, MaxRows: p.rows(),
	})
	if err != nil {
		return List[OfficialRow]{}, fmt.Errorf("list officials of %s: %w", cycle, err)
	}
	return listed(p, rows, func(r db.CycleOfficialsRow) (OfficialRow, string) {
		return OfficialRow{
			Official: r.Official, Name: r.Name, Unit: r.Unit, Post: r.Post, Group: r.TitleGroup, Head: r.IsHead, Body: r.Body,
			SelfGrade: r.SelfGrade, ProposedGrade: r.ProposedGrade, SuggestedGrade: r.SuggestedGrade, Grade: r.Grade,
			AnnouncedAt: r.AnnouncedAt,
		}, r.Official
	}), nil
}

// Appraisals lists the cases of a body with the suggestions, or those of some officials when there are any; the list is
// empty before the appraisal.
func (s *Store) Appraisals(ctx context.Context, cycle, body string, officials []string, p Page) (List[AppraisalRow], error) {
	rows, err := s.q.AppraisalBoard(ctx, db.AppraisalBoardParams{
		Cycle: cycle, Body: body, Officials: append([]string{}, officials...), After: p.After, MaxRows: p.rows(),
	})
	if err != nil {
		return List[AppraisalRow]{}, fmt.Errorf("list appraisals of %s: %w", body, err)
	}
	return listed(p, rows, func(r db.AppraisalBoardRow) (AppraisalRow, string) {
		return AppraisalRow{
			Official: r.Official, Name: r.Name, Unit: r.Unit, Group: r.TitleGroup, Head: r.IsHead,
			SelfGrade: r.SelfGrade, ProposedGrade: r.ProposedGrade, Suggested: r.Suggested, Grounds: r.Grounds,
		}, r.Official
	}), nil
}

// SelfReview returns an official's self-review. Error: fault.NotFound.
func (s *Store) SelfReview(ctx context.Context, cycle, official string) (SelfReviewView, error) {
	row, err := s.q.SelfReviewOf(ctx, db.SelfReviewOfParams{Cycle: cycle, Official: official})
	if err != nil {
		return SelfReviewView{}, notFound(err, "self-review of", official)
	}
	return SelfReviewView{
		Official: official, Grade: row.Grade, FiledAt: row.FiledAt, Content: row.Content,
		OnBehalf: entry(row.Actor, row.OnBehalfOf, row.Basis, row.Document),
	}, nil
}

// SelfReviewVersion is one of the self-reviews that an official has filed in a cycle.
type SelfReviewVersion struct {
	SelfReviewView
	Version     int64      `json:"version" doc:"The newest that was not taken back counts"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
}

// SelfReviewVersions returns all self-reviews of an official in a cycle, newest first.
func (s *Store) SelfReviewVersions(ctx context.Context, cycle, official string) ([]SelfReviewVersion, error) {
	rows, err := s.q.SelfReviewVersions(ctx, db.SelfReviewVersionsParams{Cycle: cycle, Official: official})
	if err != nil {
		return nil, fmt.Errorf("read self-reviews: %w", err)
	}
	versions := make([]SelfReviewVersion, len(rows))
	for i, r := range rows {
		versions[i] = SelfReviewVersion{
			Version: r.Version, WithdrawnAt: r.WithdrawnAt,
			SelfReviewView: SelfReviewView{
				Official: official, Grade: r.Grade, FiledAt: r.FiledAt, Content: r.Content,
				OnBehalf: entry(r.Actor, r.OnBehalfOf, r.Basis, r.Document),
			},
		}
	}
	return versions, nil
}

// Comments returns the comments on an official in the order they came.
func (s *Store) Comments(ctx context.Context, cycle, official string) ([]CommentView, error) {
	rows, err := s.q.CommentsOn(ctx, db.CommentsOnParams{Cycle: cycle, Official: official})
	if err != nil {
		return nil, fmt.Errorf("read comments: %w", err)
	}
	comments := make([]CommentView, len(rows))
	for i, r := range rows {
		comments[i] = CommentView{
			Author: r.Author, Text: r.Text, FiledAt: r.FiledAt, WithdrawnAt: r.WithdrawnAt,
			OnBehalf: entry(r.Actor, r.OnBehalfOf, r.Basis, r.Document),
		}
	}
	return comments, nil
}

// Minutes returns the minutes of a process in the order they came.
func (s *Store) Minutes(ctx context.Context, process string) ([]MinutesView, error) {
	rows, err := s.q.MinutesOf(ctx, process)
	if err != nil {
		return nil, fmt.Errorf("read minutes of %s: %w", process, err)
	}
	minutes := make([]MinutesView, len(rows))
	for i, r := range rows {
		minutes[i] = MinutesView{
			Kind: r.Kind, Author: r.Author, Text: r.Text, FiledAt: r.FiledAt,
			OnBehalf: entry(r.Actor, r.OnBehalfOf, r.Basis, r.Document),
		}
	}
	return minutes, nil
}

// Proposals returns the proposals of a unit by official.
func (s *Store) Proposals(ctx context.Context, cycle, unit string) ([]ProposalView, error) {
	rows, err := s.q.ProposalsOfUnit(ctx, db.ProposalsOfUnitParams{Cycle: cycle, Process: evaluation.UnitReviewID(cycle, unit)})
	if err != nil {
		return nil, fmt.Errorf("read proposals of %s: %w", unit, err)
	}
	proposals := make([]ProposalView, len(rows))
	for i, r := range rows {
		proposals[i] = ProposalView{
			Official: r.Official, Grade: r.Grade, Reason: r.Reason, OnBehalf: entry(r.Actor, r.OnBehalfOf, r.Basis, r.Document),
			External: external(r.ExternalDocument, r.DocumentDate, r.DecidedBy, r.Signer, r.SignerTitle),
		}
	}
	return proposals, nil
}

// Petition returns an official's petition. Error: fault.NotFound.
func (s *Store) Petition(ctx context.Context, cycle, official string) (PetitionView, error) {
	row, err := s.q.PetitionOf(ctx, db.PetitionOfParams{Cycle: cycle, Official: official})
	if err != nil {
		return PetitionView{}, notFound(err, "petition of", official)
	}
	return PetitionView{
		Official: official, Ground: row.Ground, FiledAt: row.FiledAt, Presider: row.Presider,
		Outcome: value(row.Outcome), Grade: value(row.Grade), Answer: value(row.Answer), AnsweredAt: row.AnsweredAt,
	}, nil
}

// Result returns an official's result with its grounds, the history of decisions and the petition. Error: fault.NotFound.
func (s *Store) Result(ctx context.Context, cycle, official string) (ResultView, error) {
	row, err := s.q.ResultOf(ctx, db.ResultOfParams{Cycle: cycle, Official: official})
	if err != nil {
		return ResultView{}, notFound(err, "result of", official)
	}
	view := ResultView{
		Cycle: cycle, Official: official, Body: row.Body, Grade: row.Grade, DecidedAt: row.DecidedAt,
		AnnouncedAt: row.AnnouncedAt, AcknowledgedAt: row.AcknowledgedAt, Decisions: []DecisionView{},
	}
	appraisal, err := s.q.AppraisalOf(ctx, db.AppraisalOfParams{Cycle: cycle, Official: official})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return view, fmt.Errorf("read appraisal: %w", err)
	}
	view.Suggested, view.Grounds = appraisal.Suggested, appraisal.Grounds
	decisions, err := s.q.DecisionsOn(ctx, db.DecisionsOnParams{Cycle: cycle, About: "official", Subject: official})
	if err != nil {
		return view, fmt.Errorf("read decisions: %w", err)
	}
	for _, d := range decisions {
		basis := d.Basis
		if d.OnBehalfOf != "" {
			basis = "" // it stands there with who filed it
		}
		view.Decisions = append(view.Decisions, DecisionView{
			Body: d.Body, Grade: d.Grade, Suggested: d.Suggested, Reason: d.Reason, DecidedAt: d.DecidedAt,
			OnBehalf: entry(d.Actor, d.OnBehalfOf, d.Basis, d.Document),
			External: external(d.ExternalDocument, d.DocumentDate, d.DecidedBy, d.Signer, d.SignerTitle), Basis: basis,
		})
	}
	petition, err := s.Petition(ctx, cycle, official)
	if fault.KindOf(err) == fault.NotFound {
		return view, nil
	}
	view.Petition = &petition
	return view, err
}

// BodyOf returns the body that decides on an official in a cycle. Error: fault.NotFound.
func (s *Store) BodyOf(ctx context.Context, cycle, official string) (string, error) {
	row, err := s.q.EnrolmentOf(ctx, db.EnrolmentOfParams{Cycle: cycle, Official: official})
	if err != nil {
		return "", notFound(err, "enrolment of", official)
	}
	return row.Body, nil
}
